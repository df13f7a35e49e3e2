// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/support/wireclient.h"

#include <QCryptographicHash>
#include <QHostAddress>
#include <QtEndian>

#include <array>
#include <zlib.h>

namespace phx::test {

using Clock = std::chrono::steady_clock;

namespace {

constexpr std::chrono::seconds Patience {10};
constexpr uchar FinBit = 0x80;
constexpr uchar CompressedBit = 0x40;
constexpr uchar OpcodeBits = 0x0f;
constexpr uchar MaskBit = 0x80;

bool hasField(const QList<std::pair<QByteArray, QByteArray>> &fields, const QByteArray &name)
{
    return std::any_of(fields.begin(), fields.end(),
                       [&name](const auto &field) { return field.first.toLower() == name; });
}

} // namespace

//! One raw deflate stream for all messages: the window is kept between them (RFC 7692 §7.2.2).
struct WireClient::Inflater
{
    Inflater() { inflateInit2(&stream, -15); }
    ~Inflater() { inflateEnd(&stream); }
    Q_DISABLE_COPY_MOVE(Inflater)

    z_stream stream {};
};

QByteArray HttpAnswer::field(const QByteArray &name) const
{
    for (const auto &[key, value] : fields) {
        if (key == name)
            return value;
    }
    return {};
}

WireClient::WireClient(quint16 port, const QHostAddress &from)
{
    if (!from.isNull())
        m_socket.bind(from);
    m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    m_socket.waitForConnected();
}

WireClient::~WireClient() = default;

void WireClient::sendRequest(const QByteArray &method, const QByteArray &target,
                             const QList<std::pair<QByteArray, QByteArray>> &fields,
                             const QByteArray &body)
{
    QByteArray head = method + ' ' + target + " HTTP/1.1\r\n";
    if (!hasField(fields, "host"))
        head += "host: localhost:" + QByteArray::number(m_socket.peerPort()) + "\r\n";
    for (const auto &[name, value] : fields)
        head += name + ": " + value + "\r\n";
    if (method == "POST")
        head += "content-length: " + QByteArray::number(body.size()) + "\r\n";
    m_method = method;
    sendRaw(head + "\r\n" + body);
}

HttpAnswer WireClient::request(const QByteArray &method, const QByteArray &target,
                               const QList<std::pair<QByteArray, QByteArray>> &fields,
                               const QByteArray &body)
{
    sendRequest(method, target, fields, body);
    return readAnswer(method);
}

std::optional<HttpAnswer> WireClient::takeAnswer(std::chrono::milliseconds timeout)
{
    if (!waitForBytes(1, Clock::now() + timeout))
        return std::nullopt;
    return readAnswer(m_method);
}

void WireClient::reset()
{
    m_socket.abort();
}

HttpAnswer WireClient::upgrade(const QByteArray &target,
                               const QList<std::pair<QByteArray, QByteArray>> &fields)
{
    QList<std::pair<QByteArray, QByteArray>> all {{"connection", "Upgrade"},
                                                  {"upgrade", "websocket"},
                                                  {"sec-websocket-version", "13"},
                                                  {"sec-websocket-key", sampleKey()}};
    all += fields;
    return request("GET", target, all);
}

QByteArray WireClient::acceptFor(const QByteArray &key)
{
    const QByteArray text = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    return QCryptographicHash::hash(text, QCryptographicHash::Sha1).toBase64();
}

void WireClient::sendFragments(const QByteArray &text, int count)
{
    const qsizetype size = (text.size() + count - 1) / count;
    for (int i = 0; i < count; ++i) {
        const uchar opcode = i == 0 ? 1 : 0;
        const uchar fin = i == count - 1 ? FinBit : 0;
        sendFrame(static_cast<uchar>(fin | opcode), text.mid(i * size, size));
    }
}

void WireClient::sendClose(int code, const QByteArray &reason)
{
    QByteArray payload(2, '\0');
    qToBigEndian<quint16>(static_cast<quint16>(code), payload.data());
    sendFrame(0x88, code == 1005 ? QByteArray() : payload + reason);
}

void WireClient::sendRaw(const QByteArray &bytes)
{
    m_socket.write(bytes);
    while (m_socket.bytesToWrite() > 0 && m_socket.waitForBytesWritten()) { }
}

void WireClient::sendFrame(uchar first, const QByteArray &payload)
{
    constexpr std::array<char, 4> Mask {'\x12', '\x34', '\x56', '\x78'};
    QByteArray frame(1, static_cast<char>(first));
    const auto size = static_cast<quint64>(payload.size());
    if (size < 126) {
        frame += static_cast<char>(MaskBit | size);
    } else if (size < 65'536) {
        frame += static_cast<char>(MaskBit | 126);
        frame += static_cast<char>(size >> 8);
        frame += static_cast<char>(size & 0xff);
    } else {
        frame += static_cast<char>(MaskBit | 127);
        for (int shift = 56; shift >= 0; shift -= 8)
            frame += static_cast<char>((size >> shift) & 0xff);
    }
    frame.append(Mask.data(), Mask.size());
    const qsizetype start = frame.size();
    frame += payload;
    for (qsizetype i = 0; i < payload.size(); ++i)
        frame[start + i] =
            static_cast<char>(frame.at(start + i) ^ Mask.at(static_cast<size_t>(i) % 4));
    sendRaw(frame);
}

bool WireClient::waitForBytes(qsizetype count, Clock::time_point deadline)
{
    m_buffer += m_socket.readAll();
    while (m_buffer.size() < count) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
        if (left.count() <= 0 || !m_socket.waitForReadyRead(static_cast<int>(left.count())))
            return false;
        m_buffer += m_socket.readAll();
    }
    return true;
}

HttpAnswer WireClient::readAnswer(const QByteArray &method)
{
    const auto deadline = Clock::now() + Patience;
    qsizetype end = -1;
    while ((end = m_buffer.indexOf("\r\n\r\n")) < 0) {
        if (!waitForBytes(m_buffer.size() + 1, deadline))
            return {};
    }
    const QList<QByteArray> lines = m_buffer.first(end).split('\n');
    m_buffer.remove(0, end + 4);
    HttpAnswer answer {.status = lines.first().split(' ').value(1).toInt()};
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const QByteArray line = lines.at(i).trimmed();
        const qsizetype colon = line.indexOf(':');
        answer.fields.append({line.first(colon).toLower(), line.mid(colon + 1).trimmed()});
    }
    const qsizetype size = method == "HEAD" ? 0 : answer.field("content-length").toLongLong();
    if (answer.status != 101 && waitForBytes(size, deadline)) {
        answer.body = m_buffer.first(size);
        m_buffer.remove(0, size);
    }
    return answer;
}

std::optional<WireClient::FrameHead> WireClient::readHead(Clock::time_point deadline)
{
    if (!waitForBytes(2, deadline))
        return std::nullopt;
    FrameHead head {.first = static_cast<uchar>(m_buffer.at(0)), .headBytes = 2};
    const auto second = static_cast<uchar>(m_buffer.at(1));
    head.isMasked = (second & MaskBit) != 0;
    head.size = second & 0x7f;
    if (head.size >= 126) {
        const qsizetype lengthBytes = head.size == 126 ? 2 : 8;
        head.headBytes += lengthBytes;
        if (!waitForBytes(head.headBytes, deadline))
            return std::nullopt;
        head.size = 0;
        for (qsizetype i = 0; i < lengthBytes; ++i)
            head.size = (head.size << 8) | static_cast<uchar>(m_buffer.at(2 + i));
    }
    return head;
}

WireEvent WireClient::next(std::chrono::milliseconds timeout)
{
    const auto deadline = Clock::now() + timeout;
    for (;;) {
        const auto head = readHead(deadline);
        const auto size = head ? static_cast<qsizetype>(head->size) : 0;
        if (!head || !waitForBytes(head->headBytes + size, deadline)) {
            const bool isOpen = m_socket.state() == QAbstractSocket::ConnectedState;
            return {.kind = isOpen ? WireEvent::Kind::Timeout : WireEvent::Kind::EndOfStream};
        }
        const QByteArray payload = m_buffer.mid(head->headBytes, size);
        m_buffer.remove(0, head->headBytes + size);
        if (head->isMasked)
            return {.kind = WireEvent::Kind::EndOfStream};
        const uchar opcode = head->first & OpcodeBits;
        if (opcode == 8) {
            const int code = size >= 2 ? qFromBigEndian<quint16>(payload.constData()) : 1005;
            return {.kind = WireEvent::Kind::Close, .data = payload.mid(2), .code = code};
        }
        if (opcode == 9 || opcode == 10)
            return {.kind = opcode == 9 ? WireEvent::Kind::Ping : WireEvent::Kind::Pong,
                    .data = payload};
        if (opcode != 0) {
            m_messageOpcode = opcode;
            m_isCompressed = (head->first & CompressedBit) != 0;
            m_message.clear();
        }
        m_message += payload;
        if ((head->first & FinBit) == 0)
            continue;
        return {.kind = m_messageOpcode == 1 ? WireEvent::Kind::Text : WireEvent::Kind::Binary,
                .data = m_isCompressed ? inflate(m_message) : m_message};
    }
}

QByteArray WireClient::inflate(const QByteArray &bytes)
{
    if (!m_inflater)
        m_inflater = std::make_unique<Inflater>();
    QByteArray input = bytes + QByteArray::fromHex("0000ffff");
    QByteArray out;
    z_stream &stream = m_inflater->stream;
    stream.next_in = reinterpret_cast<Bytef *>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    std::array<char, 4096> chunk {};
    int result = Z_OK;
    do {
        stream.next_out = reinterpret_cast<Bytef *>(chunk.data());
        stream.avail_out = static_cast<uInt>(chunk.size());
        result = ::inflate(&stream, Z_SYNC_FLUSH);
        out.append(chunk.data(), static_cast<qsizetype>(chunk.size() - stream.avail_out));
    } while (result == Z_OK && stream.avail_out == 0);
    return out;
}

void WireClient::disconnect()
{
    m_socket.disconnectFromHost();
    if (m_socket.state() != QAbstractSocket::UnconnectedState)
        m_socket.waitForDisconnected();
}

} // namespace phx::test
