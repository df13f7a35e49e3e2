// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/state/livesnapshot.h"

#include <QByteArray>
#include <QList>
#include <QPair>

class QMenu;

namespace phx::app {
class Hosting;
}

//! Menu entries that act on clients and their channels. Menus are filled, shown and thrown away.
namespace phx::ui {

//! A topic of a connection.
struct ChannelPlace
{
    quint64 connection = 0;
    QByteArray topic {};

    friend bool operator==(const ChannelPlace &, const ChannelPlace &) = default;
};

//! Close with a code, cut, reset, expiry of its token, and disconnect by socket id if there is one.
void addClientCommands(QMenu &menu, app::Hosting &hosting, const app::ClientState &client);
//! Crash and close of one channel.
void addChannelCommands(QMenu &menu, app::Hosting &hosting, const ChannelPlace &place);
//! Crash and close of several channels; disabled if there are none.
void addChannelsCommands(QMenu &menu, app::Hosting &hosting, const QList<ChannelPlace> &places);

} // namespace phx::ui
