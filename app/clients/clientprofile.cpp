// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/clients/clientprofile.h"

#include "app/clients/reconnecttable.h"
#include "app/clients/socketurl.h"
#include "server/protocol/jsonscanner.h"
#include "server/protocol/vsn.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSslCertificate>

namespace phx::app {

namespace {

using Field = ProfileProblem::Field;
using protocol::JsonScanner;

//! After which a WebSocket that has not opened makes way for long-poll: what a new Phoenix
//! application gives to phoenix.js (longPollFallbackMs in its app.js).
constexpr std::chrono::milliseconds FallbackAfter {2500};

class Planner
{
    Q_DECLARE_TR_FUNCTIONS(phx::app::ClientProfile)

public:
    explicit Planner(const ClientProfile &profile)
        : m_profile(profile)
    { }

    //! \return the first problem
    std::optional<ProfileProblem> plan()
    {
        for (const auto step :
             {&Planner::checkTexts, &Planner::readUrl, &Planner::readVsn, &Planner::readParams,
              &Planner::readReconnect, &Planner::readCertificates, &Planner::readJoin}) {
            if (auto problem = (this->*step)())
                return problem;
        }
        m_plan.options.authToken = m_profile.authToken.trimmed().toUtf8();
        if (m_profile.transport == ClientProfile::Transport::LongPoll)
            m_plan.options.transport = client::TransportKind::LongPoll;
        if (m_profile.transport == ClientProfile::Transport::Fallback)
            m_plan.options.longPollFallback = FallbackAfter;
        return std::nullopt;
    }

    [[nodiscard]] const ClientPlan &result() const { return m_plan; }

private:
    using Problem = std::optional<ProfileProblem>;

    Problem checkTexts()
    {
        if (m_profile.name.size() > ClientProfile::MaxNameLength)
            return ProfileProblem {
                Field::Name,
                tr("The name is longer than %1 characters.").arg(ClientProfile::MaxNameLength)};
        for (const QString &text :
             {m_profile.url, m_profile.params, m_profile.authToken, m_profile.reconnect,
              m_profile.caFile, m_profile.topic, m_profile.joinPayload}) {
            if (text.size() > ClientProfile::MaxTextLength)
                return ProfileProblem {
                    Field::None,
                    tr("A field has more than %1 characters.").arg(ClientProfile::MaxTextLength)};
        }
        return std::nullopt;
    }

    Problem readUrl()
    {
        if (m_profile.target == ClientProfile::Target::ThisServer)
            return std::nullopt;
        const auto endPoint = parseSocketUrl(m_profile.url.trimmed());
        if (!endPoint)
            return ProfileProblem {Field::Url,
                                   tr("The URL must be like wss://example.com/socket, without a "
                                      "query: params have a field of their own.")};
        m_plan.endPoint = *endPoint;
        return std::nullopt;
    }

    Problem readVsn()
    {
        m_plan.options.vsn = m_profile.vsn.trimmed().toUtf8();
        if (!protocol::negotiateVsn(m_plan.options.vsn))
            return ProfileProblem {Field::Vsn, tr("The version must be 1.0.x or 2.0.x, as 2.0.0.")};
        return std::nullopt;
    }

    Problem readParams()
    {
        const QByteArray json = m_profile.params.trimmed().toUtf8();
        if (json.isEmpty())
            return std::nullopt;
        const QJsonDocument document = QJsonDocument::fromJson(json);
        if (!document.isObject())
            return ProfileProblem {Field::Params,
                                   tr("The params must be a JSON object, as {\"user\": \"7\"}.")};
        m_plan.options.params = client::UrlParams(document.object());
        return std::nullopt;
    }

    Problem readReconnect()
    {
        if (!m_profile.reconnect.trimmed().isEmpty()) {
            const auto table = parseReconnectTable(m_profile.reconnect);
            if (!table)
                return ProfileProblem {Field::Reconnect,
                                       tr("The reconnect times must be ms like 10, 50, 100.")};
            m_plan.options.reconnectAfter = *table;
        }
        m_plan.options.reconnectAfter.jitter = m_profile.jitterPercent / 100.0;
        return std::nullopt;
    }

    Problem readCertificates()
    {
        const QString path = m_profile.caFile.trimmed();
        if (path.isEmpty())
            return std::nullopt;
        m_plan.options.network.caCertificates = QSslCertificate::fromPath(path);
        if (m_plan.options.network.caCertificates.isEmpty())
            return ProfileProblem {Field::CaFile,
                                   tr("There is no PEM certificate in %1.").arg(path)};
        return std::nullopt;
    }

    Problem readJoin()
    {
        if (m_profile.joinPayload.trimmed().isEmpty())
            return std::nullopt;
        const auto payload = parsePayload(m_profile.joinPayload);
        if (!payload)
            return ProfileProblem {Field::JoinPayload, tr("The payload of the join is not JSON.")};
        m_plan.joinPayload = *payload;
        return std::nullopt;
    }

    const ClientProfile &m_profile;
    ClientPlan m_plan;
};

} // namespace

std::optional<protocol::Payload> parsePayload(const QString &text)
{
    const QByteArray json = text.toUtf8();
    JsonScanner::Slice slice;
    JsonScanner scanner(json);
    if (scanner.scanValue(slice) != JsonScanner::Outcome::Ok)
        return std::nullopt;
    return protocol::Payload::json(json);
}

Result<ClientPlan, ProfileProblem> planOf(const ClientProfile &profile)
{
    Planner planner(profile);
    if (const auto problem = planner.plan())
        return *problem;
    return planner.result();
}

} // namespace phx::app
