// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/bench/websocketwire.h"

#include <QtEndian>

namespace phx::app::bench {

namespace {

constexpr qsizetype PeekBytes = 2; //!< of a frame's text, enough to know its kind

struct FrameHead
{
    qsizetype headBytes = 0; //!< 0: more bytes are needed
    qsizetype size = 0;
    bool isText = false;
    bool isClose = false;
};

FrameHead readFrameHead(QByteArrayView bytes)
{
    if (bytes.size() < 2)
        return {};
    const auto first = static_cast<quint8>(bytes[0]);
    const auto length = static_cast<quint8>(bytes[1]) & 0x7fU;
    FrameHead head {.headBytes = 2,
                    .size = qsizetype(length),
                    .isText = (first & 0x0fU) == 1,
                    .isClose = (first & 0x0fU) == 8};
    if (length == 126) {
        head.headBytes = 4;
        if (bytes.size() >= head.headBytes)
            head.size = qFromBigEndian<quint16>(bytes.data() + 2);
    } else if (length == 127) {
        head.headBytes = 10;
        if (bytes.size() >= head.headBytes)
            head.size = qsizetype(qFromBigEndian<quint64>(bytes.data() + 2));
    }
    const bool isWhole = bytes.size() >= head.headBytes + std::min(head.size, PeekBytes);
    return isWhole ? head : FrameHead {};
}

class PhoenixWire : public WebSocketWire
{
public:
    [[nodiscard]] QByteArray publication(int payloadBytes) const override
    {
        return clientFrame(R"(["1",null,"room:bench","new_msg",)" + jsonPayload(payloadBytes)
                           + ']');
    }

protected:
    [[nodiscard]] QByteArray target() const override { return "/socket/websocket?vsn=2.0.0"; }
    void handleOpen(WireState &state, WireStep &step) const override
    {
        Q_UNUSED(state)
        step.answer = clientFrame(R"(["1","1","room:bench","phx_join",{}])");
    }
    void handleFrame(WireState &state, QByteArrayView start, WireStep &step) const override
    {
        Q_UNUSED(start)
        if (state.stage++ == 0)
            step.isReady = true;
        else
            ++step.messages;
        state.stage = 1;
    }
};

class PhoenixEchoWire : public PhoenixWire
{
public:
    [[nodiscard]] QByteArray publication(int payloadBytes) const override
    {
        return clientFrame(R"(["1","2","room:bench","echo",)" + jsonPayload(payloadBytes) + ']');
    }
};

class WsWire : public WebSocketWire
{
public:
    [[nodiscard]] QByteArray publication(int payloadBytes) const override
    {
        return clientFrame(jsonPayload(payloadBytes));
    }

protected:
    [[nodiscard]] QByteArray target() const override { return "/"; }
    void handleOpen(WireState &state, WireStep &step) const override
    {
        Q_UNUSED(state)
        step.isReady = true;
    }
    void handleFrame(WireState &state, QByteArrayView start, WireStep &step) const override
    {
        Q_UNUSED(state)
        Q_UNUSED(start)
        ++step.messages;
    }
};

class SocketIoWire : public WebSocketWire
{
public:
    [[nodiscard]] QByteArray publication(int payloadBytes) const override
    {
        return clientFrame(R"(42["message",)" + jsonPayload(payloadBytes) + ']');
    }

protected:
    [[nodiscard]] QByteArray target() const override
    {
        return "/socket.io/?EIO=4&transport=websocket";
    }
    void handleOpen(WireState &state, WireStep &step) const override
    {
        Q_UNUSED(state)
        Q_UNUSED(step)
    }
    // Engine.IO: 0 open, 2 ping, 4 message; in it Socket.IO: 0 connected, 2 event.
    void handleFrame(WireState &state, QByteArrayView start, WireStep &step) const override
    {
        Q_UNUSED(state)
        if (start.startsWith("0"))
            step.answer += clientFrame("40");
        else if (start.startsWith("2"))
            step.answer += clientFrame("3");
        else if (start.startsWith("40"))
            step.isReady = true;
        else if (start.startsWith("42"))
            ++step.messages;
    }
};

} // namespace

QByteArray WebSocketWire::opening(int client) const
{
    Q_UNUSED(client)
    return "GET " + target()
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
}

WireStep WebSocketWire::feed(WireState &state, QByteArrayView bytes) const
{
    WireStep step;
    while (!bytes.isEmpty() && !step.isFailed) {
        if (!state.isFramed) {
            bytes = takeHead(state, bytes, step);
            if (state.isFramed)
                handleOpen(state, step);
        } else {
            bytes = takeFrame(state, bytes, step);
        }
    }
    return step;
}

QByteArrayView WebSocketWire::takeHead(WireState &state, QByteArrayView bytes, WireStep &step)
{
    const qsizetype before = state.head.size();
    state.head += bytes;
    const qsizetype end = state.head.indexOf("\r\n\r\n");
    if (end < 0)
        return {};
    step.isFailed = !state.head.startsWith("HTTP/1.1 101");
    state.isFramed = true;
    state.head = {};
    return bytes.sliced(end + 4 - before);
}

QByteArrayView WebSocketWire::takeFrame(WireState &state, QByteArrayView bytes,
                                        WireStep &step) const
{
    if (state.skip > 0) {
        const qsizetype taken = std::min(state.skip, bytes.size());
        state.skip -= taken;
        return bytes.sliced(taken);
    }
    // A head that is cut between two reads is put together first.
    const qsizetype before = state.head.size();
    if (before > 0)
        state.head += bytes;
    const QByteArrayView whole = before > 0 ? QByteArrayView(state.head) : bytes;
    const FrameHead head = readFrameHead(whole);
    if (head.headBytes == 0) {
        if (before == 0)
            state.head = bytes.toByteArray();
        return {};
    }
    if (head.isClose)
        step.isFailed = true;
    else if (head.isText)
        handleFrame(state, whole.sliced(head.headBytes, std::min(head.size, PeekBytes)), step);
    const qsizetype total = head.headBytes + head.size;
    const qsizetype taken = std::min(total - before, bytes.size());
    state.skip = total - before - taken;
    state.head = {};
    return bytes.sliced(taken);
}

std::unique_ptr<WireProtocol> makePhoenixWire()
{
    return std::make_unique<PhoenixWire>();
}

std::unique_ptr<WireProtocol> makePhoenixEchoWire()
{
    return std::make_unique<PhoenixEchoWire>();
}

std::unique_ptr<WireProtocol> makeWsWire()
{
    return std::make_unique<WsWire>();
}

std::unique_ptr<WireProtocol> makeSocketIoWire()
{
    return std::make_unique<SocketIoWire>();
}

} // namespace phx::app::bench
