// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <array>

namespace phx::websocket {

//! RFC 6455 §5.3: four bytes, repeated over a payload.
using MaskingKey = std::array<quint8, 4>;

//! The next key for a client's frame: nobody can foretell it (RFC 6455 §10.3). From the system's
//! generator, many at a time. Threads: any, each has its own store.
MaskingKey nextMaskingKey();

} // namespace phx::websocket
