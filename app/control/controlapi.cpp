// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/control/controlapi.h"

#include "app/control/controlanswer.h"
#include "app/control/controlfields.h"
#include "app/control/loopback.h"
#include "app/control/statejson.h"
#include "app/workspace/visibletext.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace phx::app {

namespace {

using Cut = server::Transport::Cut;

// The payload of a message may be nested deeper than a settings file.
const JsonLimits BodyLimits {.maxBytes = 1024 * 1024, .maxDepth = 512, .maxValues = 100'000};
const qint64 MaxClient = std::numeric_limits<qint64>::max();
const qsizetype MaxReasonBytes = 123; // RFC 6455 §5.5: 125 less the code

quint64 client(ObjectReader &reader)
{
    reader.require(u"client");
    return static_cast<quint64>(reader.integer(u"client", 1, MaxClient, 1));
}

} // namespace

//! A request whose body, if it has one, is read.
struct ControlApi::Command
{
    const JsonNode &body; //!< an object
    const QByteArray &source; //!< that body is read from
    std::optional<JsonProblem> &problem;

    [[nodiscard]] ObjectReader reader(const QStringList &keys) const
    {
        return {body, QStringLiteral("the request"), keys, problem};
    }

    //! The exact text of "payload", so that no digit and no order of keys is lost.
    [[nodiscard]] protocol::Payload payload(ObjectReader &reader) const
    {
        const JsonNode *node = reader.find(u"payload");
        if (node == nullptr)
            return {};
        if (!node->is(JsonNode::Kind::Object))
            reader.failValue(u"payload", *node, QStringLiteral("an object"));
        return protocol::Payload::json(source.mid(node->begin, node->end - node->begin));
    }

    //! nullopt: there is a problem
    [[nodiscard]] std::optional<PresenceFields> presence(const QStringList &furtherKeys) const
    {
        ObjectReader fields =
            reader(QStringList {QStringLiteral("topic"), QStringLiteral("key")} + furtherKeys);
        return readPresence(fields, source);
    }
};

struct ControlApi::Route
{
    enum class Needs { Nothing, Server };
    QByteArray method;
    QByteArray path;
    Handler handler = nullptr;
    Needs needs = Needs::Nothing;
};

const std::vector<ControlApi::Route> &ControlApi::routes()
{
    static const std::vector<Route> Routes {
        {"GET", "/health", &ControlApi::health, Route::Needs::Nothing},
        {"GET", "/state", &ControlApi::state, Route::Needs::Nothing},
        {"POST", "/broadcast", &ControlApi::broadcast, Route::Needs::Server},
        {"POST", "/push", &ControlApi::push, Route::Needs::Server},
        {"POST", "/disconnect", &ControlApi::disconnect, Route::Needs::Server},
        {"POST", "/close", &ControlApi::close, Route::Needs::Server},
        {"POST", "/cut", &ControlApi::cut, Route::Needs::Server},
        {"POST", "/channel/crash", &ControlApi::crashChannel, Route::Needs::Server},
        {"POST", "/channel/close", &ControlApi::closeChannel, Route::Needs::Server},
        {"POST", "/presence/track", &ControlApi::trackPresence, Route::Needs::Server},
        {"POST", "/presence/update", &ControlApi::updatePresence, Route::Needs::Server},
        {"POST", "/presence/untrack", &ControlApi::untrackPresence, Route::Needs::Server},
        {"POST", "/token/expire", &ControlApi::expireToken, Route::Needs::Server},
        {"POST", "/token/restore", &ControlApi::restoreTokens, Route::Needs::Server},
        {"POST", "/stop", &ControlApi::stop, Route::Needs::Nothing},
    };
    return Routes;
}

ControlApi::ControlApi(Hosting &hosting, std::function<void()> stop)
    : m_hosting(hosting)
    , m_stop(std::move(stop))
{ }

http::Response ControlApi::refuse(int status, const QString &sentence)
{
    return makeResponse(status, {{QLatin1String("error"), sentence}});
}

http::Response ControlApi::answer(const http::Request &request)
{
    // A page whose own host name points to 127.0.0.1 sends that name as Host (DNS rebinding); a
    // page of any other site sends its Origin. Programs send neither.
    if (!isLoopbackHost(request.field("host")))
        return refuse(
            403, QStringLiteral("The Host of a request must be localhost or a loopback address."));
    if (request.hasField("origin"))
        return refuse(403, QStringLiteral("Requests of web pages (with an Origin) are refused."));

    const auto &all = routes();
    const auto samePath = [&request](const Route &route) { return route.path == request.path; };
    const auto route = std::find_if(all.begin(), all.end(), samePath);
    if (route == all.end())
        return refuse(404,
                      QStringLiteral("There is no %1.")
                          .arg(visibleText(QString::fromUtf8(request.path), 100)));
    if (route->method != request.method) {
        http::Response response =
            refuse(405,
                   QStringLiteral("%1 takes %2 only.")
                       .arg(QString::fromLatin1(route->path), QString::fromLatin1(route->method)));
        response.fields.append({"allow", route->method});
        return response;
    }
    if (!request.query.isEmpty())
        return refuse(400,
                      QStringLiteral("%1 takes no query.").arg(QString::fromLatin1(route->path)));
    return run(*route, request);
}

http::Response ControlApi::run(const Route &route, const http::Request &request)
{
    const bool isListening =
        m_hosting.endpoint().status().state == server::EndpointStatus::State::Listening;
    if (route.needs == Route::Needs::Server && !isListening)
        return refuse(503, QStringLiteral("The server is not running."));

    // A command without fields may come without a body.
    const QByteArray source = request.body.isEmpty() ? QByteArray("{}") : request.body;
    const Result<JsonNode, JsonProblem> body = JsonReader::read(source, BodyLimits);
    if (!body)
        return refuseProblem(body.error());
    std::optional<JsonProblem> problem;
    return (this->*route.handler)({.body = body.value(), .source = source, .problem = problem});
}

http::Response ControlApi::health(const Command &command)
{
    const ObjectReader reader = command.reader({});
    if (!reader.isOk())
        return refuseProblem(*command.problem);
    const QJsonObject object = healthJson(m_hosting);
    return makeResponse(object.value(QLatin1String("listening")).toBool() ? 200 : 503, object);
}

http::Response ControlApi::state(const Command &command)
{
    const ObjectReader reader = command.reader({});
    if (!reader.isOk())
        return refuseProblem(*command.problem);
    return makeResponse(200, stateJson(m_hosting));
}

http::Response ControlApi::broadcast(const Command &command)
{
    ObjectReader reader =
        command.reader({QStringLiteral("topic"), QStringLiteral("event"), QStringLiteral("payload"),
                        QStringLiteral("except_client")});
    const QByteArray topic = readName(reader, u"topic");
    const QByteArray event = readName(reader, u"event");
    const protocol::Payload payload = command.payload(reader);
    const auto except = static_cast<quint64>(reader.integer(u"except_client", 1, MaxClient, 0));
    if (!reader.isOk())
        return refuseProblem(*command.problem);
    if (except != 0) {
        if (const auto notFound = missing(except, topic))
            return *notFound;
    }

    // A broadcast that nobody hears is no error, as in Phoenix; the number tells.
    m_hosting.endpoint().broadcast(topic, event, payload, except);
    const LiveSnapshot &snapshot = m_hosting.capture().snapshot();
    const auto found =
        std::find_if(snapshot.topics.cbegin(), snapshot.topics.cend(),
                     [&topic](const TopicState &state) { return state.topic == topic; });
    const int subscribers = found == snapshot.topics.cend() ? 0 : found->subscribers;
    return done({{QLatin1String("subscribers"), except == 0 ? subscribers : subscribers - 1}});
}

http::Response ControlApi::push(const Command &command)
{
    ObjectReader reader = command.reader({QStringLiteral("client"), QStringLiteral("topic"),
                                          QStringLiteral("event"), QStringLiteral("payload")});
    const quint64 connection = client(reader);
    const QByteArray topic = readName(reader, u"topic");
    const QByteArray event = readName(reader, u"event");
    const protocol::Payload payload = command.payload(reader);
    if (!reader.isOk())
        return refuseProblem(*command.problem);
    if (const auto notFound = missing(connection, topic))
        return *notFound;
    m_hosting.endpoint().push(connection, topic, event, payload);
    return done();
}

http::Response ControlApi::disconnect(const Command &command)
{
    ObjectReader reader = command.reader({QStringLiteral("socket_id")});
    const QByteArray socketId = readName(reader, u"socket_id");
    if (!reader.isOk())
        return refuseProblem(*command.problem);
    m_hosting.endpoint().disconnectId(socketId);
    const LiveSnapshot &snapshot = m_hosting.capture().snapshot();
    const auto count = std::count_if(snapshot.clients.cbegin(), snapshot.clients.cend(),
                                     [&socketId](const ClientState &state) {
                                         return state.connected && state.socketId == socketId;
                                     });
    return done({{QLatin1String("clients"), static_cast<qint64>(count)}});
}

http::Response ControlApi::close(const Command &command)
{
    ObjectReader reader = command.reader(
        {QStringLiteral("client"), QStringLiteral("code"), QStringLiteral("reason")});
    const quint64 connection = client(reader);
    const auto code = static_cast<quint16>(reader.integer(u"code", 1000, 4999, 1000));
    // RFC 6455 §7.4.1: these stand for "no code", "no close frame" and "TLS failed", and never
    // travel.
    if (code == 1005 || code == 1006 || code == 1015)
        reader.fail(reader.find(u"code")->position,
                    QStringLiteral("\"code\" %1 is never sent").arg(code));
    const QByteArray reason = reader.text(u"reason").toUtf8();
    if (reason.size() > MaxReasonBytes) {
        reader.fail(reader.find(u"reason")->position,
                    QStringLiteral("\"reason\" must be at most %1 bytes").arg(MaxReasonBytes));
    }
    if (!reader.isOk())
        return refuseProblem(*command.problem);
    if (const auto notFound = missing(connection))
        return *notFound;
    m_hosting.endpoint().closeConnection(connection, code, reason);
    return done();
}

http::Response ControlApi::cut(const Command &command)
{
    ObjectReader reader = command.reader({QStringLiteral("client"), QStringLiteral("reset")});
    const quint64 connection = client(reader);
    const Cut how = reader.flag(u"reset", false) ? Cut::Reset : Cut::Fin;
    if (!reader.isOk())
        return refuseProblem(*command.problem);
    if (const auto notFound = missing(connection))
        return *notFound;
    m_hosting.endpoint().cutConnection(connection, how);
    return done();
}

http::Response ControlApi::crashChannel(const Command &command)
{
    ObjectReader reader = command.reader({QStringLiteral("client"), QStringLiteral("topic")});
    const quint64 connection = client(reader);
    const QByteArray topic = readName(reader, u"topic");
    if (!reader.isOk())
        return refuseProblem(*command.problem);
    if (const auto notFound = missing(connection, topic))
        return *notFound;
    m_hosting.endpoint().crashChannel(connection, topic);
    return done();
}

http::Response ControlApi::closeChannel(const Command &command)
{
    ObjectReader reader = command.reader({QStringLiteral("client"), QStringLiteral("topic")});
    const quint64 connection = client(reader);
    const QByteArray topic = readName(reader, u"topic");
    if (!reader.isOk())
        return refuseProblem(*command.problem);
    if (const auto notFound = missing(connection, topic))
        return *notFound;
    m_hosting.endpoint().closeChannel(connection, topic);
    return done();
}

http::Response ControlApi::trackPresence(const Command &command)
{
    const auto presence = command.presence({QStringLiteral("meta")});
    if (!presence)
        return refuseProblem(*command.problem);
    return doneUnless(m_hosting.presences().track(presence->topic, presence->key, presence->meta));
}

http::Response ControlApi::updatePresence(const Command &command)
{
    const auto presence = command.presence({QStringLiteral("meta")});
    if (!presence)
        return refuseProblem(*command.problem);
    return doneUnless(m_hosting.presences().update(presence->topic, presence->key, presence->meta));
}

http::Response ControlApi::untrackPresence(const Command &command)
{
    const auto presence = command.presence({});
    if (!presence)
        return refuseProblem(*command.problem);
    return doneUnless(m_hosting.presences().untrack(presence->topic, presence->key));
}

http::Response ControlApi::expireToken(const Command &command)
{
    ObjectReader reader = command.reader({QStringLiteral("client")});
    const quint64 connection = client(reader);
    if (!reader.isOk())
        return refuseProblem(*command.problem);
    if (const auto notFound = missing(connection))
        return *notFound;
    const QList<ClientState> clients = m_hosting.capture().snapshot().clients;
    const auto found =
        std::find_if(clients.cbegin(), clients.cend(), [connection](const ClientState &state) {
            return state.connection == connection;
        });
    if (!found->hasToken)
        return refuse(409, QStringLiteral("Client %1 connected without a token.").arg(connection));
    m_hosting.endpoint().expireTokens(connection);
    return done();
}

http::Response ControlApi::restoreTokens(const Command &command)
{
    const ObjectReader reader = command.reader({});
    if (!reader.isOk())
        return refuseProblem(*command.problem);
    m_hosting.endpoint().restoreTokens();
    return done();
}

http::Response ControlApi::stop(const Command &command)
{
    const ObjectReader reader = command.reader({});
    if (!reader.isOk())
        return refuseProblem(*command.problem);
    m_stop();
    return done();
}

std::optional<http::Response> ControlApi::missing(quint64 client) const
{
    for (const ClientState &state : m_hosting.capture().snapshot().clients) {
        if (state.connection == client && state.connected)
            return std::nullopt;
    }
    return refuse(404, QStringLiteral("There is no connected client %1.").arg(client));
}

std::optional<http::Response> ControlApi::missing(quint64 client, const QByteArray &topic) const
{
    if (const auto notFound = missing(client))
        return notFound;
    for (const ClientState &state : m_hosting.capture().snapshot().clients) {
        if (state.connection != client)
            continue;
        for (const ChannelState &channel : state.channels) {
            if (channel.topic == topic && channel.state == ChannelState::State::Joined)
                return std::nullopt;
        }
    }
    return refuse(404,
                  QStringLiteral("Client %1 has not joined \"%2\".")
                      .arg(client)
                      .arg(visibleText(QString::fromUtf8(topic), 100)));
}

} // namespace phx::app
