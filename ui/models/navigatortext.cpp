// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/models/navigatortext.h"

#include "ui/models/builtintext.h"
#include "ui/models/navigatormodel.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QStringList>

namespace phx::ui {

namespace {

using Kind = NavigatorEntry::Kind;
using State = app::ChannelState::State;
using Phase = app::BuiltinState::Phase;

class Text
{
    Q_DECLARE_TR_FUNCTIONS(phx::ui::NavigatorText)

public:
    static QString state(State state)
    {
        switch (state) {
        case State::Joined:
            return tr("joined");
        case State::Refused:
            return tr("refused");
        case State::Crashed:
            return tr("crashed");
        case State::Closed:
            break;
        }
        return tr("closed");
    }

    static QString clientName(const NavigatorEntry &entry)
    {
        const QString number = QStringLiteral("c%1").arg(entry.connection);
        return entry.label.isEmpty() ? number : QStringLiteral("%1 %2").arg(number, entry.label);
    }

    static QString client(const NavigatorEntry &entry)
    {
        if (entry.isConnected)
            return clientName(entry);
        return tr("%1 · closed %2", "a client's name and a time")
            .arg(clientName(entry), clockText(entry.closedUs));
    }

    static QString channel(const NavigatorEntry &entry)
    {
        return tr("%1 · %2", "a topic and the state of its channel")
            .arg(QString::fromUtf8(entry.topic),
                 state(entry.isConnected ? entry.state : State::Closed));
    }

    static QString section(const NavigatorEntry &entry)
    {
        switch (entry.connection) {
        case NavigatorModel::TopicsSection:
            return tr("Topics");
        case NavigatorModel::BuiltinSection:
            return tr("Built-in clients");
        default:
            return tr("Clients");
        }
    }

    static QString hint(const NavigatorEntry &entry)
    {
        return entry.connection == NavigatorModel::TopicsSection
            ? tr("A topic appears at the first join.")
            : tr("Nobody has connected yet.");
    }

    static QString action() { return tr("Join with built-in client…"); }

    static QString rate(double perSecond)
    {
        const QLocale locale;
        return tr("%1/s", "messages per second")
            .arg(perSecond < 9.95 ? locale.toString(perSecond, 'f', perSecond < 0.95 ? 1 : 0)
                                  : locale.toString(qRound64(perSecond)));
    }

    static QString topicToolTip(const NavigatorEntry &entry)
    {
        QStringList lines {QString::fromUtf8(entry.topic)};
        if (entry.isTopic)
            lines << tr("%n subscriber(s)", nullptr, entry.subscribers);
        lines << tr("%n message(s)", nullptr, static_cast<int>(entry.messages));
        if (entry.isRefused)
            lines << tr("The last join was refused or crashed.");
        else if (entry.hasRefusedBelow)
            lines << tr("A join below was refused or crashed.");
        return lines.join(u'\n');
    }

    static QString clientToolTip(const NavigatorEntry &entry)
    {
        QStringList lines {clientName(entry)};
        lines << (entry.transport == tap::TransportKind::LongPoll
                      ? tr("Long-poll from %1, serializer %2")
                      : tr("WebSocket from %1, serializer %2"))
                     .arg(QString::fromUtf8(entry.peer), QStringLiteral("V%1").arg(entry.vsn));
        if (!entry.socketId.isEmpty())
            lines << tr("Socket id %1").arg(QString::fromUtf8(entry.socketId));
        if (!entry.isConnected)
            lines << tr("Closed at %1 with code %2")
                         .arg(clockText(entry.closedUs), QString::number(entry.closeCode));
        return lines.join(u'\n');
    }

    static QString channelToolTip(const NavigatorEntry &entry)
    {
        QStringList lines {channel(entry)};
        lines << tr("Generation %1 of this join").arg(entry.generation);
        if (!entry.detail.isEmpty())
            lines << QString::fromUtf8(entry.detail);
        return lines.join(u'\n');
    }

    static QString clientSentence(const NavigatorEntry &entry)
    {
        if (!entry.isConnected)
            return tr("Client %1, closed at %2").arg(clientName(entry), clockText(entry.closedUs));
        return entry.channelsInTrouble > 0
            ? tr("Client %1, connected, %n channel(s) refused or crashed", nullptr,
                 entry.channelsInTrouble)
                  .arg(clientName(entry))
            : tr("Client %1, connected").arg(clientName(entry));
    }

    static QString topicSentence(const NavigatorEntry &entry)
    {
        const QString name = QString::fromUtf8(entry.topic);
        if (!entry.isTopic)
            return tr("Topics that begin with %1").arg(name);
        return entry.isRefused
            ? tr("Topic %1, %n subscriber(s), last join refused", nullptr, entry.subscribers)
                  .arg(name)
            : tr("Topic %1, %n subscriber(s)", nullptr, entry.subscribers).arg(name);
    }

    static QString transport(tap::TransportKind transport)
    {
        switch (transport) {
        case tap::TransportKind::WebSocket:
            return tr("ws", "short for WebSocket");
        case tap::TransportKind::LongPoll:
            return tr("lp", "short for long-poll");
        case tap::TransportKind::None:
            break;
        }
        return {};
    }
};

} // namespace

QString navigatorText(const NavigatorEntry &entry)
{
    switch (entry.kind) {
    case Kind::Section:
        return Text::section(entry);
    case Kind::Hint:
        return Text::hint(entry);
    case Kind::Action:
        return Text::action();
    case Kind::Topic:
        return entry.segment.isEmpty() ? QStringLiteral("\"\"") : QString::fromUtf8(entry.segment);
    case Kind::Client:
        return Text::client(entry);
    case Kind::Channel:
        return Text::channel(entry);
    case Kind::BuiltinClient:
        return builtinText(entry.builtin);
    case Kind::BuiltinChannel:
        return builtinChannelText(entry.builtinChannel);
    }
    return {};
}

QString navigatorFigure(const NavigatorEntry &entry)
{
    if (entry.kind == Kind::Client)
        return transportText(entry.transport);
    if (entry.kind == Kind::BuiltinClient && entry.builtin.phase == Phase::Connected)
        return transportText(entry.builtin.transport == client::TransportKind::LongPoll
                                 ? tap::TransportKind::LongPoll
                                 : tap::TransportKind::WebSocket);
    if (entry.kind != Kind::Topic)
        return {};
    // A branch says how busy it is, a topic how much there is to read.
    const bool isBranch = !entry.isTopic;
    return isBranch && entry.perSecond >= 0.05 ? Text::rate(entry.perSecond)
                                               : QLocale().toString(entry.messages);
}

QString navigatorToolTip(const NavigatorEntry &entry)
{
    switch (entry.kind) {
    case Kind::Topic:
        return Text::topicToolTip(entry);
    case Kind::Client:
        return Text::clientToolTip(entry);
    case Kind::Channel:
        return Text::channelToolTip(entry);
    case Kind::BuiltinClient:
        return builtinToolTip(entry.builtin);
    case Kind::BuiltinChannel:
        return builtinChannelToolTip(entry.builtinChannel);
    case Kind::Section:
    case Kind::Hint:
    case Kind::Action:
        break;
    }
    return {};
}

QString navigatorSentence(const NavigatorEntry &entry)
{
    switch (entry.kind) {
    case Kind::Topic:
        return Text::topicSentence(entry);
    case Kind::Client:
        return Text::clientSentence(entry);
    case Kind::Section:
    case Kind::Hint:
    case Kind::Action:
    case Kind::Channel:
    case Kind::BuiltinClient:
    case Kind::BuiltinChannel:
        break;
    }
    return navigatorText(entry);
}

QString channelStateText(State state)
{
    return Text::state(state);
}

QString transportText(tap::TransportKind transport)
{
    return Text::transport(transport);
}

QString clockText(qint64 timeUs)
{
    return QDateTime::fromMSecsSinceEpoch(timeUs / 1000).toString(QStringLiteral("HH:mm:ss"));
}

} // namespace phx::ui
