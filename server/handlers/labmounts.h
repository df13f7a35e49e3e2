// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/endpoint/endpointconfig.h"

#include <vector>

namespace phx::server {

//! \brief The mounts of the recorded reference server, all with one LabHandler.
//!
//! /socket: all defaults; /big: no channel limit, any origin; /short: idle timeout 1 s; /small:
//! frames up to 1024 bytes; /origin: a list of origins; /fastlp: long polls of 600 ms, tokens of
//! 2 s; /err: the reason rate_limit is answered 429; /auth: auth_token; /sub: subprotocols;
//! /deflate: compression. \param secretKeyBase of the endpoint, for tokens
std::vector<SocketMount> labMounts(const QByteArray &secretKeyBase);

} // namespace phx::server
