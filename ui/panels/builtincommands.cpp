// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/panels/builtincommands.h"

#include "app/clients/clients.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QMenu>

namespace phx::ui {

namespace {

class Commands
{
    Q_DECLARE_TR_FUNCTIONS(phx::ui::BuiltinCommands)

public:
    static QString join() { return tr("&Join topic…"); }
    static QString change() { return tr("C&hange its connection…"); }
    static QString connect() { return tr("&Connect"); }
    static QString connectNow() { return tr("&Connect now"); }
    static QString disconnect() { return tr("&Disconnect (close 1000)"); }
    static QString cut() { return tr("C&ut the TCP connection (1006)"); }
    static QString remove() { return tr("&Remove this client"); }
    static QString leave(const QByteArray &topic)
    {
        return tr("&Leave %1").arg(QString::fromUtf8(topic).replace(u'&', QLatin1String("&&")));
    }
};

QAction *add(QMenu &menu, const QString &icon, const QString &text, Role role = Role::Text)
{
    return menu.addAction(Theme::instance().icon(icon, role), text);
}

} // namespace

void addBuiltinCommands(QMenu &menu, app::Clients &clients, const app::BuiltinState &client,
                        const BuiltinDialogs &dialogs)
{
    using Phase = app::BuiltinState::Phase;
    const int number = client.number;
    QAction *join = add(menu, QStringLiteral("topic"), Commands::join());
    QObject::connect(join, &QAction::triggered, &clients,
                     [ask = dialogs.join, number] { ask(number); });
    QAction *change = add(menu, QStringLiteral("settings"), Commands::change());
    QObject::connect(change, &QAction::triggered, &clients,
                     [ask = dialogs.change, number] { ask(number); });
    menu.addSeparator();
    if (client.phase == Phase::Off) {
        QAction *connect = add(menu, QStringLiteral("link"), Commands::connect());
        QObject::connect(connect, &QAction::triggered, &clients,
                         [&clients, number] { clients.connectClient(number); });
    } else {
        if (client.phase == Phase::Waiting) {
            QAction *now = add(menu, QStringLiteral("link"), Commands::connectNow());
            QObject::connect(now, &QAction::triggered, &clients,
                             [&clients, number] { clients.connectNow(number); });
        }
        QAction *disconnect = add(menu, QStringLiteral("disconnect"), Commands::disconnect());
        QObject::connect(disconnect, &QAction::triggered, &clients,
                         [&clients, number] { clients.disconnectClient(number); });
    }
    QAction *cut = add(menu, QStringLiteral("cut"), Commands::cut(), Role::Fault);
    cut->setEnabled(client.phase == Phase::Connected);
    QObject::connect(cut, &QAction::triggered, &clients,
                     [&clients, number] { clients.cut(number); });
    menu.addSeparator();
    QAction *remove = add(menu, QStringLiteral("close"), Commands::remove());
    QObject::connect(remove, &QAction::triggered, &clients,
                     [&clients, number] { clients.remove(number); });
}

void addBuiltinChannelCommands(QMenu &menu, app::Clients &clients, int client,
                               const app::BuiltinChannelState &channel)
{
    QAction *leave = add(menu, QStringLiteral("close"), Commands::leave(channel.topic));
    QObject::connect(
        leave, &QAction::triggered, &clients,
        [&clients, client, topic = channel.topic] { (void)clients.leave(client, topic); });
}

} // namespace phx::ui
