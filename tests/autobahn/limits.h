// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/websocket/framereader.h"

namespace phx::autobahn {

//! Wide enough for 16 MiB in one frame and 4 MiB in fragments of 64 bytes.
inline websocket::ReaderLimits runnerLimits()
{
    constexpr qsizetype Bytes = 32 * 1024 * 1024;
    return {.maxFrameBytes = Bytes, .maxMessageBytes = Bytes, .maxFragments = 100'000};
}

} // namespace phx::autobahn
