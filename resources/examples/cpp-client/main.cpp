// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
//
// Joins a topic of any Phoenix server, pushes one message, prints what arrives, and leaves:
//   channels-client ws://127.0.0.1:4000/socket room:lobby new_msg '{"body":"hi"}'
#include "client/socket.h"

#include <QCoreApplication>
#include <QTextStream>

using phx::client::PushResult;
using phx::client::Socket;
using phx::client::TransportError;
using phx::client::TransportKind;
using phx::protocol::Payload;
using phx::protocol::ServerMessage;

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QTextStream out(stdout);
    if (argc != 5) {
        out << "Usage: channels-client URL TOPIC EVENT JSON\n";
        return 2;
    }
    const QByteArray event = argv[3];
    const Payload payload = Payload::json(argv[4]);

    // Comes back by itself after every end of the connection, and so do its channels.
    Socket socket(argv[1]);
    socket.onError([&](const TransportError &error, TransportKind, int) {
        out << "error " << error.sentence << Qt::endl;
    });
    socket.onMessage([&](const ServerMessage &received) {
        out << received.message.topic.bytes() << ' ' << received.message.event.bytes() << ' '
            << received.message.payload.bytes() << Qt::endl;
    });

    const auto channel = socket.channel(argv[2]);
    const PushResult join = channel->join();
    join.value()->receive("ok", [&](const Payload &) {
        const PushResult push = channel->push(event, payload);
        if (!push) {
            out << push.error() << Qt::endl;
            application.exit(1);
            return;
        }
        push.value()->receive("ok", [&](const Payload &response) {
            out << "answered " << response.bytes() << Qt::endl;
            channel->leave();
            socket.disconnectSocket([] { QCoreApplication::quit(); });
        });
        push.value()->receive("error", [](const Payload &) { QCoreApplication::exit(1); });
        push.value()->receive("timeout", [](const Payload &) { QCoreApplication::exit(1); });
    });
    join.value()->receive("error", [](const Payload &) { QCoreApplication::exit(1); });

    socket.connectSocket();
    return QCoreApplication::exec();
}
