// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/bench/wireprotocol.h"

namespace phx::app::bench {

//! MQTT 3.1.1, quality of service 0.
std::unique_ptr<WireProtocol> makeMqttWire();
//! The text protocol of NATS.
std::unique_ptr<WireProtocol> makeNatsWire();

} // namespace phx::app::bench
