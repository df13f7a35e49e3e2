// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/handlers/labhandler.h"

#include "server/channels/exactchannel.h"
#include "server/channels/labchannel.h"
#include "server/channels/presencechannel.h"
#include "server/handlers/routes.h"
#include "server/handlers/verifieduser.h"

namespace phx::server {

namespace {

constexpr std::chrono::seconds MaxTokenAge {3600};
const QString UserIdKey = QStringLiteral("user_id");

} // namespace

LabHandler::LabHandler(const QByteArray &secretKeyBase)
    : m_token(secretKeyBase, "user socket")
{
    m_routes.push_back(makeRoute<LabChannel>("room:*", QStringLiteral("RoomChannel")));
    m_routes.push_back(makeRoute<PresenceChannel>("presence:*", QStringLiteral("PresenceChannel")));
    m_routes.push_back(makeRoute<ExactChannel>("exact", QStringLiteral("ExactChannel")));
}

ConnectResult LabHandler::connect(const QJsonObject &params, const ConnectInfo &info) const
{
    const auto isTrue = [&params](QLatin1String key) {
        return params.value(key).toString() == QLatin1String("true");
    };
    if (isTrue(QLatin1String("reject")))
        return ConnectRefused {};
    if (isTrue(QLatin1String("ratelimit")))
        return ConnectRefused {"rate_limit"};

    QJsonObject assigns;
    const QJsonValue userId = params.value(UserIdKey);
    if (userId.isString())
        assigns.insert(UserIdKey, userId);
    for (const auto key : {QLatin1String("token"), QLatin1String("user_token")}) {
        const QJsonValue token = params.value(key);
        // A long-poll client names its session by `token`.
        const bool isSession =
            info.transport == tap::TransportKind::LongPoll && key == QLatin1String("token");
        if (token.isUndefined() || isSession)
            continue;
        const std::optional<QString> user =
            verifiedUser(m_token, token.toString().toUtf8(), MaxTokenAge);
        if (!user)
            return ConnectRefused {};
        assigns.insert(UserIdKey, *user);
    }
    assigns.insert(QStringLiteral("auth_token"),
                   info.authToken ? QJsonValue(QString::fromUtf8(*info.authToken)) : QJsonValue());
    return ConnectOk {assigns};
}

std::optional<QByteArray> LabHandler::id(const QJsonObject &assigns) const
{
    const QJsonValue userId = assigns.value(UserIdKey);
    if (!userId.isString())
        return std::nullopt;
    return "user_sockets:" + userId.toString().toUtf8();
}

} // namespace phx::server
