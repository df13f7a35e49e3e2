// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/models/builtintext.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace phx::ui {

namespace {

using Phase = app::BuiltinState::Phase;
using State = client::Channel::State;

class Text
{
    Q_DECLARE_TR_FUNCTIONS(phx::ui::BuiltinText)

public:
    static QString seconds(double seconds)
    {
        return tr("%1 s", "seconds").arg(QLocale().toString(seconds, 'f', 1));
    }

    static QString phase(const app::BuiltinState &client)
    {
        switch (client.phase) {
        case Phase::Connecting:
            return tr("connecting…");
        case Phase::Connected:
            return tr("connected");
        case Phase::Closing:
            return tr("closing…");
        case Phase::Waiting:
            return client.retryIn
                ? tr("retry %2 in %1").arg(secondsText(*client.retryIn)).arg(client.attempt)
                : tr("waits for the server");
        case Phase::Off:
            break;
        }
        return tr("disconnected");
    }

    static QString state(const app::BuiltinChannelState &channel)
    {
        switch (channel.state) {
        case State::Joined:
            return tr("joined");
        case State::Joining:
            return tr("joining…");
        case State::Leaving:
            return tr("leaving…");
        case State::Closed:
            return tr("closed");
        case State::Errored:
            break;
        }
        if (!channel.rejoinIn)
            return tr("not connected");
        return (channel.refusal.isEmpty() ? tr("rejoin %2 in %1") : tr("refused, retry %2 in %1"))
            .arg(secondsText(*channel.rejoinIn))
            .arg(channel.attempt);
    }

    static QString named(const QString &name, const QString &state)
    {
        return tr("%1 · %2", "a name and a state").arg(name, state);
    }

    static QString clientToolTip(const app::BuiltinState &client)
    {
        QStringList lines {named(client.name, phase(client))};
        if (!client.endPoint.isEmpty())
            lines << QString::fromUtf8(client.endPoint);
        lines << (client.transport == client::TransportKind::LongPoll ? tr("By long polling")
                                                                      : tr("By WebSocket"));
        if (client.connection != 0)
            lines << tr("c%1 in the list of messages").arg(client.connection);
        if (!client.problem.isEmpty())
            lines << client.problem;
        return lines.join(u'\n');
    }

    static QString channelToolTip(const app::BuiltinChannelState &channel)
    {
        QStringList lines {builtinChannelText(channel),
                           tr("Joined %n time(s)", nullptr, channel.joins)};
        if (!channel.refusal.isEmpty())
            lines << tr("The server answered %1").arg(QString::fromUtf8(channel.refusal.left(500)));
        return lines.join(u'\n');
    }
};

} // namespace

QString builtinText(const app::BuiltinState &client)
{
    return Text::named(client.name, Text::phase(client));
}

QString builtinChannelText(const app::BuiltinChannelState &channel)
{
    return Text::named(QString::fromUtf8(channel.topic), Text::state(channel));
}

QString builtinToolTip(const app::BuiltinState &client)
{
    return Text::clientToolTip(client);
}

QString builtinChannelToolTip(const app::BuiltinChannelState &channel)
{
    return Text::channelToolTip(channel);
}

QString secondsText(std::chrono::milliseconds time)
{
    return Text::seconds(double(time.count()) / 1000);
}

} // namespace phx::ui
