// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/autobahn/memorywire.h"

#include "server/websocket/framewriter.h"
#include "tests/autobahn/limits.h"

#include <utility>
#include <vector>

namespace phx::autobahn {

bool MemoryWire::open()
{
    m_reader = std::make_unique<websocket::FrameReader>(runnerLimits());
    m_answers.clear();
    m_hasEnded = false;
    return true;
}

void MemoryWire::send(QByteArrayView bytes)
{
    std::vector<websocket::ReaderEvent> events;
    m_reader->feed(bytes, events);
    for (const websocket::ReaderEvent &event : events)
        answer(event);
}

QByteArray MemoryWire::receive()
{
    return std::exchange(m_answers, {});
}

void MemoryWire::answer(const websocket::ReaderEvent &event)
{
    using Kind = websocket::ReaderEvent::Kind;
    switch (event.kind) {
    case Kind::Text:
        websocket::appendFrame(m_answers, protocol::Opcode::Text, event.payload);
        break;
    case Kind::Binary:
        websocket::appendFrame(m_answers, protocol::Opcode::Binary, event.payload);
        break;
    case Kind::Ping:
        websocket::appendPong(m_answers, event.payload);
        break;
    case Kind::Pong:
        break;
    case Kind::Close:
        websocket::appendClose(m_answers, quint16(protocol::CloseCode::Normal));
        m_hasEnded = true;
        break;
    case Kind::Failure:
        websocket::appendClose(m_answers, event.code);
        m_hasEnded = true;
        break;
    }
}

} // namespace phx::autobahn
