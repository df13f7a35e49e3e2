// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace phx::app {

//! Whether a request brought a token that can be declared expired: as an auth token, or as one of
//! the parameters that server/socket/expiredtokens.h names.
//! \param head of an HTTP request, as it arrived
bool carriesToken(const QByteArray &head);

} // namespace phx::app
