// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/compose/template.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace phx::app {

//! A binary payload or frame is at most this long: what an endpoint takes by default
//! (max_frame_size of 10,000,000).
constexpr qsizetype MaxPayloadBytes = 10'000'000;

//! Two digits a byte; white space, ':' and a leading 0x of a byte are passed over.
[[nodiscard]] Result<QByteArray, TextProblem> bytesFromHex(const QString &text);
//! RFC 4648, both alphabets, with or without '=' at the end; white space is passed over.
[[nodiscard]] Result<QByteArray, TextProblem> bytesFromBase64(const QString &text);
//! Why bytesFromFile() would give nothing, without reading.
[[nodiscard]] std::optional<TextProblem> fileProblem(const QString &name);
//! A regular file of at most MaxPayloadBytes. \param name may be quoted or a file: URL
[[nodiscard]] Result<QByteArray, TextProblem> bytesFromFile(const QString &name);

} // namespace phx::app
