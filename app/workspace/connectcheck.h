// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/token.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <chrono>
#include <optional>

namespace phx::app {

//! What a client must bring to connect: a parameter with a fixed text, or a token that was signed
//! with the workspace's secret.
struct ConnectCheck
{
    QString param = QStringLiteral("token");
    std::optional<QString> equals {}; //!< nullopt: a signed token
    QByteArray salt {}; //!< of a signed token
    std::chrono::seconds maxAge = protocol::Token::DefaultMaxAge;
};

//! \brief Carries a ConnectCheck out. Immutable; shared by the server threads.
class ConnectVerifier
{
public:
    //! \param check nullopt: everybody may connect
    ConnectVerifier(std::optional<ConnectCheck> check, const QByteArray &secretKeyBase);

    //! The assigns of the connection: its "params", and "user" if a signed token names one; nullopt
    //! if it is refused.
    [[nodiscard]] std::optional<QJsonObject> verify(const QJsonObject &params) const;

private:
    std::optional<ConnectCheck> m_check;
    std::optional<protocol::Token> m_token;
};

} // namespace phx::app
