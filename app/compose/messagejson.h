// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/compose/composedmessage.h"
#include "app/workspace/objectreader.h"

#include <QByteArray>
#include <QStringList>

namespace phx::app {

//! \brief A composed message as members of a JSON object, in saved messages, history and drafts.
//!
//! `topic` and `event`, and at most one body: `payload` (any JSON value, its text is kept as it
//! is), `payload_text` (JSON with `{{name}}` outside of strings, or unfinished), `payload_hex`,
//! `payload_base64`, `payload_file`, `frame_text`, `frame_binary` and `frame_bytes` (hexadecimal).

//! The keys, for an ObjectReader.
[[nodiscard]] QStringList messageKeys();

enum class MessageLayout : quint8 {
    Free,
    OneLine, //!< a payload with line breaks becomes payload_text
};

//! `"topic": …, "event": …, "payload": …` without braces.
[[nodiscard]] QByteArray writeMessage(const ComposedMessage &message, MessageLayout layout);
//! \param source the text that the reader's node was read from
[[nodiscard]] ComposedMessage readMessage(ObjectReader &reader, const QByteArray &source);

//! A JSON string literal.
[[nodiscard]] QByteArray quotedJson(const QString &text);

} // namespace phx::app
