// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/handlers/verifieduser.h"

namespace phx::server {

std::optional<QString> verifiedUser(const protocol::Token &verifier, const QByteArray &token,
                                    std::chrono::seconds maxAge)
{
    using namespace std::chrono;
    const auto now = duration_cast<milliseconds>(system_clock::now().time_since_epoch());
    const auto data = verifier.verify(token, now, maxAge);
    if (!data)
        return std::nullopt;
    if (data.value().kind() == protocol::EtfTerm::Kind::Integer)
        return QString::number(data.value().toInteger());
    return QString::fromUtf8(data.value().bytes());
}

} // namespace phx::server
