// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/websocket/readerlog.h"

#include <QByteArrayList>

namespace phx::test {

namespace {

constexpr qsizetype LongestShown = 40;

QByteArray shown(const QByteArray &payload)
{
    return payload.size() > LongestShown ? QByteArray::number(payload.size()) : '"' + payload + '"';
}

QByteArray toText(const websocket::ReaderEvent &event)
{
    using Kind = websocket::ReaderEvent::Kind;
    switch (event.kind) {
    case Kind::Text:
        return "text " + shown(event.payload);
    case Kind::Binary:
        return "binary " + shown(event.payload);
    case Kind::Ping:
        return "ping " + shown(event.payload);
    case Kind::Pong:
        return "pong " + shown(event.payload);
    case Kind::Close:
        return "close " + QByteArray::number(event.code) + ' ' + shown(event.payload);
    case Kind::Failure:
        return "failure " + QByteArray::number(event.code);
    }
    return {};
}

} // namespace

QByteArray toText(const std::vector<websocket::ReaderEvent> &events)
{
    QByteArrayList texts;
    for (const websocket::ReaderEvent &event : events)
        texts.append(toText(event));
    return texts.join("; ");
}

QByteArray readWhole(const QByteArray &bytes, const websocket::ReaderLimits &limits,
                     websocket::Role role)
{
    websocket::FrameReader reader(limits, role);
    std::vector<websocket::ReaderEvent> events;
    reader.feed(bytes, events);
    return toText(events);
}

QByteArray readByteByByte(const QByteArray &bytes, const websocket::ReaderLimits &limits,
                          websocket::Role role)
{
    websocket::FrameReader reader(limits, role);
    std::vector<websocket::ReaderEvent> events;
    for (qsizetype i = 0; i < bytes.size(); ++i)
        reader.feed(QByteArrayView(bytes).sliced(i, 1), events);
    return toText(events);
}

} // namespace phx::test
