// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "client/timers.h"
#include "server/protocol/frame.h"

#include <QByteArray>
#include <QList>
#include <QSslCertificate>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace phx::client {

enum class TransportKind : quint8 { WebSocket, LongPoll };

//! "WebSocket" or "LongPoll", as phoenix.js names them.
QString transportName(TransportKind kind);

//! The end of a connection.
struct CloseEvent
{
    //! RFC 6455 §7.4, of the close frame that came; 1006: none; 3410: long-poll session gone
    quint16 code = 1005;
    QByteArray reason {};
    bool wasClean = true;
};

//! Why a connection could not be made, or broke.
struct TransportError
{
    enum class Cause : quint8 {
        Other, //!< the sentence alone says it
        Refused, //!< the server answered with the status
        Unreachable, //!< there was no TCP connection in time
        Silent, //!< the server did not answer in time
        Closed, //!< it ended the connection before it had answered
        Tls, //!< its certificate is not trusted, or TLS failed otherwise
        Unusable, //!< it answered what is no answer to this
        SessionGone, //!< it does not know the long-poll session any more
    };

    Cause cause = Cause::Other;
    int status = 0; //!< HTTP status, or the one in a long-poll answer; 0: none
    QString sentence {}; //!< for a person: what failed, and where
};

//! Who is told of a transport. Calls come in its thread; none after Closed but from LongPoll, which
//! may fail again.
class TransportListener
{
public:
    virtual ~TransportListener() = default;
    virtual void transportOpened() = 0;
    virtual void transportFailed(const TransportError &error) = 0;
    virtual void frameReceived(const protocol::Frame &frame) = 0;
    virtual void transportClosed(const CloseEvent &event) = 0;
};

//! \brief Carries frames over one connection to a server, as the WebSocket of a browser does.
//!
//! Connects by itself in the next turn of the event loop after it was made. Threads: one. It is
//! never destroyed within a call to its listener.
class Transport
{
public:
    enum class State : quint8 { Connecting, Open, Closing, Closed };

    Transport() = default;
    virtual ~Transport() = default;
    Transport(const Transport &) = delete;
    Transport &operator=(const Transport &) = delete;

    //! \param listener must outlive this
    void setListener(TransportListener *listener) { m_listener = listener; }

    [[nodiscard]] virtual TransportKind kind() const = 0;
    [[nodiscard]] virtual State state() const = 0;
    virtual void send(const protocol::Frame &frame) = 0;
    //! In order. \param code 1000 or 3000 to 4999; 0: none. \param reason at most 123 bytes
    virtual void close(quint16 code, const QByteArray &reason) = 0;
    //! Ends the connection without a word, as a network that breaks.
    virtual void cut() = 0;
    //! Not yet given to the operating system.
    [[nodiscard]] virtual qint64 bufferedBytes() const = 0;

protected:
    [[nodiscard]] TransportListener &listener() const { return *m_listener; }

private:
    TransportListener *m_listener = nullptr;
};

//! Deadlines, limits and TLS of a connection.
struct NetworkOptions
{
    std::chrono::milliseconds handshakeTimeout {10'000}; //!< until the server must have answered
    std::chrono::milliseconds closeTimeout {1500}; //!< until the server must have answered a close
    qint64 maxMessageBytes = 64 * 1024 * 1024; //!< of one message or long-poll answer; 1009 above
    QList<QSslCertificate> caCertificates {}; //!< trusted besides the system's
    QByteArray origin {}; //!< header field Origin; empty: none
    //! Further fields of each request. A Host or an Origin among them replaces the own one.
    QList<std::pair<QByteArray, QByteArray>> headers {};
};

//! What a transport needs to connect.
struct TransportRequest
{
    QByteArray url {}; //!< ws:, wss:, http: or https:, percent-encoded, with its query
    std::optional<QByteArray> authToken {};
    std::chrono::milliseconds longPollTimeout {20'000}; //!< of one HTTP request
    NetworkOptions network {};
    Timers *timers = nullptr; //!< never null; must outlive the transport
};

using TransportFactory =
    std::function<std::unique_ptr<Transport>(TransportKind kind, const TransportRequest &request)>;

//! The real ones.
std::unique_ptr<Transport> makeTransport(TransportKind kind, const TransportRequest &request);

} // namespace phx::client
