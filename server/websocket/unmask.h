// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/websocket/maskingkey.h"

namespace phx::websocket {

//! \brief Copies bytes and takes their mask off (or puts it on) in one pass.
//! \param offset where in the frame's payload the bytes begin
//! \param to may be the same as from, must not overlap otherwise
void unmask(char *to, const char *from, qsizetype size, const MaskingKey &key, qsizetype offset);

} // namespace phx::websocket
