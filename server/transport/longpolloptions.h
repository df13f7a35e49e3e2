// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <chrono>

namespace phx::server {

//! Options of the long-poll transport of a mount (protocol.md §1.10). Defaults are Phoenix's, but
//! for the bound of the buffer, which Phoenix does not have.
struct LongPollOptions
{
    bool enabled = false;
    QByteArray path = "longpoll"; //!< sub-path
    std::chrono::milliseconds window {10'000}; //!< of a poll, and of one message of a POST
    std::chrono::milliseconds pubsubTimeout {2'000}; //!< for a session to say that it lives
    std::chrono::seconds maxAge {1'209'600}; //!< of the session's token
    qsizetype maxBufferBytes = 1024 * 1024; //!< waiting for the next poll; the session ends above
};

} // namespace phx::server
