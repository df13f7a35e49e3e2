// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/control/statejson.h"

#include <QJsonArray>

namespace phx::app {

namespace {

using Json = QJsonObject;

QString word(server::EndpointStatus::State state)
{
    switch (state) {
    case server::EndpointStatus::State::Stopped:
        return QStringLiteral("stopped");
    case server::EndpointStatus::State::Starting:
        return QStringLiteral("starting");
    case server::EndpointStatus::State::Listening:
        return QStringLiteral("listening");
    case server::EndpointStatus::State::Draining:
        return QStringLiteral("draining");
    case server::EndpointStatus::State::Failed:
        return QStringLiteral("failed");
    }
    return {};
}

QString word(ChannelState::State state)
{
    switch (state) {
    case ChannelState::State::Joined:
        return QStringLiteral("joined");
    case ChannelState::State::Refused:
        return QStringLiteral("refused");
    case ChannelState::State::Crashed:
        return QStringLiteral("crashed");
    case ChannelState::State::Closed:
        return QStringLiteral("closed");
    }
    return {};
}

QString word(RecordingState state)
{
    switch (state) {
    case RecordingState::Recording:
        return QStringLiteral("recording");
    case RecordingState::Paused:
        return QStringLiteral("paused");
    case RecordingState::Off:
        return QStringLiteral("off");
    }
    return {};
}

Json channelJson(const ChannelState &channel)
{
    return {{QLatin1String("topic"), QString::fromUtf8(channel.topic)},
            {QLatin1String("join_ref"), QString::fromUtf8(channel.joinRef)},
            {QLatin1String("state"), word(channel.state)},
            {QLatin1String("generation"), channel.generation},
            {QLatin1String("since_us"), channel.sinceUs},
            {QLatin1String("detail"), QString::fromUtf8(channel.detail)}};
}

Json clientJson(const ClientState &client)
{
    QJsonArray channels;
    for (const ChannelState &channel : client.channels)
        channels.append(channelJson(channel));
    const bool isLongPoll = client.transport == tap::TransportKind::LongPoll;
    Json object {
        {QLatin1String("client"), static_cast<qint64>(client.connection)},
        {QLatin1String("has_token"), client.hasToken},
        {QLatin1String("label"), client.label},
        {QLatin1String("transport"),
         isLongPoll ? QStringLiteral("longpoll") : QStringLiteral("websocket")},
        {QLatin1String("vsn"), client.vsn},
        {QLatin1String("peer"), QString::fromUtf8(client.peer)},
        {QLatin1String("socket_id"), QString::fromUtf8(client.socketId)},
        {QLatin1String("connected"), client.connected},
        {QLatin1String("connected_us"), client.connectedUs},
        {QLatin1String("last_heard_us"), client.lastHeardUs},
        {QLatin1String("channels"), channels},
    };
    if (!client.connected) {
        object.insert(QLatin1String("close_code"), client.closeCode);
        object.insert(QLatin1String("closed_us"), client.closedUs);
    }
    return object;
}

Json topicJson(const TopicState &topic)
{
    return {{QLatin1String("topic"), QString::fromUtf8(topic.topic)},
            {QLatin1String("subscribers"), topic.subscribers},
            {QLatin1String("messages"), static_cast<qint64>(topic.messages)},
            {QLatin1String("per_second"), topic.perSecond},
            {QLatin1String("refused"), topic.refused}};
}

Json serverJson(const Hosting &hosting)
{
    const server::EndpointStatus &status = hosting.endpoint().status();
    return {{QLatin1String("state"), word(status.state)},
            {QLatin1String("address"), status.address},
            {QLatin1String("port"), status.port},
            {QLatin1String("websocket_url"), hosting.webSocketUrl()},
            {QLatin1String("page_url"), hosting.pageUrl()},
            {QLatin1String("error"), status.error}};
}

QString word(server::ClusterStatus::State state)
{
    switch (state) {
    case server::ClusterStatus::State::Off:
        return QStringLiteral("off");
    case server::ClusterStatus::State::Connecting:
        return QStringLiteral("connecting");
    case server::ClusterStatus::State::Connected:
        return QStringLiteral("connected");
    case server::ClusterStatus::State::Lost:
        return QStringLiteral("lost");
    }
    return {};
}

Json clusterJson(const Hosting &hosting)
{
    const server::ClusterStatus &status = hosting.endpoint().clusterStatus();
    if (status.state == server::ClusterStatus::State::Off)
        return {{QLatin1String("state"), word(status.state)}};
    return {{QLatin1String("state"), word(status.state)},
            {QLatin1String("adapter"), QStringLiteral("redis")},
            {QLatin1String("node_name"), QString::fromUtf8(status.nodeName)},
            {QLatin1String("address"), status.address},
            {QLatin1String("problem"), status.problem},
            {QLatin1String("published"), static_cast<qint64>(status.published)},
            {QLatin1String("received"), static_cast<qint64>(status.received)},
            {QLatin1String("lost"), static_cast<qint64>(status.lost)},
            {QLatin1String("ignored"), static_cast<qint64>(status.ignored)},
            {QLatin1String("undecodable"), static_cast<qint64>(status.undecodable)},
            {QLatin1String("unencodable"), static_cast<qint64>(status.unencodable)}};
}

Json recordingJson(const Hosting &hosting)
{
    const LiveSnapshot &snapshot = hosting.capture().snapshot();
    return {{QLatin1String("state"), word(snapshot.recording)},
            {QLatin1String("problem"), snapshot.recordingProblem},
            {QLatin1String("file"), hosting.capture().path()},
            {QLatin1String("rows"), static_cast<qint64>(snapshot.rows)},
            {QLatin1String("bytes"), snapshot.captureBytes},
            {QLatin1String("dropped"), static_cast<qint64>(snapshot.dropped)},
            {QLatin1String("last_sequence"), static_cast<qint64>(snapshot.lastSequence)}};
}

} // namespace

QJsonObject healthJson(const Hosting &hosting)
{
    const bool isListening =
        hosting.endpoint().status().state == server::EndpointStatus::State::Listening;
    return {{QLatin1String("listening"), isListening},
            {QLatin1String("server"), word(hosting.endpoint().status().state)},
            {QLatin1String("recording"), word(hosting.capture().snapshot().recording)}};
}

QJsonObject stateJson(const Hosting &hosting)
{
    const LiveSnapshot &snapshot = hosting.capture().snapshot();
    QJsonArray clients;
    for (const ClientState &client : snapshot.clients)
        clients.append(clientJson(client));
    QJsonArray topics;
    for (const TopicState &topic : snapshot.topics)
        topics.append(topicJson(topic));
    return {{QLatin1String("server"), serverJson(hosting)},
            {QLatin1String("pubsub"), clusterJson(hosting)},
            {QLatin1String("recording"), recordingJson(hosting)},
            {QLatin1String("connected"), snapshot.connected},
            {QLatin1String("in_per_second"), snapshot.inPerSecond},
            {QLatin1String("out_per_second"), snapshot.outPerSecond},
            {QLatin1String("clients"), clients},
            {QLatin1String("topics"), topics}};
}

} // namespace phx::app
