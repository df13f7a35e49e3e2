// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/websockettransport.h"

#include "client/tlsproblem.h"
#include "client/websocketurl.h"
#include "server/protocol/closecode.h"
#include "server/websocket/framewriter.h"

#include <QSslConfiguration>
#include <QSslSocket>

#include <array>
#include <utility>
#include <vector>

namespace phx::client {

using protocol::CloseCode;
using websocket::ReaderEvent;
using Cause = TransportError::Cause;

namespace {

constexpr qint64 PongBytes = 16 * 1024; //!< pings wait above it, the newest wins
constexpr int MaxFragments = 65'536; //!< their bytes have a limit of their own
constexpr qsizetype MaxReason = 123; //!< RFC 6455 §5.5: 125 less the code
constexpr int SwitchingProtocols = 101;
const CloseEvent Abnormal {.code = quint16(CloseCode::Abnormal), .reason = {}, .wasClean = false};

bool hasHeader(const NetworkOptions &network, QByteArrayView name)
{
    for (const auto &header : network.headers) {
        if (header.first.compare(name, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

} // namespace

WebSocketTransport::WebSocketTransport(TransportRequest request)
    : m_request(std::move(request))
    , m_end(Abnormal)
    , m_deadline(*m_request.timers)
{
    m_deadline.start(std::chrono::milliseconds(0), [this] { open(); });
}

WebSocketTransport::~WebSocketTransport()
{
    drop();
}

void WebSocketTransport::open()
{
    m_deadline.start(m_request.network.handshakeTimeout, [this] { handleLate(); });
    const auto url = WebSocketUrl::parse(m_request.url);
    if (!url)
        return fail({.sentence = url.error()});
    m_authority = url.value().authority;
    auto handshake = websocket::makeHandshake(wish(url.value()));
    if (const auto *problem = std::get_if<QByteArray>(&handshake))
        return refuse(Cause::Other, QString::fromUtf8(*problem));
    m_opening = std::make_unique<Opening>(
        Opening {.request = std::get<websocket::ClientHandshake>(std::move(handshake))});
    connectTo(url.value());
}

websocket::HandshakeWish WebSocketTransport::wish(const WebSocketUrl &url) const
{
    websocket::HandshakeWish result {.target = url.target,
                                     .host = url.authority,
                                     .origin = m_request.network.origin,
                                     .subprotocols = {},
                                     .headers = m_request.network.headers};
    if (m_request.authToken) {
        result.subprotocols = {
            "phoenix", TokenPrefix + m_request.authToken->toBase64(QByteArray::OmitTrailingEquals)};
    }
    if (!url.userInfo.isEmpty() && !hasHeader(m_request.network, "authorization"))
        result.headers.append({"authorization", "Basic " + url.userInfo.toBase64()});
    return result;
}

void WebSocketTransport::connectTo(const WebSocketUrl &url)
{
    m_socket = url.isTls ? makeTlsSocket() : std::make_unique<QTcpSocket>();
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &WebSocketTransport::handleReadable);
    connect(m_socket.get(), &QTcpSocket::bytesWritten, this, &WebSocketTransport::handleWritten);
    connect(m_socket.get(), &QTcpSocket::errorOccurred, this, &WebSocketTransport::handleGone);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &WebSocketTransport::handleGone);
    if (auto *tls = qobject_cast<QSslSocket *>(m_socket.get())) {
        connect(tls, &QSslSocket::encrypted, this, &WebSocketTransport::handleConnected);
        tls->connectToHostEncrypted(url.host, url.port);
        return;
    }
    connect(m_socket.get(), &QTcpSocket::connected, this, &WebSocketTransport::handleConnected);
    // Without Qt's read buffer, 16 KiB for each of a herd.
    m_socket->connectToHost(url.host, url.port, QIODevice::ReadWrite | QIODevice::Unbuffered);
}

std::unique_ptr<QTcpSocket> WebSocketTransport::makeTlsSocket()
{
    auto socket = std::make_unique<QSslSocket>();
    QSslConfiguration configuration = socket->sslConfiguration();
    configuration.addCaCertificates(m_request.network.caCertificates);
    configuration.setAllowedNextProtocols({QSslConfiguration::NextProtocolHttp1_1});
    socket->setSslConfiguration(configuration);
    connect(socket.get(), &QSslSocket::sslErrors, this, [this](const QList<QSslError> &errors) {
        if (m_opening)
            m_opening->certificateProblem = tlsProblem(errors);
    });
    return socket;
}

void WebSocketTransport::handleConnected()
{
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    outgoing() = websocket::serialize(m_opening->request);
}

void WebSocketTransport::handleReadable()
{
    // One piece for each readyRead() is enough of plain TCP, which says so again while there is
    // more; TLS does not.
    const bool isTls = qobject_cast<QSslSocket *>(m_socket.get()) != nullptr;
    std::array<char, 64 * 1024> buffer; // NOLINT: filled by read()
    qint64 size = 0;
    do {
        size = m_socket->read(buffer.data(), qint64(buffer.size()));
        if (size > 0)
            take(QByteArrayView(buffer.data(), size));
    } while (isTls && size > 0 && m_socket->isOpen());
    if (size < 0)
        handleGone();
}

void WebSocketTransport::take(QByteArrayView bytes)
{
    if (m_opening)
        bytes = takeAnswer(bytes);
    if (!m_reader)
        return;
    std::vector<ReaderEvent> events;
    m_reader->feed(bytes, events);
    for (const ReaderEvent &event : events) {
        if (!m_reader)
            return;
        handleEvent(event);
    }
}

QByteArrayView WebSocketTransport::takeAnswer(QByteArrayView bytes)
{
    qsizetype consumed = 0;
    const auto outcome = m_opening->parser.feed(bytes, consumed);
    const QByteArrayView rest = bytes.sliced(consumed);
    if (const auto *malformed = std::get_if<http::Malformed>(&outcome)) {
        refuse(Cause::Unusable, QString::fromUtf8(malformed->sentence));
        return {};
    }
    const auto *head = std::get_if<http::ResponseHead>(&outcome);
    if (head == nullptr)
        return {};
    if (const auto problem = websocket::answerProblem(*head, m_opening->request)) {
        const QString sentence = QString::fromUtf8(*problem + websocket::explanation(*head, rest));
        if (head->status == SwitchingProtocols)
            refuse(Cause::Unusable, sentence);
        else
            refuse(Cause::Refused, sentence, head->status);
        return {};
    }
    m_opening.reset();
    m_deadline.cancel();
    const auto limit = qsizetype(m_request.network.maxMessageBytes);
    m_reader = std::make_unique<websocket::FrameReader>(
        websocket::ReaderLimits {
            .maxFrameBytes = limit, .maxMessageBytes = limit, .maxFragments = MaxFragments},
        websocket::Role::Client);
    m_state = State::Open;
    listener().transportOpened();
    return rest;
}

void WebSocketTransport::handleEvent(const ReaderEvent &event)
{
    switch (event.kind) {
    case ReaderEvent::Kind::Text:
    case ReaderEvent::Kind::Binary:
        if (m_state == State::Open) {
            listener().frameReceived({event.kind == ReaderEvent::Kind::Text
                                          ? protocol::Opcode::Text
                                          : protocol::Opcode::Binary,
                                      event.payload});
        }
        break;
    case ReaderEvent::Kind::Ping:
        handlePing(event.payload);
        break;
    case ReaderEvent::Kind::Pong:
        break;
    case ReaderEvent::Kind::Close:
        handlePeerClose(event);
        break;
    case ReaderEvent::Kind::Failure:
        handleFailure(event);
        break;
    }
}

void WebSocketTransport::handlePing(const QByteArray &payload)
{
    if (m_state != State::Open)
        return;
    if (bufferedBytes() > PongBytes) {
        m_pendingPong = payload;
        return;
    }
    websocket::appendPong(outgoing(), payload, websocket::nextMaskingKey());
}

void WebSocketTransport::handleWritten()
{
    if (m_pendingPong && bufferedBytes() <= PongBytes)
        handlePing(*std::exchange(m_pendingPong, std::nullopt));
}

// RFC 6455 §7.1.5: the code of the connection is the one that was received.
void WebSocketTransport::handlePeerClose(const ReaderEvent &event)
{
    m_end = {.code = event.code, .reason = event.payload, .wasClean = true};
    m_reader.reset();
    if (m_state == State::Open)
        startClosing(event.code, {});
}

// RFC 6455 §7.1.7: say why; what the server still sends does not count.
void WebSocketTransport::handleFailure(const ReaderEvent &event)
{
    m_reader.reset();
    if (m_state != State::Open)
        return;
    m_end = {.code = event.code, .reason = event.detail, .wasClean = false};
    startClosing(event.code, {});
}

void WebSocketTransport::startClosing(quint16 code, const QByteArray &reason)
{
    m_state = State::Closing;
    m_pendingPong.reset();
    m_deadline.start(m_request.network.closeTimeout, [this] { finish(m_end); });
    websocket::appendClose(outgoing(), code, reason.left(MaxReason), websocket::nextMaskingKey());
}

void WebSocketTransport::handleGone()
{
    if (m_state == State::Closed)
        return;
    if (m_state == State::Connecting)
        refuseGone();
    else
        finish(m_end);
}

void WebSocketTransport::handleLate()
{
    const auto *tls = qobject_cast<const QSslSocket *>(m_socket.get());
    const bool isReached = m_socket && m_socket->state() == QAbstractSocket::ConnectedState;
    const QString what = !isReached ? QStringLiteral("The server could not be reached")
        : tls != nullptr && !tls->isEncrypted()
        ? QStringLiteral("The server did not finish the TLS handshake")
        : QStringLiteral("The server did not answer the WebSocket handshake");
    refuse(isReached ? Cause::Silent : Cause::Unreachable,
           QStringLiteral("%1 within %2 ms.")
               .arg(what)
               .arg(m_request.network.handshakeTimeout.count()));
}

void WebSocketTransport::refuseGone()
{
    if (!m_opening->certificateProblem.isEmpty())
        return refuse(Cause::Tls, m_opening->certificateProblem);
    switch (m_socket->error()) {
    case QAbstractSocket::RemoteHostClosedError:
        return refuse(Cause::Closed,
                      QStringLiteral("The server closed the connection during the handshake."));
    case QAbstractSocket::SslHandshakeFailedError:
        return refuse(Cause::Tls,
                      QStringLiteral("The TLS handshake failed: %1").arg(m_socket->errorString()));
    default:
        refuse(Cause::Other, m_socket->errorString());
    }
}

QByteArray &WebSocketTransport::outgoing()
{
    if (m_out.isEmpty()) {
        QMetaObject::invokeMethod(
            this, [this] { flush(); }, Qt::QueuedConnection);
    }
    return m_out;
}

void WebSocketTransport::flush()
{
    const QByteArray bytes = std::exchange(m_out, {});
    if (bytes.isEmpty())
        return;
    if (m_socket->write(bytes) < 0)
        handleGone();
    else
        handleWritten();
}

void WebSocketTransport::refuse(Cause cause, const QString &sentence, int status)
{
    fail({.cause = cause,
          .status = status,
          .sentence = QStringLiteral("%1: %2").arg(QString::fromLatin1(m_authority), sentence)});
}

void WebSocketTransport::fail(const TransportError &error)
{
    drop();
    m_state = State::Closed;
    listener().transportFailed(error);
    listener().transportClosed(Abnormal);
}

void WebSocketTransport::finish(const CloseEvent &event)
{
    drop();
    m_state = State::Closed;
    listener().transportClosed(event);
}

void WebSocketTransport::endLater()
{
    drop();
    m_state = State::Closing;
    m_deadline.start(std::chrono::milliseconds(0), [this] { finish(Abnormal); });
}

void WebSocketTransport::drop()
{
    m_deadline.cancel();
    m_opening.reset();
    m_reader.reset();
    m_pendingPong.reset();
    m_out.clear();
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
}

void WebSocketTransport::send(const protocol::Frame &frame)
{
    if (m_state != State::Open)
        return;
    websocket::appendFrame(outgoing(), frame.opcode, frame.bytes, websocket::nextMaskingKey());
}

void WebSocketTransport::close(quint16 code, const QByteArray &reason)
{
    if (m_state == State::Connecting)
        endLater();
    else if (m_state == State::Open)
        startClosing(code == 0 ? quint16(CloseCode::NoStatus) : code, reason);
}

void WebSocketTransport::cut()
{
    if (m_state != State::Closed)
        endLater();
}

qint64 WebSocketTransport::bufferedBytes() const
{
    if (!m_socket)
        return 0;
    const auto *tls = qobject_cast<const QSslSocket *>(m_socket.get());
    return m_out.size() + m_socket->bytesToWrite()
        + (tls != nullptr ? tls->encryptedBytesToWrite() : 0);
}

} // namespace phx::client
