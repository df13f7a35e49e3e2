// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace phx::server {

//! What OpenSSL complained of last in this thread, without a full stop; its list is empty then.
QByteArray takeTlsError();
//! The same of a failed handshake: a whole sentence that says what the client did.
QByteArray takeHandshakeProblem();

} // namespace phx::server
