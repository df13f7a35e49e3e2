// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/messagerow.h"

#include <QByteArray>

namespace phx::app {

class Statement;

//! The columns that readRow() expects, for SELECT.
[[nodiscard]] QByteArray rowColumns();
//! Those of rowColumns() and what readDetail() needs besides.
[[nodiscard]] QByteArray detailColumns();

//! Values out of range (the file may be hostile) become the nearest sensible ones.
[[nodiscard]] MessageRow readRow(const Statement &statement);
[[nodiscard]] MessageDetail readDetail(const Statement &statement);

} // namespace phx::app
