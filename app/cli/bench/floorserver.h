// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <functional>

namespace phx::app::bench {

//! \brief The least that the fan-out workload can cost: a bare epoll loop.
//!
//! Answers every handshake and join with fixed bytes; after that each frame of a client is a
//! publication, and all clients get the same fixed frame for it, one write per socket and turn.
//! Returns when standard input ends. \param announce is told the port. \return an error sentence
QString runFloorServer(int payloadBytes, const std::function<void(int)> &announce);

} // namespace phx::app::bench
