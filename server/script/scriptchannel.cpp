// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/script/scriptchannel.h"

#include "server/script/scriptlink.h"

namespace phx::server {

using script::Kind;

ScriptChannel::ScriptChannel(ScriptLink &link, const QString &module)
    : m_link(link)
    , m_module(module)
{ }

ScriptChannel::~ScriptChannel()
{
    if (m_number != 0)
        m_link.drop(m_number);
}

JoinResult ScriptChannel::join(const QByteArray &topic, const protocol::Payload &payload,
                               ChannelContext &context)
{
    Q_UNUSED(topic)
    QString reason;
    m_number = m_link.join(m_module, payload, context, reason);
    if (m_number == 0)
        return Crash {reason};
    return Pending {};
}

ChannelResult ScriptChannel::handleIn(const protocol::Message &message, ChannelContext &context)
{
    if (!message.event.isText())
        return Crash {QStringLiteral("the event is no text")};
    return call(Kind::In,
                {message.event.bytes(), ScriptLink::toField(message.payload),
                 context.socketRef().ref.toJson()});
}

ChannelResult ScriptChannel::handleOut(const protocol::Broadcast &broadcast,
                                       ChannelContext &context)
{
    Q_UNUSED(context)
    return call(Kind::Out, {broadcast.event, ScriptLink::toField(broadcast.payload)});
}

ChannelResult ScriptChannel::handleInfo(const QVariant &info, ChannelContext &context)
{
    if (!info.canConvert<ScriptMessage>())
        return Channel::handleInfo(info, context);
    return call(Kind::Info, {QByteArray::number(info.value<ScriptMessage>().number)});
}

ChannelResult ScriptChannel::call(Kind kind, const QByteArrayList &fields)
{
    if (m_link.call(m_number, kind, fields))
        return Pending {};
    return Crash {QStringLiteral("%1: too much waits for the script").arg(m_module)};
}

void ScriptChannel::terminate(const StopReason &reason, ChannelContext &context)
{
    if (const quint64 number = std::exchange(m_number, 0))
        m_link.terminate(number, reason, context);
}

std::optional<ChannelLog> ScriptChannel::log() const
{
    return m_link.log(m_number);
}

QList<QByteArray> ScriptChannel::intercepts() const
{
    return m_link.intercepts(m_number);
}

bool ScriptChannel::closesBeforeReply() const
{
    return m_link.closesBeforeReply(m_number);
}

} // namespace phx::server
