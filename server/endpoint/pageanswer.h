// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/endpoint/endpointconfig.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace phx::server {

//! Whether the Host field is one of this server's names; on loopback a page of another name that
//! resolves to this machine (DNS rebinding) must not get in.
bool isHostAllowed(const EndpointConfig &config, const http::Request &request);

//! A page of the table, 404, or 405.
http::Response pageAnswer(const EndpointConfig &config, const http::Request &request);

} // namespace phx::server
