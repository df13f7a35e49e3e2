// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
//
// A Phoenix-Channels server with one channel, which adds up what it is pushed:
//   channels-server [PORT]
// Connect with phoenix.js or any other client: join counter:…, push {"by": 2} as "add".
#include "server/channel/channelcontext.h"
#include "server/endpoint/endpointthread.h"
#include "server/handlers/routes.h"

#include <QCoreApplication>
#include <QTextStream>

using namespace phx;
using server::EndpointStatus;
using server::EndpointThread;

//! One object for each client and topic, so the sum is the client's own.
class CounterChannel final : public server::Channel
{
public:
    server::JoinResult join(const QByteArray &, const protocol::Payload &,
                            server::ChannelContext &) override
    {
        return server::JoinOk {};
    }
    server::ChannelResult handleIn(const protocol::Message &message,
                                   server::ChannelContext &context) override
    {
        if (message.event.bytes() != "add")
            return server::Crash {QStringLiteral("there is only the event add")};
        m_sum += message.payload.toObject().value(QStringLiteral("by")).toInt();
        const auto sum = protocol::Payload::object({{QStringLiteral("sum"), m_sum}});
        context.broadcastFrom("somebody_added", sum);
        return server::ReplyWith {.response = sum};
    }

private:
    int m_sum = 0;
};

//! Everybody may connect.
class CounterSocket final : public server::SocketHandler
{
public:
    server::ConnectResult connect(const QJsonObject &, const server::ConnectInfo &) const override
    {
        return server::ConnectOk {};
    }
    std::optional<QByteArray> id(const QJsonObject &) const override { return std::nullopt; }
    const std::vector<server::ChannelRoute> &routes() const override { return m_routes; }
    QString name() const override { return QStringLiteral("CounterSocket"); }

private:
    std::vector<server::ChannelRoute> m_routes {
        server::makeRoute<CounterChannel>("counter:*", QStringLiteral("CounterChannel"))};
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    server::EndpointConfig config;
    config.port = argc > 1 ? QByteArray(argv[1]).toUShort() : 4000; // 0: any free one
    config.sockets = {{.path = "/socket", .handler = std::make_shared<CounterSocket>()}};

    EndpointThread endpoint;
    QObject::connect(
        &endpoint, &EndpointThread::statusChanged, &application, [](const EndpointStatus &status) {
            QTextStream out(stdout);
            if (status.state == EndpointStatus::State::Listening)
                out << "listening on ws://127.0.0.1:" << status.port << "/socket" << Qt::endl;
            if (status.state != EndpointStatus::State::Failed)
                return;
            out << status.error << Qt::endl;
            QCoreApplication::exit(1);
        });
    endpoint.start(config);
    return QCoreApplication::exec();
}
