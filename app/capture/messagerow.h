// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/tap/tapevent.h"

#include <QByteArray>
#include <QList>

namespace phx::app {

//! \brief One row of the capture as the list shows it. Text fields are UTF-8 as stored.
struct MessageRow
{
    quint64 sequence = 0; //!< identity: selection, bookmarks and pairs refer to it
    qint64 timeUs = 0; //!< since the Unix epoch
    tap::EventKind kind = tap::EventKind::Note;
    tap::Direction direction = tap::Direction::None;
    tap::TransportKind transport = tap::TransportKind::None;
    quint8 vsn = 0;
    quint8 opcode = 0;
    quint16 code = 0;
    quint64 connection = 0; //!< 0: the server
    QByteArray topic {};
    QByteArray event {};
    QByteArray status {}; //!< of a reply
    QByteArray joinRef {};
    QByteArray ref {};
    int generation =
        0; //!< of the join this row belongs to, from 1 per (connection, topic); 0: none
    bool superseded = false; //!< a stale join_ref: the row belongs to an older generation
    quint64 pairSequence = 0; //!< the request of a reply, or the reply of a request; 0: none (yet)
    qint64 rttUs = -1; //!< on both rows of a pair; -1: none
    int recipientCount = 0; //!< of a fan-out
    qint32 size = 0; //!< bytes of the frame
    bool heartbeat = false;
    bool payloadBinary = false;
    QByteArray preview {}; //!< up to 256 bytes of the payload, cut at a character; hex for binary
    QByteArray detail {}; //!< a sentence; of an accepted handshake its target
};

//! \brief Everything about one row, for the detail pane.
struct MessageDetail
{
    MessageRow row {};
    QByteArray frame {}; //!< exact bytes; for handshakes the request head
    QByteArray answer {}; //!< for handshakes the response
    QByteArray payload {}; //!< exact bytes of the payload within frame
    QByteArray peer {};
    QByteArray socketId {};
    QList<quint64> recipients {};
};

//! \brief Which rows to show. A value; compiled to SQL by filtersql.
struct RowFilter
{
    bool heartbeats = false; //!< show them
    bool lifecycle = false; //!< show joined/closed/refused rows that only repeat what frames say
    QByteArray topic {}; //!< exact, or a branch: "room" includes "room" and "room:…"; empty: all
    bool topicIsBranch = false;
    quint64 connection = 0; //!< rows of this connection, fan-outs to it included; 0: all
    QByteArray
        text {}; //!< substring of topic, event, or frame (case-insensitive ASCII); empty: all
    quint64 afterSequence = 0; //!< hide what came before ("clear")

    friend bool operator==(const RowFilter &, const RowFilter &) = default;
};

} // namespace phx::app
