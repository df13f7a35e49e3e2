// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/presence/trackermessage.h"
#include "server/protocol/result.h"

#include <QString>

namespace phx::server {

//! \brief The messages of Phoenix.Tracker's shards as Erlang terms: structs as maps with an atom
//! `__struct__`, sets as MapSet of Elixir 1.14 and later.
//!
//! Sources: phoenix_pubsub lib/phoenix/tracker/shard.ex (messages), state.ex (struct); elixir
//! lib/elixir/lib/map_set.ex; protocol.md §6.2. Pure functions; any thread.
namespace trackerterms {

//! Of one message; what has more is refused.
struct Limits
{
    qsizetype maxValues = 200'000;
    qsizetype maxReplicas = 1'000; //!< in a context
    qsizetype maxClouded = 1'000'000; //!< changes in clouds
};

[[nodiscard]] protocol::EtfTerm toTerm(const TrackerMessage &message);

//! \return the message, or a sentence that says what is wrong with the term
[[nodiscard]] Result<TrackerMessage, QString> fromTerm(const protocol::EtfTerm &term,
                                                       const Limits &limits = {});

//! A pid of this node for a channel: NEW_PID_EXT. The numbers are those of Erlang before OTP 24,
//! too, for owners below 2^28. \param owner below 2^47 and unique; greater ones lose their upper
//! bits
[[nodiscard]] protocol::EtfTerm pidOf(const QByteArray &nodeName, quint64 owner, quint32 creation);

//! A reference of this node: NEWER_REFERENCE_EXT of three words.
[[nodiscard]] protocol::EtfTerm referenceOf(const QByteArray &nodeName, quint64 number,
                                            quint32 creation);
//! The number within, by which an answer is known; the bytes around it differ from one OTP to the
//! next. 0 if the term is no such reference.
[[nodiscard]] quint64 numberOf(const protocol::EtfTerm &reference);

} // namespace trackerterms

} // namespace phx::server
