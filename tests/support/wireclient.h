// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QList>
#include <QTcpSocket>

#include <chrono>
#include <memory>
#include <optional>

namespace phx::test {

//! The head of an HTTP answer and its body.
struct HttpAnswer
{
    int status = 0; //!< 0: none came
    QList<std::pair<QByteArray, QByteArray>> fields {}; //!< names lowercase
    QByteArray body {};

    //! The first field of that lowercase name, empty if there is none.
    [[nodiscard]] QByteArray field(const QByteArray &name) const;
};

//! One thing that the server did on a WebSocket.
struct WireEvent
{
    enum class Kind { Text, Binary, Ping, Pong, Close, EndOfStream, Timeout };
    Kind kind = Kind::Timeout;
    QByteArray data {}; //!< payload; of a close the reason
    int code = 0; //!< of a close; 1005 if it has none
};

//! \brief A blocking HTTP and WebSocket client that shares no code with the server.
//!
//! For tests only: the server must live in another thread. It takes what it gets without judging
//! it, but a masked frame from the server reads as EndOfStream.
class WireClient
{
public:
    //! \param from address of the client; null: the loopback address
    explicit WireClient(quint16 port, const QHostAddress &from = {});
    ~WireClient();

    //! \param fields further header fields, sent as given; Host is added if there is none
    HttpAnswer request(const QByteArray &method, const QByteArray &target,
                       const QList<std::pair<QByteArray, QByteArray>> &fields,
                       const QByteArray &body = {});
    //! The same without waiting for the answer.
    void sendRequest(const QByteArray &method, const QByteArray &target,
                     const QList<std::pair<QByteArray, QByteArray>> &fields,
                     const QByteArray &body = {});
    //! The answer to it; nullopt if none has begun within the time.
    std::optional<HttpAnswer> takeAnswer(std::chrono::milliseconds timeout);
    //! Ends TCP with a RST.
    void reset();
    //! A WebSocket handshake. Check the answer's status before anything else.
    HttpAnswer upgrade(const QByteArray &target,
                       const QList<std::pair<QByteArray, QByteArray>> &fields);
    //! What sec-websocket-accept must be for a key (RFC 6455 §4.2.2).
    static QByteArray acceptFor(const QByteArray &key);
    static QByteArray sampleKey() { return "dGhlIHNhbXBsZSBub25jZQ=="; }

    void sendText(const QByteArray &text) { sendFrame(0x81, text); }
    void sendBinary(const QByteArray &bytes) { sendFrame(0x82, bytes); }
    void sendFragments(const QByteArray &text, int count);
    void sendPing(const QByteArray &bytes) { sendFrame(0x89, bytes); }
    void sendPong(const QByteArray &bytes) { sendFrame(0x8a, bytes); }
    void sendClose(int code, const QByteArray &reason);
    void sendRaw(const QByteArray &bytes);

    //! The next event; messages are put together, and inflated if they are compressed.
    WireEvent next(std::chrono::milliseconds timeout = std::chrono::seconds(10));
    void disconnect();

private:
    struct FrameHead
    {
        uchar first = 0;
        qsizetype headBytes = 0;
        quint64 size = 0;
        bool isMasked = false;
    };

    //! \param first byte of the frame: FIN and opcode
    void sendFrame(uchar first, const QByteArray &payload);
    bool waitForBytes(qsizetype count, std::chrono::steady_clock::time_point deadline);
    std::optional<FrameHead> readHead(std::chrono::steady_clock::time_point deadline);
    HttpAnswer readAnswer(const QByteArray &method);
    QByteArray inflate(const QByteArray &bytes);

    struct Inflater;

    QTcpSocket m_socket;
    QByteArray m_method; //!< of the request that was sent last
    QByteArray m_buffer;
    QByteArray m_message; //!< of a fragmented message so far
    uchar m_messageOpcode = 0;
    bool m_isCompressed = false; //!< the message in work
    std::unique_ptr<Inflater> m_inflater;
};

} // namespace phx::test
