// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/presence/trackerstate.h"

#include <optional>
#include <variant>

namespace phx::server {

//! One start of one node's tracker: {name, vsn}.
struct TrackerReplicaRef
{
    protocol::EtfTerm name {}; //!< atom or binary, as that node calls itself
    qint64 vsn = 0; //!< unique per start

    [[nodiscard]] TrackerReplicaId id() const; //!< for the state and the clocks
    //! \param id from id(). \return nothing else
    static TrackerReplicaRef fromId(const TrackerReplicaId &id);

    friend bool operator==(const TrackerReplicaRef &a, const TrackerReplicaRef &b)
    {
        return a.vsn == b.vsn && a.name == b.name;
    }
};

//! {pub, heartbeat, {name, vsn}, empty | delta, {replica, clocks}}, to all.
struct TrackerHeartbeat
{
    TrackerReplicaRef from {};
    std::optional<TrackerDelta> delta {};
    TrackerClock clock {};
};

//! {pub, transfer_req, ref, {name, vsn}, {replica, clocks}}, to one.
struct TrackerTransferRequest
{
    protocol::EtfTerm ref {}; //!< comes back in the answer
    TrackerReplicaRef from {};
    TrackerClock clock {};
};

//! {pub, transfer_ack, ref, {name, vsn}, delta | {state, values}}, to one.
struct TrackerTransferAnswer
{
    protocol::EtfTerm ref {};
    TrackerReplicaRef from {};
    TrackerDelta state {};
};

//! {pub, graceful_permdown, {name, vsn}}, to all.
struct TrackerPermdown
{
    TrackerReplicaRef from {};
};

using TrackerMessage =
    std::variant<TrackerHeartbeat, TrackerTransferRequest, TrackerTransferAnswer, TrackerPermdown>;

} // namespace phx::server
