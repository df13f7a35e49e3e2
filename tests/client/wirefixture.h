// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "client/transport.h"
#include "server/websocket/framereader.h"
#include "tests/client/stubbornserver.h"
#include "tests/websocket/clientframe.h"

#include <QByteArrayList>
#include <QTimer>

#include <memory>
#include <optional>

namespace phx::test {

using namespace std::chrono_literals;

//! A WebSocket of the client, and what it tells as lines.
class WireClient final : public client::TransportListener
{
public:
    //! Connects in the next turn. \param network with quicker deadlines, if none are given
    explicit WireClient(const QByteArray &url, const client::NetworkOptions &network = quick(),
                        const std::optional<QByteArray> &authToken = {})
        : transport(client::makeTransport(client::TransportKind::WebSocket,
                                          {.url = url,
                                           .authToken = authToken,
                                           .network = network,
                                           .timers = &client::Timers::ofThisThread()}))
    {
        transport->setListener(this);
    }
    static client::NetworkOptions quick()
    {
        client::NetworkOptions network;
        network.closeTimeout = 100ms;
        return network;
    }
    void transportOpened() override { tell("open"); }
    void transportFailed(const client::TransportError &error) override
    {
        cause = error.cause;
        status = error.status;
        sentence = error.sentence.toUtf8();
        tell("failed");
    }
    void frameReceived(const protocol::Frame &frame) override
    {
        const bool isText = frame.opcode == protocol::Opcode::Text;
        const bool isLong = frame.bytes.size() > 100;
        tell((isText ? "text " : "binary ")
             + (isLong ? QByteArray::number(frame.bytes.size()) : frame.bytes));
    }
    void transportClosed(const client::CloseEvent &event) override
    {
        reason = event.reason;
        tell("closed " + QByteArray::number(event.code) + (event.wasClean ? " clean" : ""));
    }
    [[nodiscard]] bool isClosed() const
    {
        return transport->state() == client::Transport::State::Closed;
    }
    void send(const QByteArray &text) { transport->send({protocol::Opcode::Text, text}); }

    std::unique_ptr<client::Transport> transport;
    QByteArrayList told;
    client::TransportError::Cause cause {}; //!< of the latest error
    int status = -1; //!< of the latest error
    QByteArray sentence; //!< of the latest error
    QByteArray reason; //!< of the close
    bool isInCall = false; //!< the test is inside a call of the transport: nothing may be told
    bool wasToldInCall = false;

private:
    void tell(const QByteArray &line)
    {
        told.append(line);
        wasToldInCall = wasToldInCall || isInCall;
    }
};

//! A server that shakes hands and then says what the test wants; it reads frames, strictly.
class WireServer : public StubbornServer
{
public:
    //! \param words the bytes behind the handshake, in the same segment
    explicit WireServer(const QByteArray &words = {})
    {
        answer = [this, words](QTcpSocket &connection, QByteArray &request) {
            head = request;
            acceptHandshake(connection, request);
            connection.write(words);
        };
    }
    [[nodiscard]] QTcpSocket &peer() const { return *connections.constFirst(); }
    //! What the client has sent since the handshake; a Failure if it broke the protocol.
    [[nodiscard]] std::vector<websocket::ReaderEvent> events() const
    {
        websocket::FrameReader reader;
        std::vector<websocket::ReaderEvent> found;
        reader.feed(received.value(connections.value(0)), found);
        return found;
    }
    //! Code of the close frame that the client sent; 0: none yet.
    [[nodiscard]] int closeCode() const
    {
        const auto found = events();
        const bool isClose =
            !found.empty() && found.back().kind == websocket::ReaderEvent::Kind::Close;
        return isClose ? found.back().code : 0;
    }

    QByteArray head; //!< of the client's request
};

//! A frame as servers send them, right or wrong.
inline QByteArray serverFrame(ClientFrame frame)
{
    frame.masking = ClientFrame::Masking::Off;
    return frame.toBytes();
}

inline QByteArray serverClose(quint16 code, const QByteArray &reason = {})
{
    QByteArray body;
    body.append(char(code >> 8));
    body.append(char(code & 0xff));
    return serverFrame({.opcode = 8, .payload = body + reason});
}

} // namespace phx::test
