// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/result.h"

#include <QString>

#include <functional>
#include <vector>

namespace phx::app {

//! What is wrong with a text that a person typed, and where.
struct TextProblem
{
    qsizetype position = 0; //!< UTF-16 code units from 0
    QString sentence {}; //!< for a person, translated, without the place

    friend bool operator==(const TextProblem &, const TextProblem &) = default;
};

//! The value that stands for a `{{name}}`.
struct TemplateValue
{
    QString text {};
};

//! Gives the value for what stands between the braces, trimmed, or says why there is none.
using TemplateLookup = std::function<Result<TemplateValue, QString>(const QString &expression)>;

//! \brief A text whose `{{name}}` are replaced, and the way back to what was typed.
struct ExpandedText
{
    //! A part of the result: copied, or put in for an expression.
    struct Piece
    {
        qsizetype typedBegin = 0;
        qsizetype begin = 0; //!< in `text`
        bool isValue = false;
    };

    QString text {};
    std::vector<Piece> pieces {}; //!< in order, without gaps

    //! Where the character of `text` was typed; inside of a value: where its `{{` stands.
    [[nodiscard]] qsizetype typedPosition(qsizetype position) const;
};

enum class TemplateText : quint8 {
    Plain, //!< a topic, an event, hexadecimal digits: values stand for themselves
    Json, //!< values become JSON: escaped inside of strings, quoted outside if they are no JSON
};

//! \brief Replaces each `{{name}}`. `{{{{` stands for two braces that begin no name.
//!
//! \return the text, or the first expression that is not closed, empty or has no value
[[nodiscard]] Result<ExpandedText, TextProblem>
expandTemplate(const QString &text, TemplateText kind, const TemplateLookup &lookup);

//! A value outside of a JSON string: itself if it is JSON, else a JSON string with this text.
[[nodiscard]] QString asJson(const QString &value);
//! The JSON of a value as what a variable keeps: a string without its quotes, unless it would read
//! as something else then; anything else as it is.
[[nodiscard]] QString variableText(const QByteArray &json);
//! A value as text: what a JSON string says, anything else as it is.
[[nodiscard]] QString asPlainText(const QString &value);

} // namespace phx::app
