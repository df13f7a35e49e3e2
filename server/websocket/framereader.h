// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/closecode.h"
#include "server/websocket/utf8validator.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>
#include <vector>

namespace phx::websocket {

class Inflater;

//! Bounds of what one peer may send. Counted in bytes, checked from the header where possible.
struct ReaderLimits
{
    qsizetype maxFrameBytes = 10'000'000; //!< payload of one data frame; 1009
    qsizetype maxMessageBytes = 10'000'000; //!< of a reassembled (and inflated) message; 1009
    int maxFragments = 1'024; //!< 1008
    int maxInflateRatio = 25; //!< inflated : received above 64 KiB; 1009
};

//! Whose frames are read is the other side of who reads: a server's peer masks, a client's must not
//! (RFC 6455 §5.1).
enum class Role : quint8 { Server, Client };

//! One thing the reader found in the bytes.
struct ReaderEvent
{
    enum class Kind : quint8 {
        Text, //!< payload: a whole message, valid UTF-8
        Binary, //!< payload: a whole message
        Ping, //!< payload: up to 125 bytes, to be echoed in a pong
        Pong,
        Close, //!< code: the peer's, 1005 if it sent none; payload: the reason. Nothing follows.
        Failure //!< code: to close with; detail: a sentence. Nothing follows.
    };
    Kind kind = Kind::Text;
    QByteArray payload;
    quint16 code = 0;
    QByteArray detail;
};

//! \brief RFC 6455 for one side of a connection: bytes in, events out. Pure, no I/O.
//!
//! Feeding the bytes whole or one by one gives the same events (the fuzz target's property).
//! Each rule is applied at the byte that decides it, lengths by the header alone. Refuses with
//! 1002: unmasked frames (masked ones, for a client), reserved bits and opcodes, non-minimal
//! lengths, long or fragmented control frames, stray or missing continuations, empty non-final
//! continuations, bad close codes (anything outside 1000–1003, 1007–1014, 3000–4999) and 1-byte
//! close bodies; with 1007 text that is not UTF-8, as soon as a byte shows it (a character may be
//! split anywhere), and data that do not inflate; with 1008 and 1009 as ReaderLimits says.
class FrameReader
{
public:
    //! \param role of the reading side
    explicit FrameReader(ReaderLimits limits = {}, Role role = Role::Server);
    ~FrameReader();

    //! Turns on permessage-deflate (RSV1) as negotiated; before the first byte.
    //! \param windowBits the client's, 8 to 15. What is written with a smaller window is read with
    //! the full one, too, so a client that overruns its window is not refused.
    void enableDeflate(int windowBits, bool noContextTakeover);

    //! Appends the events of these bytes. After Close or Failure further bytes are ignored.
    void feed(QByteArrayView bytes, std::vector<ReaderEvent> &out);

    //! True while a message has begun and is not whole (for a deadline).
    [[nodiscard]] bool isInsideMessage() const;
    //! Payload bytes held for an unfinished message (inflated ones, if compressed).
    [[nodiscard]] qsizetype bufferedBytes() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace phx::websocket
