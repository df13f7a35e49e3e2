// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLoggingCategory>

namespace phx::server {

Q_DECLARE_LOGGING_CATEGORY(transportLog)

} // namespace phx::server
