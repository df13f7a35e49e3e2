// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/endpoint/handshakelog.h"

namespace phx::server {

namespace {

constexpr qsizetype MaxTargetBytes = 200; //!< in a detail; the head has all of it

tap::TapEvent handshakeEvent(tap::EventKind kind, const PeerInfo &peer, int status)
{
    tap::TapEvent event {.kind = kind};
    event.direction = tap::Direction::In;
    event.transport = tap::TransportKind::WebSocket;
    event.connection = peer.connection;
    event.code = quint16(status);
    event.peer = peer.address + ':' + QByteArray::number(peer.port);
    return event;
}

tap::EventKind kindOf(LongPollReport::Kind kind)
{
    switch (kind) {
    case LongPollReport::Kind::Opened:
        return tap::EventKind::HandshakeAccepted;
    case LongPollReport::Kind::Refused:
        return tap::EventKind::HandshakeRefused;
    case LongPollReport::Kind::Failed:
        break;
    }
    return tap::EventKind::Note;
}

} // namespace

void HandshakeLog::answered(const http::Request &request, const PeerInfo &peer, int status,
                            const QByteArray &answerHead, const Verdict &verdict)
{
    // Pages are not the protocol; only what went wrong with one is worth a row.
    if (!m_tap.isEnabled() || (!verdict.isSocketMount && status < 400))
        return;
    const auto kind =
        status == 101 ? tap::EventKind::HandshakeAccepted : tap::EventKind::HandshakeRefused;
    tap::TapEvent event = handshakeEvent(kind, peer, status);
    event.vsn = verdict.vsn;
    event.durationUs = tap::nowUs() - verdict.startedUs;
    event.event = request.method;
    event.frame = request.head;
    event.answer = answerHead;
    event.socketId = verdict.socketId;
    event.detail = verdict.detail;
    if (event.detail.isEmpty() && status == 404)
        event.detail = "Nothing is mounted at " + request.path.left(MaxTargetBytes) + ".";
    if (event.detail.isEmpty() && status == 101)
        event.detail = request.target.left(MaxTargetBytes);
    m_tap.record(std::move(event));
}

void HandshakeLog::longPolled(const LongPollRequest &request, const LongPollReport &report,
                              const QByteArray &sent)
{
    if (!m_tap.isEnabled())
        return;
    tap::TapEvent event = handshakeEvent(kindOf(report.kind), request.peer, report.code);
    event.transport = tap::TransportKind::LongPoll;
    event.connection = report.connection;
    event.vsn = report.vsn;
    event.durationUs = tap::nowUs() - request.startedUs;
    event.event = request.http.method;
    event.frame = request.http.head;
    event.answer = sent;
    event.socketId = report.socketId;
    event.detail = report.detail;
    m_tap.record(std::move(event));
}

void HandshakeLog::refused(const PeerInfo &peer, const http::Refusal &refusal,
                           const QByteArray &head, const QByteArray &answerHead)
{
    if (!m_tap.isEnabled())
        return;
    tap::TapEvent event = handshakeEvent(tap::EventKind::HandshakeRefused, peer, refusal.status);
    event.frame = head;
    event.answer = answerHead;
    event.detail = refusal.sentence;
    m_tap.record(std::move(event));
}

} // namespace phx::server
