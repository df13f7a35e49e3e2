// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QSslError>
#include <QString>

namespace phx::client {

//! Why a server's certificate is refused, in a sentence that goes on after the server's name; empty
//! if nothing is wrong.
QString tlsProblem(const QList<QSslError> &errors);

} // namespace phx::client
