// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/script/scriptlink.h"

#include "server/channel/logcategories.h"
#include "server/script/scriptchannel.h"

#include <QDeadlineTimer>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <limits>

namespace phx::server {

using protocol::Payload;
using script::Frame;
using script::Kind;

namespace {

const QString TooMuchWaits = QStringLiteral("too much waits for the script");

QByteArray toJson(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonArray fieldPairs(const QList<std::pair<QByteArray, QByteArray>> &fields)
{
    QJsonArray pairs;
    for (const auto &[name, value] : fields)
        pairs.append(QJsonArray {QString::fromUtf8(name), QString::fromUtf8(value)});
    return pairs;
}

QJsonObject infoJson(const ConnectInfo &info)
{
    const auto text = [](const QByteArray &bytes) { return QString::fromUtf8(bytes); };
    const bool isLongPoll = info.transport == tap::TransportKind::LongPoll;
    return {
        {QStringLiteral("transport"),
         isLongPoll ? QStringLiteral("longpoll") : QStringLiteral("websocket")},
        {QStringLiteral("peer_data"),
         QJsonObject {{QStringLiteral("address"), text(info.peerAddress)},
                      {QStringLiteral("port"), info.peerPort}}},
        {QStringLiteral("user_agent"), text(info.userAgent)},
        {QStringLiteral("uri"), text(info.uri)},
        {QStringLiteral("x_headers"), fieldPairs(info.xHeaders)},
        {QStringLiteral("sec_websocket_headers"), fieldPairs(info.secWebsocketHeaders)},
        {QStringLiteral("trace_context_headers"), fieldPairs(info.traceContextHeaders)},
        {QStringLiteral("auth_token"),
         info.authToken ? QJsonValue(text(*info.authToken)) : QJsonValue()},
    };
}

//! Takes out what died with a helper: all but what had not begun after that call.
template<class Map>
Map takeLost(Map &all, quint64 lastBegun)
{
    Map lost;
    for (auto it = all.begin(); it != all.end();) {
        const auto at = it++;
        if (at->second.asked.call <= lastBegun)
            lost.insert(all.extract(at));
    }
    return lost;
}

} // namespace

ScriptLink::ScriptLink(NodeLocals &node, std::shared_ptr<const ScriptSettings> settings)
    : m_node(node)
    , m_settings(std::move(settings))
    , m_files(m_settings->folder, m_settings->entry)
    , m_process(*m_settings)
    , m_token(m_settings->secretKeyBase)
    , m_presence([this](const Frame &frame) { return m_process.send(frame); })
    , m_routes(std::make_shared<std::vector<ChannelRoute>>())
{
    connect(&m_process, &ScriptProcess::batchStarted, this,
            [this] { m_turn = std::make_unique<TurnQueue::Turn>(m_node.turns()); });
    connect(&m_process, &ScriptProcess::received, this, &ScriptLink::handleFrame);
    connect(&m_process, &ScriptProcess::batchEnded, this, [this] { m_turn.reset(); });
    connect(&m_process, &ScriptProcess::ended, this, &ScriptLink::handleEnded);
}

QByteArray ScriptLink::toField(const Payload &payload)
{
    return (payload.isBinary() ? 'B' : 'J') + payload.bytes();
}

Payload ScriptLink::toPayload(const QByteArray &field)
{
    return field.startsWith('B') ? Payload::binary(field.mid(1)) : Payload::json(field.mid(1));
}

std::optional<LogLevel> ScriptLink::toLogLevel(const QByteArray &field)
{
    return field == "false" ? LogLevel::Off : phoenixlog::levelNamed(QString::fromUtf8(field));
}

QString ScriptLink::prepare()
{
    const bool hasChanged = m_files.refresh();
    if (hasChanged) {
        m_disabled.clear();
        m_deaths.clear();
    }
    if (!m_disabled.isEmpty())
        return m_disabled;
    if (!m_files.problem().isEmpty())
        return m_files.problem();
    const bool isFresh = !m_process.isRunning();
    if (isFresh)
        m_process.start();
    if (!m_process.isRunning())
        return QStringLiteral("the program channelscope-script cannot be started");
    if (isFresh || hasChanged)
        load();
    return {};
}

void ScriptLink::load()
{
    Frame frame {.kind = Kind::Load, .target = ++m_version};
    frame.fields.append(m_files.entry().toUtf8());
    const auto &texts = m_files.texts();
    for (auto it = texts.cbegin(); it != texts.cend(); ++it)
        frame.fields << it.key().toUtf8() << it.value();
    if (m_process.send(frame))
        m_loadCall = m_process.lastCall();
    else
        note(
            QStringLiteral("%1 cannot be loaded again: its helper is busy").arg(m_settings->entry));
}

bool ScriptLink::ask(Asked &asked)
{
    const bool isSent = m_process.send(asked.frame);
    asked.call = isSent ? m_process.lastCall() : 0;
    return isSent;
}

void ScriptLink::connectSocket(const QJsonObject &params, const ConnectInfo &info,
                               ConnectLater::Give give)
{
    QString reason = prepare();
    const quint64 number = ++m_lastConnect;
    Connecting connecting {.asked = {.frame = {.kind = Kind::Connect,
                                               .target = number,
                                               .fields = {toJson(params), toJson(infoJson(info))}}},
                           .give = std::move(give)};
    if (reason.isEmpty() && !ask(connecting.asked))
        reason = TooMuchWaits;
    if (reason.isEmpty()) {
        m_connects.emplace(number, std::move(connecting));
        return;
    }
    QMetaObject::invokeMethod(
        this, [reason, give = std::move(connecting.give)] { give(ConnectCrashed {reason}); },
        Qt::QueuedConnection);
}

quint64 ScriptLink::join(const QString &module, const Payload &payload, ChannelContext &context,
                         QString &reason)
{
    reason = prepare();
    if (!reason.isEmpty())
        return 0;
    const quint64 number = ++m_lastChannel;
    Entry entry {
        .asked = {.frame = {.kind = Kind::Join,
                            .target = number,
                            .fields = {module.toUtf8(), context.topic(), toField(payload),
                                       toJson(context.assigns()), context.joinRef().toJson()}}},
        .context = context.shared()};
    if (!ask(entry.asked)) {
        reason = TooMuchWaits;
        return 0;
    }
    m_channels.emplace(number, std::move(entry));
    return number;
}

bool ScriptLink::call(quint64 channel, Kind kind, const QByteArrayList &fields)
{
    return m_channels.contains(channel)
        && m_process.send({.kind = kind, .target = channel, .fields = fields});
}

void ScriptLink::terminate(quint64 channel, const StopReason &reason, ChannelContext &context)
{
    const auto found = m_channels.find(channel);
    if (found == m_channels.end())
        return;
    m_presence.remove(channel);
    if (m_process.send(
            {.kind = Kind::Terminate, .target = channel, .fields = {reason.toString().toUtf8()}}))
        found->second.kept = context.shared();
    else
        drop(channel);
}

void ScriptLink::drop(quint64 channel)
{
    m_presence.remove(channel);
    if (m_channels.erase(channel) > 0)
        std::ignore = m_process.send({.kind = Kind::Drop, .target = channel});
}

QList<QByteArray> ScriptLink::intercepts(quint64 channel) const
{
    const auto found = m_channels.find(channel);
    return found == m_channels.end() ? QList<QByteArray>() : found->second.intercepts;
}

std::optional<ChannelLog> ScriptLink::log(quint64 channel) const
{
    const auto found = m_channels.find(channel);
    return found == m_channels.end() ? std::nullopt : std::optional(found->second.log);
}

bool ScriptLink::closesBeforeReply(quint64 channel) const
{
    const auto found = m_channels.find(channel);
    return found != m_channels.end() && found->second.closesFirst;
}

std::shared_ptr<ChannelContext> ScriptLink::context(quint64 channel) const
{
    const auto found = m_channels.find(channel);
    return found == m_channels.end() ? nullptr : found->second.context.lock();
}

void ScriptLink::handleLoaded(const Frame &frame)
{
    const QString error = QString::fromUtf8(frame.field(0));
    if (!error.isEmpty())
        return note(error);
    m_log = toLogLevel(frame.field(1));
    std::vector<ChannelRoute> routes;
    for (qsizetype i = 2; i + 1 < frame.fields.size(); i += 2) {
        auto pattern = protocol::TopicPattern::parse(frame.fields.at(i));
        if (!pattern) {
            note(QStringLiteral("%1: %2").arg(m_settings->entry, pattern.error()));
            continue;
        }
        const QString module = QString::fromUtf8(frame.fields.at(i + 1));
        routes.push_back(
            {.pattern = std::move(pattern).value(),
             .channel = [this, module] { return std::make_unique<ScriptChannel>(*this, module); },
             .assigns = {},
             .name = module});
    }
    *m_routes = std::move(routes);
}

void ScriptLink::handleConnected(const Frame &frame)
{
    const auto found = m_connects.find(frame.target);
    if (found == m_connects.end())
        return;
    const auto give = std::move(found->second.give);
    m_connects.erase(found);
    const QJsonObject decision = QJsonDocument::fromJson(frame.field(0)).object();
    const QJsonValue crash = decision.value(QLatin1String("crash"));
    if (crash.isString())
        return give(ConnectCrashed {crash.toString()});
    const QJsonValue assigns = decision.value(QLatin1String("ok"));
    if (const QJsonValue type = decision.value(QLatin1String("bad_id")); type.isString())
        note(QStringLiteral("%1: id returned a value of the type %2, neither a text nor null; the "
                            "client is refused")
                 .arg(m_settings->entry, type.toString()));
    if (!assigns.isObject())
        return give(ConnectRefused {decision.value(QLatin1String("error")).toString().toUtf8(),
                                    decision.value(QLatin1String("status")).toInt(),
                                    decision.value(QLatin1String("body")).toString().toUtf8(),
                                    m_log});
    ConnectOk accepted {.assigns = assigns.toObject(), .routes = m_routes, .log = m_log};
    if (const QJsonValue id = decision.value(QLatin1String("id")); id.isString())
        accepted.id = id.toString().toUtf8();
    give(accepted);
}

void ScriptLink::handleEnded(const QString &reason)
{
    const TurnQueue::Turn turn(m_node.turns());
    const QString sentence =
        QStringLiteral("the helper of %1 has ended: %2").arg(m_settings->entry, reason);
    countDeath(sentence);
    m_presence.reset();
    constexpr quint64 All = std::numeric_limits<quint64>::max();
    const quint64 atHand = m_process.callAtHand();
    // Who waits for a script that cannot even be loaded would kill the next helper, too.
    const quint64 lastBegun = atHand == m_loadCall ? All : atHand;
    Connects connects = takeLost(m_connects, lastBegun);
    Channels channels = takeLost(m_channels, lastBegun);
    QString problem;
    // At once, so that those who come back find it running.
    if (!channels.empty() || !m_channels.empty() || !m_connects.empty())
        problem = prepare();
    if (problem.isEmpty())
        askAgain();
    connects.merge(takeLost(m_connects, problem.isEmpty() ? 0 : All));
    channels.merge(takeLost(m_channels, problem.isEmpty() ? 0 : All));
    crash(connects, channels, problem.isEmpty() ? sentence : problem);
}

void ScriptLink::askAgain()
{
    std::vector<Asked *> waiting;
    for (auto &[number, connecting] : m_connects)
        waiting.push_back(&connecting.asked);
    for (auto &[number, entry] : m_channels)
        waiting.push_back(&entry.asked);
    std::sort(waiting.begin(), waiting.end(),
              [](const Asked *a, const Asked *b) { return a->call < b->call; });
    for (Asked *asked : waiting)
        std::ignore = ask(*asked);
}

void ScriptLink::crash(const Connects &connects, const Channels &channels, const QString &reason)
{
    for (const auto &[number, connecting] : connects)
        connecting.give(ConnectCrashed {reason});
    for (const auto &[number, entry] : channels) {
        const auto ended = entry.context.lock();
        if (ended && entry.isJoining)
            ended->completeJoin(Crash {reason});
        else if (ended)
            ended->crash(reason);
    }
}

void ScriptLink::countDeath(const QString &reason)
{
    const ScriptLimits &limits = m_settings->limits;
    const qint64 now = QDeadlineTimer::current().deadline();
    m_deaths.push_back(now);
    while (now - m_deaths.front() > limits.deathWindow.count())
        m_deaths.pop_front();
    note(reason);
    if (std::ssize(m_deaths) < limits.maxDeaths)
        return;
    m_disabled = QStringLiteral("%1 is disabled: its helper ended %2 times within %3 s (%4). Save "
                                "the script to try again.")
                     .arg(m_settings->entry)
                     .arg(limits.maxDeaths)
                     .arg(limits.deathWindow.count() / 1000)
                     .arg(reason);
    note(m_disabled);
}

void ScriptLink::note(const QString &sentence, const ChannelContext *context)
{
    qCWarning(scriptLog).noquote() << phoenixlog::reason(sentence);
    tap::Tap *tap = m_node.tap();
    if (!tap || !tap->isEnabled())
        return;
    tap::TapEvent event {.kind = tap::EventKind::Note};
    event.detail = sentence.toUtf8();
    if (context) {
        event.connection = context->connectionId();
        event.topic = context->topic();
    }
    tap->record(std::move(event));
}

} // namespace phx::server
