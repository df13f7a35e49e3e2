// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/panels/clientcommands.h"

#include "app/hosting.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QMenu>

#include <array>

namespace phx::ui {

namespace {

using Cut = server::Transport::Cut;

class Commands
{
    Q_DECLARE_TR_FUNCTIONS(phx::ui::ClientCommands)

public:
    //! What phoenix.js does is in protocol.md §6 (close handling) and was seen with versions 1.2
    //! to 1.8.16.
    static QString closeText(quint16 code)
    {
        switch (code) {
        case 1000:
            return tr("1000 normal: phoenix.js 1.6.3 to 1.8.15 never reconnects");
        case 1001:
            return tr("1001 going away: phoenix.js reconnects");
        case 1008:
            return tr("1008 policy violation: phoenix.js reconnects");
        case 1011:
            return tr("1011 internal error: phoenix.js reconnects");
        case 1012:
            return tr("1012 service restart: phoenix.js reconnects");
        default:
            return tr("%1 the application's own: phoenix.js reconnects").arg(code);
        }
    }

    static void addClose(QMenu &menu, app::Hosting &hosting, quint64 connection)
    {
        QMenu *codes = menu.addMenu(Theme::instance().icon(QStringLiteral("close")),
                                    tr("Close c%1 with code").arg(connection));
        constexpr std::array<quint16, 6> Codes {1000, 1001, 1008, 1011, 1012, 4000};
        for (const quint16 code : Codes) {
            QAction *action = codes->addAction(closeText(code));
            QObject::connect(action, &QAction::triggered, &hosting, [&hosting, connection, code] {
                hosting.endpoint().closeConnection(connection, code, {});
            });
        }
    }

    static void addCut(QMenu &menu, app::Hosting &hosting, quint64 connection, Cut how)
    {
        QAction *action = menu.addAction(
            Theme::instance().icon(QStringLiteral("cut"), Role::Fault),
            how == Cut::Fin ? tr("Cut connection (TCP FIN, the client sees 1006)")
                            : tr("Reset connection (TCP RST, the client sees 1006)"));
        QObject::connect(action, &QAction::triggered, &hosting, [&hosting, connection, how] {
            hosting.endpoint().cutConnection(connection, how);
        });
    }

    static void addDisconnect(QMenu &menu, app::Hosting &hosting, const QByteArray &socketId)
    {
        QAction *action = menu.addAction(
            Theme::instance().icon(QStringLiteral("disconnect")),
            tr("Disconnect all sockets with id %1").arg(QString::fromUtf8(socketId)));
        QObject::connect(action, &QAction::triggered, &hosting,
                         [&hosting, socketId] { hosting.endpoint().disconnectId(socketId); });
    }

    static void addExpire(QMenu &menu, app::Hosting &hosting, const app::ClientState &client)
    {
        QAction *action = menu.addAction(
            Theme::instance().icon(QStringLiteral("token"), Role::Fault),
            client.hasToken
                ? tr("Token expires now (the client sees 1001, then 403 with that token)")
                : tr("Token expires now (the client has none)"));
        action->setEnabled(client.hasToken);
        QObject::connect(action, &QAction::triggered, &hosting,
                         [&hosting, connection = client.connection] {
                             hosting.endpoint().expireTokens(connection);
                         });
    }

    static void addCrash(QMenu &menu, app::Hosting &hosting, const QList<ChannelPlace> &places,
                         const QString &text)
    {
        QAction *action =
            menu.addAction(Theme::instance().icon(QStringLiteral("crash"), Role::Fault), text);
        action->setEnabled(!places.isEmpty());
        QObject::connect(action, &QAction::triggered, &hosting, [&hosting, places] {
            for (const ChannelPlace &place : places)
                hosting.endpoint().crashChannel(place.connection, place.topic);
        });
    }

    static void addChannelClose(QMenu &menu, app::Hosting &hosting,
                                const QList<ChannelPlace> &places, const QString &text)
    {
        QAction *action = menu.addAction(Theme::instance().icon(QStringLiteral("close")), text);
        action->setEnabled(!places.isEmpty());
        QObject::connect(action, &QAction::triggered, &hosting, [&hosting, places] {
            for (const ChannelPlace &place : places)
                hosting.endpoint().closeChannel(place.connection, place.topic);
        });
    }

    static void addForOne(QMenu &menu, app::Hosting &hosting, const ChannelPlace &place)
    {
        addCrash(menu, hosting, {place}, tr("Crash channel (phx_error)"));
        addChannelClose(menu, hosting, {place}, tr("Close channel (phx_close)"));
    }

    static void addForSeveral(QMenu &menu, app::Hosting &hosting, const QList<ChannelPlace> &places)
    {
        const int count = static_cast<int>(places.size());
        addCrash(menu, hosting, places, tr("Crash %n channel(s) (phx_error)", nullptr, count));
        addChannelClose(menu, hosting, places,
                        tr("Close %n channel(s) (phx_close)", nullptr, count));
    }
};

} // namespace

void addClientCommands(QMenu &menu, app::Hosting &hosting, const app::ClientState &client)
{
    Commands::addClose(menu, hosting, client.connection);
    Commands::addCut(menu, hosting, client.connection, Cut::Fin);
    Commands::addCut(menu, hosting, client.connection, Cut::Reset);
    if (!client.socketId.isEmpty())
        Commands::addDisconnect(menu, hosting, client.socketId);
    Commands::addExpire(menu, hosting, client);
}

void addChannelCommands(QMenu &menu, app::Hosting &hosting, const ChannelPlace &place)
{
    Commands::addForOne(menu, hosting, place);
}

void addChannelsCommands(QMenu &menu, app::Hosting &hosting, const QList<ChannelPlace> &places)
{
    Commands::addForSeveral(menu, hosting, places);
}

} // namespace phx::ui
