// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace phx::app {

constexpr qsizetype MaxPreviewBytes = 256;
//! Frames up to this many bytes get their preview when a row is read, longer ones when it is
//! stored.
constexpr qsizetype MaxUnpreviewedFrame = 2048;

//! The payload within a frame; empty if offset and size do not fit the frame.
[[nodiscard]] QByteArrayView payloadOf(QByteArrayView frame, qint64 offset, qint64 size);

//! Up to 256 bytes of text, cut at a character.
[[nodiscard]] QByteArray textPreview(QByteArrayView text);
//! The first bytes as hexadecimal numbers with spaces: "05 06"; up to 256 characters.
[[nodiscard]] QByteArray binaryPreview(QByteArrayView bytes);

} // namespace phx::app
