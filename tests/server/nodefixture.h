// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/presence/presencetracker.h"
#include "server/protocol/events.h"
#include "server/socket/socket.h"
#include "tests/support/faketransport.h"

#include <QJsonDocument>

#include <memory>
#include <vector>

namespace phx::test {

//! A channel whose callbacks the test supplies.
class LambdaChannel : public server::Channel
{
public:
    using Context = server::ChannelContext;

    struct Callbacks
    {
        std::function<server::JoinResult(const QByteArray &, const protocol::Payload &, Context &)>
            join;
        std::function<server::ChannelResult(const protocol::Message &, Context &)> in;
        std::function<server::ChannelResult(const protocol::Broadcast &, Context &)> out;
        std::function<server::ChannelResult(const QVariant &, Context &)> info;
        std::function<void(const server::StopReason &, Context &)> terminate;
        QList<QByteArray> intercepts;
    };

    explicit LambdaChannel(std::shared_ptr<const Callbacks> callbacks)
        : m_callbacks(std::move(callbacks))
    { }

    server::JoinResult join(const QByteArray &topic, const protocol::Payload &payload,
                            Context &context) override
    {
        return m_callbacks->join ? m_callbacks->join(topic, payload, context) : server::JoinOk {};
    }
    server::ChannelResult handleIn(const protocol::Message &message, Context &context) override
    {
        if (m_callbacks->in)
            return m_callbacks->in(message, context);
        return server::ReplyWith {.response = message.payload};
    }
    server::ChannelResult handleOut(const protocol::Broadcast &broadcast, Context &context) override
    {
        return m_callbacks->out ? m_callbacks->out(broadcast, context)
                                : Channel::handleOut(broadcast, context);
    }
    server::ChannelResult handleInfo(const QVariant &info, Context &context) override
    {
        return m_callbacks->info ? m_callbacks->info(info, context)
                                 : server::ChannelResult(server::NoReply {});
    }
    void terminate(const server::StopReason &reason, Context &context) override
    {
        if (m_callbacks->terminate)
            m_callbacks->terminate(reason, context);
    }
    [[nodiscard]] QList<QByteArray> intercepts() const override { return m_callbacks->intercepts; }

private:
    std::shared_ptr<const Callbacks> m_callbacks; //!< shared with the test
};

//! A socket handler of routes that the test supplies.
class FixtureHandler : public server::SocketHandler
{
public:
    explicit FixtureHandler(std::vector<server::ChannelRoute> routes)
        : m_routes(std::move(routes))
    { }
    server::ConnectResult connect(const QJsonObject &params,
                                  const server::ConnectInfo &info) const override
    {
        lastParams = params;
        lastInfo = info;
        ++connects;
        return answer;
    }
    std::optional<QByteArray> id(const QJsonObject &assigns) const override
    {
        Q_UNUSED(assigns)
        return socketId;
    }
    [[nodiscard]] const std::vector<server::ChannelRoute> &routes() const override
    {
        return m_routes;
    }
    [[nodiscard]] QString name() const override { return QStringLiteral("FixtureSocket"); }

    server::ConnectResult answer = server::ConnectOk {};
    std::optional<QByteArray> socketId;
    mutable QJsonObject lastParams;
    mutable server::ConnectInfo lastInfo;
    mutable int connects = 0;

private:
    std::vector<server::ChannelRoute> m_routes;
};

//! One node without network: pubsub, presence, and sockets over fake transports.
class Node : public server::SocketHost
{
public:
    using Callbacks = LambdaChannel::Callbacks;

    Node()
        : presence([this](const QByteArray &topic, const QJsonObject &diff) {
            pubsub.localBroadcast(
                {topic, protocol::events::PresenceDiff, protocol::Payload::object(diff)}, {});
        })
    { }

    void addRoutes(const std::vector<server::ChannelRoute> &routes)
    {
        m_routes.insert(m_routes.end(), routes.begin(), routes.end());
    }
    //! Gives the open sockets another handler, as Endpoint::replaceHandler() does.
    void replaceHandlers(const std::shared_ptr<const server::SocketHandler> &handler)
    {
        const server::TurnQueue::Turn turn(turns);
        for (const auto &socket : m_sockets)
            socket->setHandler(handler);
    }
    //! Adds a route; the callbacks may be changed until the first join.
    std::shared_ptr<Callbacks> route(const QByteArray &pattern,
                                     const QJsonObject &routeAssigns = {})
    {
        auto callbacks = std::make_shared<Callbacks>();
        m_routes.push_back({protocol::TopicPattern::parse(pattern).value(),
                            [callbacks] { return std::make_unique<LambdaChannel>(callbacks); },
                            routeAssigns, QStringLiteral("Lambda")});
        return callbacks;
    }
    //! Adds a route to a channel that exists.
    template<class ChannelType, class... Arguments>
    void routeTo(const QByteArray &pattern, Arguments... arguments)
    {
        m_routes.push_back({protocol::TopicPattern::parse(pattern).value(),
                            [arguments...] { return std::make_unique<ChannelType>(arguments...); },
                            {},
                            QStringLiteral("ReadyMade")});
    }
    //! A client that is connected.
    FakeTransport &client(protocol::Vsn vsn = protocol::Vsn::V2, const QByteArray &id = {},
                          int maxChannels = 100)
    {
        return connect(protocol::Serializer::forVsn(vsn), id, maxChannels);
    }
    //! A client on a mount of Supabase's dialect.
    FakeTransport &supabaseClient(protocol::Vsn vsn = protocol::Vsn::V2)
    {
        return connect(protocol::Serializer::forVsn(vsn, protocol::Dialect::Supabase), {}, 100);
    }

    FakeTransport &connect(const protocol::Serializer &serializer, const QByteArray &id,
                           int maxChannels)
    {
        auto &transport =
            *m_transports.emplace_back(std::make_unique<FakeTransport>(m_transports.size() + 1));
        server::SocketIdentity identity {.handler = std::make_shared<FixtureHandler>(m_routes),
                                         .serializer = &serializer,
                                         .assigns = assigns,
                                         .maxChannels = maxChannels};
        if (!id.isEmpty())
            identity.id = id;
        auto &socket = *m_sockets.emplace_back(std::make_unique<server::Socket>(
            server::ChannelEnvironment {pubsub, presence, turns, locals}, *this, transport, &tap,
            std::move(identity)));
        transport.setListener(&socket);
        return transport;
    }
    void socketEnded(server::Socket &socket) override
    {
        endedConnections.append(socket.connectionId());
    }

    tap::Tap tap;
    server::PubSub pubsub {&tap};
    server::PresenceTracker presence;
    server::TurnQueue turns;
    server::NodeLocals locals {turns, &tap};
    QJsonObject assigns;
    QList<quint64> endedConnections;

private:
    std::vector<server::ChannelRoute> m_routes;
    std::vector<std::unique_ptr<FakeTransport>> m_transports;
    std::vector<std::unique_ptr<server::Socket>> m_sockets;
};

//! Texts of JSON compared as values: key order is not part of the protocol.
inline QByteArrayList normalised(const QByteArrayList &texts)
{
    QByteArrayList result;
    for (const QByteArray &text : texts) {
        const QJsonDocument document = QJsonDocument::fromJson(text);
        result.append(document.isNull() ? text : document.toJson(QJsonDocument::Compact));
    }
    return result;
}

} // namespace phx::test

//! Compares the frames that a FakeTransport got with the expected ones.
#define PHX_COMPARE_FRAMES(transport, ...)                                                         \
    QCOMPARE(phx::test::normalised((transport).take()),                                            \
             phx::test::normalised(QByteArrayList __VA_ARGS__))
