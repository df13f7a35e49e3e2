// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/http/headscanner.h"

#include <QByteArrayView>

#include <optional>
#include <variant>

namespace phx::http {

//! The head of an answer.
struct ResponseHead
{
    int status = 0; //!< 101, or 200 to 999
    QByteArray reason {}; //!< the phrase behind the status; any bytes, may be empty
    int minorVersion = 1; //!< HTTP/1.x: 0 or 1
    Fields fields {};
};

//! Why an answer is none: a sentence for a person.
struct Malformed
{
    QByteArray sentence {};
};

//! \brief Strict, incremental parser of the head of one answer, for a client that wants another
//! protocol (RFC 9112 §4): bytes in, a ResponseHead or a Malformed out. Pure.
//!
//! Refuses what HeadScanner refuses. Interim answers (100, 102 to 199) are passed over, as RFC 9110
//! §15.2 wants; they count for the limit of the head. Bytes whole or one by one give the same
//! answer (the fuzz target's property).
class ResponseParser
{
public:
    explicit ResponseParser(ParserLimits limits = {});

    //! Not to be called after a ResponseHead. \param consumed bytes of this call that belong to the
    //! head; the rest is the body, or what the other protocol says
    std::variant<NeedMore, ResponseHead, Malformed> feed(QByteArrayView bytes, qsizetype &consumed);

private:
    [[nodiscard]] std::optional<Malformed> takeLine(QByteArrayView line);
    [[nodiscard]] std::optional<Malformed> takeStatusLine(QByteArrayView line);

    HeadScanner m_scanner;
    ResponseHead m_head;
    std::optional<Malformed> m_problem;
    bool m_hasStatus = false;
    bool m_isWhole = false;
};

} // namespace phx::http
