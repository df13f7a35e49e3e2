// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/serializer.h"

#include <optional>

namespace phx::protocol {

//! \brief Which serializer a `vsn` parameter asks for (protocol.md §1.3).
//! \param vsn the parameter's value; an absent parameter means 1.0.0, which the caller passes
//! \return nullopt: refused with 403
//!
//! V1 for ~> 1.0.0, V2 for ~> 2.0.0; a full MAJOR.MINOR.PATCH without leading zeros, build metadata
//! allowed, a pre-release of x.0.0 is below it and refused.
std::optional<Vsn> negotiateVsn(QByteArrayView vsn);

} // namespace phx::protocol
