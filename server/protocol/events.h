// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

//! Reserved names of the protocol (protocol.md §0).
namespace phx::protocol::events {

inline const QByteArray Join = "phx_join";
inline const QByteArray Leave = "phx_leave";
inline const QByteArray Reply = "phx_reply";
inline const QByteArray Error = "phx_error";
inline const QByteArray Close = "phx_close";
inline const QByteArray Heartbeat = "heartbeat";
inline const QByteArray Disconnect = "disconnect"; //!< on a socket's id topic only
inline const QByteArray PresenceState = "presence_state";
inline const QByteArray PresenceDiff = "presence_diff";
//! Supabase Realtime's; a user's broadcast that came as a binary frame has the prefix.
inline const QByteArray UserBroadcast = "broadcast";
inline const QByteArray UserBroadcastPrefix = "broadcast:";
inline const QByteArray PhoenixTopic = "phoenix"; //!< heartbeats travel on it

} // namespace phx::protocol::events
