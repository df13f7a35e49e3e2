// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/messagerow.h"
#include "server/protocol/result.h"

#include <QString>

class QIODevice;

namespace phx::app {

class CaptureReader;

//! \brief Writes the rows that pass the filter as JSON Lines: one object a line, UTF-8.
//!
//! Every line has the same keys in the same order; what does not apply is null. `payload` is the
//! exact JSON text of the payload (only line breaks between its tokens become spaces);
//! `payload_base64` holds it where it is no JSON. `frame` is the exact text of the frame,
//! `frame_base64` its bytes where it is no text. Times are µs since the Unix epoch.
//! \param device open for writing \return rows written, or a sentence for a person if writing
//! failed
Result<quint64, QString> exportJsonLines(const CaptureReader &reader, const RowFilter &filter,
                                         QIODevice &device);

//! One line, with its line break.
[[nodiscard]] QByteArray toJsonLine(const MessageDetail &detail);

} // namespace phx::app
