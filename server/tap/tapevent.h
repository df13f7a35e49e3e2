// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>

namespace phx::tap {

//! What was observed. Numbers are stored in capture files: append, never renumber.
enum class EventKind : quint8 {
    ServerStarted = 1, //!< detail: the address
    ServerStopped = 2, //!< detail: why, if not asked to
    HandshakeAccepted =
        3, //!< code: HTTP status (101); text fields below; durationUs: time to answer
    HandshakeRefused = 4, //!< code: HTTP status; detail: the reason for a person
    MessageIn = 5, //!< a decoded frame from a client
    MessageOut = 6, //!< a reply or push to one client
    //! One broadcast to `recipients`; connection: the sender, 0 for the server; detail: the node of
    //! the cluster that began it, if it was another one.
    FanOut = 7,
    Undecodable = 8, //!< a frame that is no message; detail: why; code: close code that follows
    Closed = 9, //!< a connection ended; code: close code; detail: why
    ChannelJoined = 10, //!< joinRef is the generation
    JoinRefused = 11, //!< detail: why
    ChannelClosed = 12, //!< leave, stop, duplicate join, transport gone; detail: which
    ChannelCrashed = 13, //!< detail: the reason
    Note = 14, //!< anything else worth a row (a limit reached, slow consumer); detail: the sentence
};

enum class Direction : quint8 { None = 0, In = 1, Out = 2 };
enum class TransportKind : quint8 { None = 0, WebSocket = 1, LongPoll = 2 };

//! \brief One observation: a value that travels from a server thread to the capture thread.
//!
//! Fields that do not apply are empty. Bytes are shared, not copied.
struct TapEvent
{
    quint64 sequence = 0; //!< the tap's own counter, from 1, in the order of recording over all
                          //!< threads; set by Tap
    qint64 timeUs = 0; //!< µs since the Unix epoch, monotonic within one run; set by Tap
    EventKind kind = EventKind::Note;
    Direction direction = Direction::None;
    TransportKind transport = TransportKind::None;
    quint8 vsn = 0; //!< 1, 2, or 0 where it does not apply
    quint8 opcode = 0; //!< 1 text, 2 binary, 0 none
    quint16 code = 0; //!< HTTP status or close code
    quint64 connection = 0; //!< number of the connection, from 1; 0: the server itself
    qint64 durationUs = 0; //!< where the kind says so
    QByteArray topic {}; //!< UTF-8, for display and filter
    QByteArray event {}; //!< event name; phx_reply for replies
    QByteArray joinRef {}; //!< display form (bytes() of the wire value)
    QByteArray ref {};
    QByteArray status {}; //!< of a reply: ok, error, …
    QByteArray frame {}; //!< the exact bytes of the frame (V2 form for a fan-out); for handshakes
                         //!< the request head
    QByteArray answer {}; //!< for handshakes the response head (and body if short)
    QByteArray peer {}; //!< for handshakes: "127.0.0.1:51234"
    QByteArray socketId {}; //!< for handshakes: id() of the socket handler, if any
    QByteArray detail {}; //!< one English sentence, UTF-8
    qint32 payloadOffset = -1; //!< where the payload starts in `frame`; -1: none
    qint32 payloadSize = 0; //!< bytes of the payload
    bool payloadBinary = false;
    bool heartbeat = false; //!< a heartbeat or its reply: hidden by default
    QList<quint64> recipients {}; //!< of a fan-out, in delivery order

    //! Rough cost in memory, for the ring's byte bound.
    [[nodiscard]] qsizetype weight() const
    {
        return qsizetype(sizeof(TapEvent)) + frame.size() + answer.size() + detail.size()
            + recipients.size() * qsizetype(sizeof(quint64));
    }
};

} // namespace phx::tap
