// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/messagerow.h"

#include <QString>

//! How a row of the capture reads in the list. Text is made when shown; nothing is parsed.
namespace phx::ui {

//! Columns of the message list, in order.
enum class Column : quint8 {
    Sequence,
    DeltaTime,
    Client,
    Direction,
    Topic,
    Event,
    Ref,
    RoundTrip,
    Payload,
    Count
};

//! How a row ended, for the colour of its chip.
enum class Outcome : quint8 { None, Ok, Error, Warning, Fault, Neutral };

//! What the event column shows: plain text, or a chip if the outcome is not None.
struct EventLabel
{
    QString text;
    Outcome outcome = Outcome::None;
};

[[nodiscard]] QString columnTitle(Column column);
//! "c3", or the word for the server if 0.
[[nodiscard]] QString clientName(quint64 connection);
[[nodiscard]] EventLabel eventLabel(const app::MessageRow &row);
//! Text of a cell. \param previousUs time of the row above, 0 if there is none
[[nodiscard]] QString cellText(const app::MessageRow &row, Column column, qint64 previousUs);
//! "+0.913", above a minute "+2:03.1", above an hour "+1:02:03". \param us 0 or more
[[nodiscard]] QString deltaText(qint64 us);
//! "2 ms", "0.4 ms", "<0.1 ms", "1.3 s"; empty below 0.
[[nodiscard]] QString durationText(qint64 us);
//! A client of the program's own got no answer to its handshake: the port is closed, the name is
//! unknown, TLS does not fit … A server that a handshake of TLS fails at has no request to show.
[[nodiscard]] bool isUnansweredHandshake(const app::MessageRow &row);
//! "14 MB", "9.8 kB", "112 B". \param bytes 0 or more
[[nodiscard]] QString sizeText(qint64 bytes);
//! One line of foreign bytes: controls become spaces. \param maxBytes cut at a character
[[nodiscard]] QString lineText(QByteArrayView utf8, qsizetype maxBytes = 256);
//! The row as one sentence, for screen readers.
[[nodiscard]] QString rowSentence(const app::MessageRow &row);

} // namespace phx::ui
