// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>
#include <QList>
#include <QString>

#include <optional>

namespace phx::server {

//! What the parts of a pattern stood for, by name; what '*' stood for is "rest".
using Captures = QHash<QByteArray, QByteArray>;

//! \brief A topic or event of a rule: exact, with a '*' at its end, or with captures:
//! `order:{id}`, `room:*`, `{kind}:{id}:items`.
//!
//! A capture stands for one or more bytes without ':', as few as fit; '*' for any rest, also an
//! empty one. Matching is byte-exact and linear. A value type.
class CapturePattern
{
public:
    static constexpr qsizetype MaxBytes = 1024;
    static constexpr qsizetype MaxCaptures = 16;

    CapturePattern() = default; //!< matches nothing
    //! \return a sentence without a full stop that says what is wrong
    static Result<CapturePattern, QString> parse(const QByteArray &text);

    [[nodiscard]] std::optional<Captures> match(QByteArrayView text) const;
    [[nodiscard]] const QByteArray &text() const { return m_text; }
    //! The narrowest pattern of a route that takes all that this one takes: "order:*" of
    //! "order:{id}", itself without captures.
    [[nodiscard]] QByteArray route() const;
    [[nodiscard]] QList<QByteArray> captureNames() const;

    friend bool operator==(const CapturePattern &a, const CapturePattern &b)
    {
        return a.m_text == b.m_text;
    }

private:
    struct Piece
    {
        enum class Kind : quint8 { Literal, Capture, Rest };
        Kind kind = Kind::Literal;
        QByteArray text {}; //!< of a literal; of a capture its name
    };

    //! Appends what begins at `at` and moves on. \return a sentence, or empty
    QString parsePiece(const QByteArray &text, qsizetype &at);
    static qsizetype captureLength(QByteArrayView text, const Piece *next);

    QByteArray m_text;
    QList<Piece> m_pieces;
};

} // namespace phx::server
