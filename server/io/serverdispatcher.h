// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/io/turnwatch.h"

#include <QAbstractEventDispatcher>

#include <memory>

namespace phx::server {

//! The event loop for a server thread: epoll on Linux. Null: Qt's own is to be used, which then is
//! not watched. \param watch may be null
std::unique_ptr<QAbstractEventDispatcher> makeServerDispatcher(std::shared_ptr<TurnWatch> watch);

} // namespace phx::server
