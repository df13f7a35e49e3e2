// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <array>

namespace phx::websocket {

//! RFC 6455 §5.3: four bytes, repeated over a payload.
using MaskingKey = std::array<quint8, 4>;

//! \brief Copies bytes and takes their mask off (or puts it on) in one pass.
//! \param offset where in the frame's payload the bytes begin
//! \param to may be the same as from, must not overlap otherwise
void unmask(char *to, const char *from, qsizetype size, const MaskingKey &key, qsizetype offset);

} // namespace phx::websocket
