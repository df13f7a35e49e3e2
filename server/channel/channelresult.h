// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/payload.h"

#include <QString>

#include <optional>
#include <variant>

namespace phx::server {

//! Why a channel ends (protocol.md §3.10). Graceful ends send phx_close, all others phx_error.
struct StopReason
{
    enum class Kind : quint8 { Normal, Shutdown, ShutdownWith, Other };
    Kind kind = Kind::Normal;
    QString detail {}; //!< of ShutdownWith ("left", "closed", "draining", …) and Other

    [[nodiscard]] bool isGraceful() const { return kind != Kind::Other; }
    [[nodiscard]] QString toString() const;
};

//! Nothing to say.
struct NoReply
{
};

//! An answer to the message at hand. Ignored by callbacks that have no message (a crash there, as
//! in Phoenix).
struct ReplyWith
{
    QByteArray status = "ok";
    protocol::Payload response {}; //!< default {}
};

//! End the channel, with an answer first if there is one.
struct Stop
{
    StopReason reason {};
    std::optional<ReplyWith> reply {};
};

//! What an exception is in Phoenix: the client gets phx_error, the reason is logged and captured.
struct Crash
{
    QString reason {};
};

struct JoinOk
{
    protocol::Payload response {}; //!< default {}
};

struct JoinError
{
    protocol::Payload response {};
};

//! \brief The result comes later, by ChannelContext::completeJoin() or complete().
//!
//! Code that runs elsewhere (a script in its helper process) returns it. The channel may be called
//! again before: results belong to the calls in their order, so from the first Pending on every
//! call returns Pending (or Crash) until the last result is there.
struct Pending
{
};

using JoinResult = std::variant<JoinOk, JoinError, Crash, Pending>;
using ChannelResult = std::variant<NoReply, ReplyWith, Stop, Crash, Pending>;

} // namespace phx::server
