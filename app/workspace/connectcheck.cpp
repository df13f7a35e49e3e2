// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/workspace/connectcheck.h"

#include "server/handlers/verifieduser.h"

#include <utility>

namespace phx::app {

ConnectVerifier::ConnectVerifier(std::optional<ConnectCheck> check, const QByteArray &secretKeyBase)
    : m_check(std::move(check))
{
    if (m_check && !m_check->equals)
        m_token.emplace(secretKeyBase, m_check->salt);
}

std::optional<QJsonObject> ConnectVerifier::verify(const QJsonObject &params) const
{
    QJsonObject assigns {{QStringLiteral("params"), params}};
    if (!m_check)
        return assigns;
    const QJsonValue given = params.value(m_check->param);
    if (!given.isString())
        return std::nullopt;
    if (!m_token) {
        if (given.toString() != *m_check->equals)
            return std::nullopt;
        return assigns;
    }
    const auto user = server::verifiedUser(*m_token, given.toString().toUtf8(), m_check->maxAge);
    if (!user)
        return std::nullopt;
    assigns.insert(QStringLiteral("user"), *user);
    return assigns;
}

} // namespace phx::app
