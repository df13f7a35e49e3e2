// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "client/socket.h"
#include "tests/client/faketimers.h"

#include <QByteArrayList>

#include <memory>

namespace phx::test {

using namespace std::chrono_literals;

//! What a test sees of the transports that a socket made, also of those that are gone.
struct TransportLog
{
    QByteArrayList sent {}; //!< texts, or "hex:…"
    QList<std::pair<quint16, QByteArray>> closes {}; //!< codes and reasons asked for
    QList<client::TransportRequest> requests {};
    QList<client::TransportKind> kinds {};
};

//! A transport whose server is the test.
class FakeTransport final : public client::Transport
{
public:
    FakeTransport(client::TransportKind kind, client::Timers &timers, TransportLog &log)
        : m_kind(kind)
        , m_log(log)
        , m_closing(timers)
    { }

    [[nodiscard]] client::TransportKind kind() const override { return m_kind; }
    [[nodiscard]] State state() const override { return m_state; }
    void send(const protocol::Frame &frame) override
    {
        m_log.sent.append(frame.opcode == protocol::Opcode::Text ? frame.bytes
                                                                 : "hex:" + frame.bytes.toHex());
    }
    void close(quint16 code, const QByteArray &reason) override
    {
        if (m_state == State::Closed)
            return;
        m_log.closes.append({code, reason});
        m_state = State::Closing;
        if (answersClose)
            m_closing.start(0ms, [this, code] { end({.code = code, .reason = {}}); });
    }
    void cut() override { end({.code = 1006, .reason = {}, .wasClean = false}); }
    [[nodiscard]] qint64 bufferedBytes() const override { return buffered; }

    // What the server does.
    void open()
    {
        m_state = State::Open;
        listener().transportOpened();
    }
    void receive(const QByteArray &text)
    {
        listener().frameReceived({protocol::Opcode::Text, text});
    }
    void receiveBinary(const QByteArray &bytes)
    {
        listener().frameReceived({protocol::Opcode::Binary, bytes});
    }
    void end(const client::CloseEvent &event)
    {
        m_state = State::Closed;
        listener().transportClosed(event);
    }
    void refuse(int status = 0)
    {
        m_state = State::Closed;
        listener().transportFailed({.status = status, .sentence = QStringLiteral("refused")});
        listener().transportClosed({.code = 1006, .reason = {}, .wasClean = false});
    }

    bool answersClose = true;
    qint64 buffered = 0;

private:
    client::TransportKind m_kind;
    TransportLog &m_log;
    State m_state = State::Connecting;
    client::Timeout m_closing;
};

//! A socket on fake transports and a fake clock.
class ClientFixture
{
public:
    //! The options to change before the first use of socket().
    client::SocketOptions options;
    FakeTimers timers;
    TransportLog log;

    client::Socket &socket()
    {
        if (m_socket)
            return *m_socket;
        options.timers = &timers;
        options.makeTransport = [this](client::TransportKind kind,
                                       const client::TransportRequest &request) {
            auto made = std::make_unique<FakeTransport>(kind, timers, log);
            m_transport = made.get();
            log.requests.append(request);
            log.kinds.append(kind);
            return made;
        };
        m_socket = std::make_unique<client::Socket>(endPoint, options);
        return *m_socket;
    }
    //! The latest.
    FakeTransport &transport() { return *m_transport; }
    //! How many there were.
    [[nodiscard]] qsizetype attempts() const { return log.requests.size(); }
    void open()
    {
        socket().connectSocket();
        m_transport->open();
    }
    //! A channel that is joined. \param reply what the server answers to the join
    std::shared_ptr<client::Channel> joined(const QByteArray &topic)
    {
        auto channel = socket().channel(topic);
        std::ignore = channel->join();
        reply(*channel->joinPush(), topic, "ok");
        log.sent.clear();
        return channel;
    }
    void reply(const client::Push &push, const QByteArray &topic, const QByteArray &status,
               const QByteArray &response = "{}")
    {
        m_transport->receive("[null," + push.ref().toJson() + ",\"" + topic
                             + "\",\"phx_reply\",{\"status\":\"" + status
                             + "\",\"response\":" + response + "}]");
    }
    QByteArrayList takeSent() { return std::exchange(log.sent, {}); }
    void destroy() { m_socket.reset(); }

    QByteArray endPoint = "ws://127.0.0.1/socket";

private:
    FakeTransport *m_transport = nullptr; //!< owned by the socket
    std::unique_ptr<client::Socket> m_socket;
};

} // namespace phx::test
