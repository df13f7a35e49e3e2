// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/socket/sockethandler.h"

#include <QString>
#include <QStringList>

#include <memory>

namespace phx::app {

//! \brief The ready-made code that a workspace can name: whole handlers, and single channels.
//! Pure; thread-safe.
class HandlerCatalog
{
public:
    //! Values of "kind": a handler with its channels, ready to mount.
    static QStringList kinds();
    //! nullptr for an unknown kind. Shared by the configs that mount it. \param secretKeyBase for
    //! kinds that verify tokens
    static std::shared_ptr<const server::SocketHandler> makeKind(const QString &kind,
                                                                 const QByteArray &secretKeyBase);

    //! Values of "channel": the code behind one topic pattern.
    static QStringList channels();
    //! Empty for an unknown name.
    static server::ChannelFactory channelFactory(const QString &channel);
};

} // namespace phx::app
