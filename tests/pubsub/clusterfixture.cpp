// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/pubsub/clusterfixture.h"

#include "server/handlers/labhandler.h"
#include "server/pubsub/redisenvelope.h"

#include <QTest>

namespace phx::test {

QByteArray sampleMessage()
{
    const auto hex = [](const char *digits) { return QByteArray::fromHex(digits); };
    return hex("836806610364 0006") + "except" + hex("64000b") + "a@127.0.0.1" + hex("6d00000006")
        + "room:1" + hex("7400000004 64000a") + "__struct__" + hex("64001f")
        + "Elixir.Phoenix.Socket.Broadcast" + hex("640005") + "event" + hex("6d00000007")
        + "new_msg" + hex("640007") + "payload" + hex("7400000001 640004") + "body"
        + hex("6d00000002") + "hi" + hex("640005") + "topic" + hex("6d00000006") + "room:1"
        + hex("64001d") + "Elixir.Phoenix.Channel.Server";
}

QByteArray sampleChannel()
{
    return "phx:Elixir.MyApp.PubSub.Adapter";
}

QByteArrayList broadcastsIn(const QByteArrayList &published)
{
    QByteArrayList broadcasts;
    for (const QByteArray &bytes : published) {
        const auto envelope = server::RedisEnvelope::decode(bytes, 1'000'000);
        if (envelope && envelope.value().dispatcher == server::dispatcher::Channels)
            broadcasts.append(bytes);
    }
    return broadcasts;
}

server::RedisOptions redisAt(quint16 port, const QByteArray &nodeName)
{
    server::RedisOptions options;
    options.name = "MyApp.PubSub";
    options.address.port = port;
    options.nodeName = nodeName;
    options.firstRetry = std::chrono::milliseconds(20);
    options.maxRetry = std::chrono::milliseconds(100);
    return options;
}

ClusterNode::ClusterNode(const server::RedisOptions &redis, int threads)
{
    server::EndpointConfig config;
    config.port = 0;
    config.threads = threads;
    config.redis = redis;
    config.secretKeyBase = QByteArray(64, 's');
    config.sockets.append({.path = "/socket",
                           .handler = std::make_shared<server::LabHandler>(config.secretKeyBase),
                           .webSocket = {},
                           .checkOrigin = {},
                           .errorAnswers = {}});
    endpoint.start(config);
}

bool ClusterNode::reaches(server::ClusterStatus::State state)
{
    return QTest::qWaitFor(
        [&] {
            return endpoint.status().state == server::EndpointStatus::State::Listening
                && endpoint.clusterStatus().state == state;
        },
        20'000);
}

WireClient &ClusterNode::client(const QByteArray &topic)
{
    m_clients.push_back(std::make_unique<WireClient>(endpoint.status().port));
    WireClient &client = *m_clients.back();
    if (client.upgrade("/socket/websocket?vsn=2.0.0", {}).status != 101)
        qFatal("no WebSocket");
    client.sendText(R"(["1","1",")" + topic + R"(","phx_join",{}])");
    if (!client.next().data.contains(R"("status":"ok")"))
        qFatal("no join");
    return client;
}

std::vector<tap::TapEvent> ClusterNode::observed(tap::EventKind kind)
{
    std::vector<tap::TapEvent> all;
    for (const auto &tap : endpoint.taps()) {
        std::vector<tap::TapEvent> seen;
        tap->drain(seen);
        for (tap::TapEvent &event : seen) {
            if (event.kind == kind)
                all.push_back(std::move(event));
        }
    }
    return all;
}

} // namespace phx::test
