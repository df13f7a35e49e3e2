// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "client/socketoptions.h"
#include "server/protocol/payload.h"
#include "server/protocol/result.h"

#include <QString>

#include <optional>

namespace phx::app {

//! \brief How a built-in client connects, as a person typed it. A value.
struct ClientProfile
{
    static constexpr qsizetype MaxNameLength = 200; //!< UTF-16 code units
    static constexpr qsizetype MaxTextLength = 64 * 1024; //!< of every other text

    enum class Target : quint8 {
        ThisServer, //!< the one that the program hosts, wherever it listens
        Url,
    };
    enum class Transport : quint8 {
        WebSocket,
        LongPoll,
        Fallback, //!< WebSocket, and long-poll where that does not work
    };

    QString name {};
    Target target = Target::ThisServer;
    QString url {}; //!< "wss://example.com/socket"; of Target::Url
    Transport transport = Transport::WebSocket;
    QString vsn = QStringLiteral("2.0.0");
    QString params = QStringLiteral("{}"); //!< JSON object of connect params
    QString authToken {}; //!< empty: none
    //! "10, 50, 100": ms before each attempt to reconnect, see parseReconnectTable(); empty:
    //! phoenix.js's table
    QString reconnect {};
    int jitterPercent = 0; //!< 0 to 100: how far each of these times may vary
    QString caFile {}; //!< PEM with certificates to trust besides the system's; empty: none
    QString topic {}; //!< joined as soon as it is connected; empty: none
    QString joinPayload = QStringLiteral("{}"); //!< JSON

    friend bool operator==(const ClientProfile &, const ClientProfile &) = default;
};

//! What is wrong with a profile, and in which of its fields.
struct ProfileProblem
{
    enum class Field : quint8 { Name, Url, Vsn, Params, Reconnect, CaFile, JoinPayload, None };
    Field field = Field::None;
    QString sentence {};

    friend bool operator==(const ProfileProblem &, const ProfileProblem &) = default;
};

//! What a profile comes to.
struct ClientPlan
{
    QByteArray endPoint {}; //!< empty for Target::ThisServer
    client::SocketOptions options {};
    protocol::Payload joinPayload {};
};

//! Reads the CA file, too. \return the first problem, if there is one
[[nodiscard]] Result<ClientPlan, ProfileProblem> planOf(const ClientProfile &profile);
//! The text as a payload, or nullopt if it is no JSON.
[[nodiscard]] std::optional<protocol::Payload> parsePayload(const QString &text);

} // namespace phx::app
