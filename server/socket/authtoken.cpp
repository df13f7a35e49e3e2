// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/socket/authtoken.h"

namespace phx::server {

namespace {

const QByteArray Prefix = "base64url.bearer.phx.";

} // namespace

AuthTokenOffer takeAuthToken(const QList<QByteArray> &offered)
{
    AuthTokenOffer result;
    result.protocols = offered;
    qsizetype found = -1;
    for (qsizetype i = 0; i < offered.size(); ++i) {
        if (!offered.at(i).startsWith(Prefix))
            continue;
        // Two entries with the prefix: the field is left untouched and there is no token.
        if (found >= 0)
            return result;
        found = i;
    }
    if (found < 0)
        return result;
    // In spite of the prefix's name the alphabet is the standard one, without padding.
    const auto decoded =
        QByteArray::fromBase64Encoding(offered.at(found).mid(Prefix.size()),
                                       QByteArray::Base64Encoding | QByteArray::OmitTrailingEquals
                                           | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded) {
        result.isUndecodable = true;
        return result;
    }
    result.token = decoded.decoded;
    result.protocols.removeAt(found);
    return result;
}

} // namespace phx::server
