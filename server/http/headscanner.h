// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/http/fields.h"

#include <QByteArrayView>

#include <optional>
#include <variant>

namespace phx::http {

struct ParserLimits
{
    qsizetype maxHeadBytes = 16 * 1024; //!< 431
    qsizetype maxLine = 8 * 1024; //!< 414 for the request line, 431 for a field
    int maxFields = 64; //!< 431
    qsizetype maxBodyBytes = 8'000'000; //!< 413; of requests
};

//! Why a request is refused: the status to answer and a sentence for a person. The connection
//! closes.
struct Refusal
{
    int status = 400;
    QByteArray sentence;
};

//! More bytes are needed.
struct NeedMore
{
};

//! \brief The lines of the head of a request or of an answer, whole or byte by byte (RFC 9112 §2.2
//! and §5). Pure.
//!
//! Refuses every ambiguity rather than guess: bare CR or LF, control characters and NUL, obs-fold,
//! a space before the colon; and what is longer than the limits. The status of a Refusal is the one
//! for a request.
class HeadScanner
{
public:
    explicit HeadScanner(ParserLimits limits);

    //! Takes bytes up to the end of one line. \param consumed so many of them
    //! \return the line without its CR LF, valid until the next call; an empty one ends the head
    std::variant<NeedMore, QByteArrayView, Refusal> feed(QByteArrayView bytes, qsizetype &consumed);
    //! Puts the field of a line to the others, in lower case.
    [[nodiscard]] std::optional<Refusal> takeField(QByteArrayView line, Fields &fields) const;

    //! The bytes of the head so far.
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    //! The same; begins anew.
    QByteArray takeBytes();
    [[nodiscard]] const ParserLimits &limits() const { return m_limits; }

private:
    //! How many of the first bytes are text that decides nothing.
    [[nodiscard]] qsizetype textRun(QByteArrayView bytes) const;
    [[nodiscard]] const char *problemWith(char byte) const;
    [[nodiscard]] std::optional<Refusal> tooLong() const;

    ParserLimits m_limits;
    QByteArray m_bytes;
    qsizetype m_lineStart = 0; //!< of the current line in m_bytes
};

} // namespace phx::http
