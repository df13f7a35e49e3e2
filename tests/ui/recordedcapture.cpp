// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/ui/recordedcapture.h"

#include <QTest>

namespace phx::test {

using tap::Direction;
using tap::EventKind;

RecordedCapture::RecordedCapture()
    : m_tap(std::make_shared<tap::Tap>())
{
    const QString problem = m_capture.start();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    m_capture.setTaps({m_tap});
}

void RecordedCapture::record(tap::TapEvent event)
{
    event.transport = tap::TransportKind::WebSocket;
    event.vsn = 2;
    m_tap->record(std::move(event));
    ++m_recorded;
}

void RecordedCapture::push(const QByteArray &text, const QByteArray &ref)
{
    tap::TapEvent event;
    event.kind = EventKind::MessageIn;
    event.direction = Direction::In;
    event.connection = 1;
    event.topic = "room:lobby";
    event.event = "new_msg";
    event.joinRef = "1";
    event.ref = ref;
    event.opcode = 1;
    const QByteArray payload = "{\"body\":\"" + text + "\"}";
    event.frame = "[\"1\",\"" + ref + "\",\"room:lobby\",\"new_msg\"," + payload + "]";
    event.payloadOffset = qint32(event.frame.indexOf(payload));
    event.payloadSize = qint32(payload.size());
    record(std::move(event));
}

void RecordedCapture::reply(const QByteArray &ref)
{
    tap::TapEvent event;
    event.kind = EventKind::MessageOut;
    event.direction = Direction::Out;
    event.connection = 1;
    event.topic = "room:lobby";
    event.event = "phx_reply";
    event.joinRef = "1";
    event.ref = ref;
    event.status = "ok";
    event.opcode = 1;
    event.frame =
        "[\"1\",\"" + ref + "\",\"room:lobby\",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]";
    record(std::move(event));
}

void RecordedCapture::heartbeat()
{
    tap::TapEvent event;
    event.kind = EventKind::MessageIn;
    event.direction = Direction::In;
    event.connection = 1;
    event.topic = "phoenix";
    event.event = "heartbeat";
    event.ref = "9";
    event.opcode = 1;
    event.heartbeat = true;
    event.frame = "[null,\"9\",\"phoenix\",\"heartbeat\",{}]";
    record(std::move(event));
}

void RecordedCapture::settle()
{
    m_capture.flush();
    QTRY_COMPARE(snapshot().rows, m_recorded);
}

} // namespace phx::test
