// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/websockettransport.h"

#include "server/protocol/closecode.h"

#include <QNetworkRequest>
#include <QRegularExpression>
#include <QSslConfiguration>
#include <QWebSocketHandshakeOptions>

namespace phx::client {

namespace {

constexpr quint16 NoStatus = 1005;
constexpr quint16 Abnormal = 1006;

QNetworkRequest networkRequest(const TransportRequest &request)
{
    QNetworkRequest result(QUrl::fromEncoded(request.url));
    for (const auto &[name, value] : request.network.headers)
        result.setRawHeader(name, value);
    return result;
}

//! The number that follows in one of QWebSocket's sentences, which say what it has no function for.
int numberIn(const QString &sentence, const QString &pattern)
{
    const QRegularExpressionMatch match = QRegularExpression(pattern).match(sentence);
    return match.hasMatch() ? match.captured(1).toInt() : 0;
}

} // namespace

WebSocketTransport::WebSocketTransport(TransportRequest request)
    : m_request(std::move(request))
    , m_socket(std::make_unique<QWebSocket>(QString::fromUtf8(m_request.network.origin)))
    , m_deadline(*m_request.timers)
{
    m_socket->setMaxAllowedIncomingFrameSize(quint64(m_request.network.maxMessageBytes));
    m_socket->setMaxAllowedIncomingMessageSize(quint64(m_request.network.maxMessageBytes));
    connect(m_socket.get(), &QWebSocket::connected, this, &WebSocketTransport::handleConnected);
    connect(m_socket.get(), &QWebSocket::disconnected, this,
            &WebSocketTransport::handleDisconnected);
    connect(m_socket.get(), qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            &WebSocketTransport::handleError);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        if (m_state == State::Open)
            listener().frameReceived({protocol::Opcode::Text, text.toUtf8()});
    });
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this,
            [this](const QByteArray &bytes) {
                if (m_state == State::Open)
                    listener().frameReceived({protocol::Opcode::Binary, bytes});
            });
    // QWebSocket says so before it answers a close frame, and not when TCP just ends.
    connect(m_socket.get(), &QWebSocket::aboutToClose, this, [this] { m_hasCloseFrame = true; });
    m_deadline.start(std::chrono::milliseconds(0), [this] { open(); });
}

WebSocketTransport::~WebSocketTransport()
{
    m_socket->disconnect(this);
}

void WebSocketTransport::open()
{
    m_deadline.start(m_request.network.handshakeTimeout, [this] {
        fail({.status = 0,
              .sentence = QStringLiteral("%1 did not answer the WebSocket handshake within %2 ms.")
                              .arg(m_socket->requestUrl().authority())
                              .arg(m_request.network.handshakeTimeout.count())});
    });
    if (!m_request.network.caCertificates.isEmpty()) {
        QSslConfiguration configuration = m_socket->sslConfiguration();
        configuration.addCaCertificates(m_request.network.caCertificates);
        m_socket->setSslConfiguration(configuration);
    }
    QWebSocketHandshakeOptions options;
    if (m_request.authToken) {
        const QByteArray token = m_request.authToken->toBase64(QByteArray::OmitTrailingEquals);
        options.setSubprotocols(
            {QStringLiteral("phoenix"), QString::fromLatin1(TokenPrefix + token)});
    }
    m_socket->open(networkRequest(m_request), options);
}

void WebSocketTransport::handleConnected()
{
    if (m_state != State::Connecting)
        return;
    m_deadline.cancel();
    m_state = State::Open;
    listener().transportOpened();
}

void WebSocketTransport::handleError()
{
    // Of an open one the close tells, which follows.
    if (m_state != State::Connecting)
        return;
    const QString sentence = m_socket->errorString();
    fail({.status = numberIn(sentence, QStringLiteral("status code: (\\d{3})")),
          .sentence = QStringLiteral("%1: %2").arg(m_socket->requestUrl().authority(), sentence)});
}

void WebSocketTransport::fail(const TransportError &error)
{
    m_deadline.cancel();
    m_state = State::Closed;
    m_socket->disconnect(this);
    m_socket->abort();
    listener().transportFailed(error);
    listener().transportClosed({.code = Abnormal, .reason = {}, .wasClean = false});
}

CloseEvent WebSocketTransport::receivedClose() const
{
    if (!m_hasCloseFrame)
        return {.code = Abnormal, .reason = {}, .wasClean = false};
    const auto code = quint16(m_socket->closeCode());
    // It refuses 1012 and its like, which a draining server sends. Only its sentence can have the
    // code; that of Qt 6.4 has its own 1002 instead, and Phoenix sends no other one of these.
    const int refused = code == QWebSocketProtocol::CloseCodeProtocolError
        ? numberIn(m_socket->closeReason(), QStringLiteral("close code (\\d{4})"))
        : 0;
    if (refused > 0) {
        const bool isOwn = refused == QWebSocketProtocol::CloseCodeProtocolError;
        return {.code = isOwn ? quint16(protocol::CloseCode::ServiceRestart) : quint16(refused),
                .reason = {},
                .wasClean = true};
    }
    return {.code = code, .reason = m_socket->closeReason().toUtf8(), .wasClean = true};
}

void WebSocketTransport::handleDisconnected()
{
    if (m_state == State::Closed)
        return;
    if (m_state == State::Connecting) {
        // Of a refused port and the like QWebSocket says afterwards what it was.
        m_deadline.start(std::chrono::milliseconds(0), [this] {
            fail({.status = 0,
                  .sentence = QStringLiteral("%1 closed the connection during the handshake.")
                                  .arg(m_socket->requestUrl().authority())});
        });
        return;
    }
    finish(m_state == State::Closing ? m_ownClose : receivedClose());
}

void WebSocketTransport::finish(const CloseEvent &event)
{
    m_deadline.cancel();
    m_state = State::Closed;
    m_socket->disconnect(this);
    listener().transportClosed(event);
}

void WebSocketTransport::end(const CloseEvent &event, When when)
{
    m_socket->disconnect(this);
    m_socket->abort();
    if (when == When::Now) {
        finish(event);
        return;
    }
    m_state = State::Closing;
    m_deadline.start(std::chrono::milliseconds(0), [this, event] { finish(event); });
}

void WebSocketTransport::send(const protocol::Frame &frame)
{
    if (m_state != State::Open)
        return;
    if (frame.opcode == protocol::Opcode::Binary)
        m_socket->sendBinaryMessage(frame.bytes);
    else
        m_socket->sendTextMessage(QString::fromUtf8(frame.bytes));
}

void WebSocketTransport::close(quint16 code, const QByteArray &reason)
{
    const CloseEvent abnormal {.code = Abnormal, .reason = {}, .wasClean = false};
    if (m_state == State::Connecting) {
        end(abnormal, When::Later);
        return;
    }
    if (m_state != State::Open)
        return;
    m_state = State::Closing;
    m_ownClose = {.code = code == 0 ? NoStatus : code, .reason = reason, .wasClean = true};
    m_deadline.start(m_request.network.closeTimeout,
                     [this, abnormal] { end(abnormal, When::Now); });
    // QWebSocket has no close frame without a code.
    m_socket->close(code == 0 ? QWebSocketProtocol::CloseCodeNormal
                              : QWebSocketProtocol::CloseCode(code),
                    QString::fromUtf8(reason));
}

void WebSocketTransport::cut()
{
    if (m_state != State::Closed)
        end({.code = Abnormal, .reason = {}, .wasClean = false}, When::Later);
}

qint64 WebSocketTransport::bufferedBytes() const
{
    return m_socket->bytesToWrite();
}

} // namespace phx::client
