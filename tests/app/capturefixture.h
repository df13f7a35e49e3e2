// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/capture.h"
#include "app/capture/capturereader.h"
#include "server/tap/tap.h"

#include <QTemporaryDir>

#include <memory>

//! Events as a server would record them, and a capture to record them into.
namespace phx::test {

struct MessageText
{
    quint64 connection = 1;
    QByteArray joinRef {};
    QByteArray ref {};
    QByteArray topic {"room:1"};
    QByteArray event {"new_msg"};
    QByteArray payload {"{}"};
};

//! A V2 text frame over a WebSocket.
inline tap::TapEvent message(tap::EventKind kind, const MessageText &text)
{
    const auto quoted = [](const QByteArray &ref) {
        return ref.isEmpty() ? QByteArray("null") : '"' + ref + '"';
    };
    const QByteArray envelope = '[' + quoted(text.joinRef) + ',' + quoted(text.ref) + ",\""
        + text.topic + "\",\"" + text.event + "\",";
    return {.kind = kind,
            .direction =
                kind == tap::EventKind::MessageIn ? tap::Direction::In : tap::Direction::Out,
            .transport = tap::TransportKind::WebSocket,
            .vsn = 2,
            .opcode = 1,
            .connection = text.connection,
            .topic = text.topic,
            .event = text.event,
            .joinRef = text.joinRef,
            .ref = text.ref,
            .frame = envelope + text.payload + ']',
            .payloadOffset = qint32(envelope.size()),
            .payloadSize = qint32(text.payload.size())};
}

inline tap::TapEvent messageIn(const MessageText &text)
{
    return message(tap::EventKind::MessageIn, text);
}

inline tap::TapEvent replyTo(const MessageText &request)
{
    tap::TapEvent reply = message(tap::EventKind::MessageOut,
                                  {.connection = request.connection,
                                   .joinRef = request.joinRef,
                                   .ref = request.ref,
                                   .topic = request.topic,
                                   .event = "phx_reply",
                                   .payload = R"({"status":"ok","response":{}})"});
    reply.status = "ok";
    return reply;
}

inline tap::TapEvent fanOut(const MessageText &text, const QList<quint64> &recipients)
{
    tap::TapEvent event = message(tap::EventKind::FanOut, text);
    event.recipients = recipients;
    return event;
}

//! An event without a frame.
inline tap::TapEvent lifecycle(tap::EventKind kind, const MessageText &text)
{
    return {.kind = kind,
            .connection = text.connection,
            .topic = text.topic,
            .joinRef = text.joinRef,
            .detail = "for a reason"};
}

//! A capture that one tap records into.
struct Recording
{
    explicit Recording(const QString &path)
        : capture(path)
        , problem(capture.start())
    {
        capture.setTaps({tap});
    }

    void record(tap::TapEvent event) { tap->record(std::move(event)); }

    //! All rows of the file, hidden ones too.
    QList<app::MessageRow> rows()
    {
        capture.flush();
        const auto reader = app::CaptureReader::open(capture.path());
        if (!reader)
            return {};
        return reader.value()->rows(
            reader.value()->sequences({.heartbeats = true, .lifecycle = true}, 0, 1'000'000));
    }

    std::shared_ptr<tap::Tap> tap = std::make_shared<tap::Tap>(); // the capture's thread drains it
    app::Capture capture;
    QString problem;
};

} // namespace phx::test
