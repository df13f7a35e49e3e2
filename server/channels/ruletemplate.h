// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channels/rulevalue.h"

#include <vector>

namespace phx::server {

//! \brief A text with `{{values}}` in it, compiled once and filled for every message.
//!
//! In JSON a string that is nothing but `{{value}}` becomes the value as it is, type, digits and
//! all (`{"total": "{{payload.qty}}"}`; the quotes may be left out); elsewhere in a string the
//! value becomes part of the text. What does not exist is null, and nothing within a text. A value
//! type.
class RuleTemplate
{
public:
    static constexpr qsizetype MaxBytes = 65'536;
    static constexpr size_t MaxValues = 256;

    RuleTemplate() = default; //!< JSON: {}
    //! \return a sentence without a full stop that says what is wrong
    static Result<RuleTemplate, QString> parseJson(const QByteArray &text);
    //! A name (an event, a key) instead of JSON.
    static Result<RuleTemplate, QString> parseName(const QByteArray &text);

    [[nodiscard]] QByteArray expand(const RuleInput &input, const RuleSources &sources) const;
    //! Of a JSON template. `{{payload}}` alone passes the payload on, binary ones too.
    [[nodiscard]] protocol::Payload payload(const RuleInput &input,
                                            const RuleSources &sources) const;
    //! As written, values quoted where the quotes were left out.
    [[nodiscard]] const QByteArray &text() const { return m_text; }

private:
    struct Piece
    {
        //! Value: JSON; InString: within a JSON string; InName: plain text
        enum class Kind : quint8 { Literal, Value, InString, InName };
        Kind kind = Kind::Literal;
        QByteArray literal {};
        RuleValue value {};
    };

    void addLiteral(QByteArrayView text);
    //! \return a sentence, or empty
    QString addValues(QByteArrayView text, Piece::Kind kind);
    QString compileJson();
    QString compileString(qsizetype begin, qsizetype end);

    QByteArray m_text {"{}"};
    std::vector<Piece> m_pieces {Piece {.literal = "{}"}};
};

} // namespace phx::server
