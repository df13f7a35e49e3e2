// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <chrono>

namespace phx::app {

//! A certificate and its key, both PEM. The key is a secret.
struct SelfSigned
{
    QByteArray certificate {};
    QByteArray key {};
};

//! \brief A new certificate that its own key has signed, for a server of one's own machine.
//!
//! For TLS servers only and no authority: whoever trusts it trusts no other certificate by it.
//! ECDSA P-256, SHA-256, a random serial of 127 bits, valid from an hour ago.
//! \param hosts host names ("*" as the first label is allowed) and addresses; at least one
//! \param lifetime from now on
//! \return a sentence if a host cannot stand in a certificate, or OpenSSL fails
Result<SelfSigned, QString> makeSelfSigned(const QStringList &hosts, std::chrono::days lifetime);

} // namespace phx::app
