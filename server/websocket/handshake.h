// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/http/request.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace phx::websocket {

//! \brief Checks the upgrade fields of a request (RFC 6455 §4.2.1), in Bandit's order.
//! \return the sentence for the 400 answer, in Bandit's words: e.g.
//! `'connection' header must contain 'upgrade', got ["close"]`; nullopt: fine
//!
//! In order: host present, connection contains upgrade, upgrade contains websocket, key present and
//! 24 characters of Base64 that decode to 16 bytes (we are stricter than Bandit here), version
//! is 13.
std::optional<QByteArray> upgradeProblem(const http::Request &request);

//! Base64 of SHA-1 of key and the RFC's GUID.
QByteArray acceptKey(QByteArrayView key);

//! What to answer to an offer of permessage-deflate (RFC 7692 §7).
struct DeflateAgreement
{
    int clientWindowBits = 15;
    int serverWindowBits = 15;
    bool clientNoContextTakeover = false;
    bool serverNoContextTakeover = false;
    QByteArray header; //!< value of sec-websocket-extensions in the answer
};

//! First acceptable offer, or nullopt if there is none. Malformed offers are skipped, and those
//! that ask us for a window of 8 bits, which zlib cannot write. \param offers the values of
//! sec-websocket-extensions, joined with commas
std::optional<DeflateAgreement> agreeDeflate(QByteArrayView offers);

} // namespace phx::websocket
