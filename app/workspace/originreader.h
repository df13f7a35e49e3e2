// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/workspace/jsonreader.h"
#include "server/endpoint/endpointconfig.h"

#include <optional>

namespace phx::app {

//! Reads a value of "check_origin": true, false, ":conn" or a list of origins (protocol.md §1.7).
//! \param problem set if it is anything else and no problem was found before
server::OriginPolicy readCheckOrigin(const JsonNode &node, std::optional<JsonProblem> &problem);

} // namespace phx::app
