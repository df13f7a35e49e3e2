// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/etf.h"

#include <QJsonValue>

//! \brief Terms as JSON values and back, as Elixir's JSON encoders have them. Pure; any thread.
namespace phx::protocol::etfjson {

//! true, false and nil are themselves, other atoms texts, tuples arrays, integers beyond 64 bits
//! the nearest double. A struct loses its name; what has no JSON (pids, references) is null.
[[nodiscard]] QJsonValue toJson(const EtfTerm &term);

//! Keys and texts are binaries, whole numbers integers.
[[nodiscard]] EtfTerm fromJson(const QJsonValue &value);

//! What to_string() makes of a key: binary, atom, number or list of characters; else empty.
[[nodiscard]] QString toText(const EtfTerm &term);

} // namespace phx::protocol::etfjson
