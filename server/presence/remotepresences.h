// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/presence/presencetracker.h"
#include "server/presence/trackerstate.h"

#include <map>
#include <optional>
#include <vector>

namespace phx::server {

//! \brief Presences of other nodes as this node's PresenceTracker has its own: with owner numbers,
//! texts as keys and JSON metas.
//!
//! A process of another node owns under one number as long as it has a presence here; the numbers
//! follow those of this process's channels, in the order in which they came. Threads: one.
class RemotePresences
{
public:
    //! One change per topic. Each join must be followed by a leave of the same tag.
    [[nodiscard]] std::vector<PresenceChange> changes(const TrackerDiff &diff);

    //! Joins whose key has no text or whose meta is no map: they are not shown.
    [[nodiscard]] quint64 unreadable() const { return m_unreadable; }

private:
    struct Owner
    {
        quint64 number = 0;
        size_t presences = 0;
    };

    [[nodiscard]] PresenceEntry joined(const TrackerTag &tag, const TrackerValue &value);
    [[nodiscard]] std::optional<PresenceEntry> left(const TrackerTag &tag);

    std::map<QByteArray, Owner> m_owners; //!< by replica and pid, as bytes
    std::map<TrackerTag, std::pair<QByteArray, PresenceEntry>> m_shown; //!< with the owner's key
    quint64 m_unreadable = 0;
};

//! The meta as it travels: the refs of the tracker are atoms there, other keys binaries.
[[nodiscard]] protocol::EtfTerm metaTerm(const QJsonObject &meta);

} // namespace phx::server
