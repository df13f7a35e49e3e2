// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/longpolltransport.h"

#include "server/transport/longpollanswers.h"
#include "server/transport/longpollbody.h"

#include <QPointer>
#include <QRandomGenerator>

#include <utility>

namespace phx::server {

using Kind = LongPollSignal::Kind;

//! A request that waits: Phoenix's HTTP process.
struct LongPollTransport::Exchange : Deadlines::Client
{
    enum class Stage : quint8 { Resuming, Polling, Posting };

    Exchange(LongPollTransport &transport, LongPollRequest &&asked)
        : owner(transport)
        , request(std::move(asked))
    { }
    ~Exchange() override { owner.m_deadlines.cancel(*this); }
    Q_DISABLE_COPY_MOVE(Exchange)

    void handleDeadline() override { owner.expire(*this); }
    void setDeadline(std::chrono::milliseconds time)
    {
        owner.m_deadlines.cancel(*this);
        owner.m_deadlines.schedule(*this, Deadlines::nowMs() + time.count());
    }
    [[nodiscard]] bool isGet() const { return request.http.method == "GET"; }
    [[nodiscard]] LongPollSignal signal(Kind kind) const
    {
        return {.kind = kind, .topic = topic, .node = owner.m_node, .request = number};
    }

    LongPollTransport &owner;
    LongPollRequest request;
    std::shared_ptr<PendingAnswer> response {}; //!< shared with the Connection
    QByteArray topic {};
    std::vector<protocol::Frame> frames {}; //!< of a POST
    std::size_t next = 0; //!< of frames
    quint64 number = 0;
    Stage stage = Stage::Resuming;
};

LongPollTransport::LongPollTransport(Host &host, const QByteArray &secretKeyBase,
                                     qsizetype maxSessions, QObject *parent)
    : QObject(parent)
    , m_host(host)
    , m_token(secretKeyBase)
    , m_deadlines(this)
    , m_maxSessions(maxSessions)
    , m_node(QRandomGenerator::system()->generate64())
{ }

LongPollTransport::~LongPollTransport()
{
    endSessions();
}

void LongPollTransport::endSessions()
{
    m_exchanges.clear();
    // A listener may look at sessionCount() while it is told.
    while (!m_sessions.empty())
        m_sessions.extract(m_sessions.begin());
    m_ended.clear();
}

RequestAnswer LongPollTransport::handleRequest(LongPollRequest request)
{
    auto response = std::make_shared<PendingAnswer>();
    response->onSent = [](const QByteArray &) {}; // most have no row: their messages do
    start(std::move(request), response);
    return response;
}

// long_poll.ex, call/2 and dispatch/4.
void LongPollTransport::start(LongPollRequest request,
                              const std::shared_ptr<PendingAnswer> &response)
{
    using Refusal = LongPollReport::Kind;
    const QByteArray &method = request.http.method;
    if (!request.isOriginAllowed) {
        report(request, *response,
               {.kind = Refusal::Refused,
                .code = 403,
                .detail = "The origin " + request.http.field("origin")
                    + " is not allowed by check_origin."});
        response->answer(longpoll::status(403));
        return;
    }
    if (method == "OPTIONS") {
        response->answer(longpoll::preflight(request.http));
        return;
    }
    if (method != "GET" && method != "POST") {
        report(request, *response,
               {.kind = Refusal::Failed,
                .code = 400,
                .detail = "Long polling knows GET, POST and OPTIONS, not " + method + "."});
        response->answer(longpoll::badMethod());
        return;
    }
    if (const QByteArray topic = m_token.topicOf(request.token, request.options.maxAge);
        !topic.isEmpty()) {
        resume(std::move(request), response, topic);
        return;
    }
    const bool hasToken = !request.token.isEmpty();
    if (method == "GET") {
        openSession(request, response,
                    hasToken ? "The token of its session is not valid or too old." : QByteArray());
        return;
    }
    report(request, *response,
           {.kind = Refusal::Failed,
            .code = 410,
            .detail = hasToken ? "The session token of this POST is not valid or too old."
                               : "This POST names no session."});
    response->answer(longpoll::status(410));
}

void LongPollTransport::resume(LongPollRequest request,
                               const std::shared_ptr<PendingAnswer> &response,
                               const QByteArray &topic)
{
    auto owned = std::make_unique<Exchange>(*this, std::move(request));
    Exchange &exchange = *owned;
    exchange.response = response;
    exchange.topic = topic;
    exchange.number = ++m_lastRequest;
    m_exchanges.emplace(exchange.number, std::move(owned));
    response->onLost = [this, number = exchange.number] {
        const auto found = m_exchanges.find(number);
        if (found == m_exchanges.end())
            return;
        // The messages to come stay in the session, for the next poll.
        const LongPollSignal expired = found->second->signal(Kind::Expired);
        m_exchanges.erase(found);
        sendToSession(expired);
    };
    exchange.setDeadline(exchange.request.options.pubsubTimeout);
    sendToSession(exchange.signal(Kind::Ping));
}

void LongPollTransport::openSession(const LongPollRequest &request,
                                    const std::shared_ptr<PendingAnswer> &response,
                                    const QByteArray &detail)
{
    response->onLost = nullptr;
    if (sessionCount() >= m_maxSessions) {
        report(request, *response,
               {.kind = LongPollReport::Kind::Refused,
                .code = 503,
                .detail = "The server has too many long-poll sessions."});
        response->answer(longpoll::error(503));
        return;
    }
    request.connect([guard = QPointer<LongPollTransport>(this), request, response,
                     detail](const LongPollConnect &decision) {
        if (guard)
            guard->finishOpening(request, *response, decision, detail);
    });
}

void LongPollTransport::finishOpening(const LongPollRequest &request, PendingAnswer &response,
                                      const LongPollConnect &connected, const QByteArray &detail)
{
    using ReportKind = LongPollReport::Kind;
    if (response.isAnswered()) // the client has gone meanwhile
        return;
    if (connected.status != 200) {
        report(request, response,
               {.kind = ReportKind::Refused, .code = connected.status, .detail = connected.detail});
        response.answer(connected.status == 403 ? longpoll::status(403)
                                                : longpoll::error(connected.status));
        return;
    }
    const QByteArray topic = LongPollToken::randomTopic();
    LongPollSession::Owner &owner = *this;
    auto owned = std::make_unique<LongPollSession>(owner, m_deadlines, request.options, topic);
    LongPollSession &session = *owned;
    m_sessions.emplace(topic, std::move(owned));
    session.setListener(connected.open(session));
    report(request, response,
           {.kind = ReportKind::Opened,
            .connection = session.connectionId(),
            .socketId = connected.socketId,
            .vsn = connected.vsn,
            .detail = detail});
    const QByteArray token = m_token.sign(session.connectionId(), topic, request.options.maxAge);
    response.answer(longpoll::messages(410, token, {}));
}

void LongPollTransport::sendToSession(const LongPollSignal &signal)
{
    const auto found = m_sessions.find(signal.topic);
    if (found != m_sessions.end())
        found->second->handleSignal(signal);
    else
        m_host.sendToNodes(signal);
}

void LongPollTransport::sendToRequest(const LongPollSignal &signal)
{
    if (signal.node == m_node)
        handleAnswer(signal);
    else
        m_host.sendToNodes(signal);
}

void LongPollTransport::handleSignal(const LongPollSignal &signal)
{
    if (!signal.isToSession()) {
        if (signal.node == m_node)
            handleAnswer(signal);
        return;
    }
    const auto found = m_sessions.find(signal.topic);
    if (found != m_sessions.end())
        found->second->handleSignal(signal);
}

void LongPollTransport::handleAnswer(const LongPollSignal &signal)
{
    using Stage = Exchange::Stage;
    const auto found = m_exchanges.find(signal.request);
    if (found == m_exchanges.end() || found->second->topic != signal.topic) {
        // The client has gone while they were on their way.
        if (signal.kind == Kind::Messages) {
            LongPollSignal back = signal;
            back.kind = Kind::GiveBack;
            sendToSession(back);
        }
        return;
    }
    Exchange &exchange = *found->second;
    if (signal.kind == Kind::Pong && exchange.stage == Stage::Resuming) {
        beginWork(exchange);
    } else if (signal.kind == Kind::Handled && exchange.stage == Stage::Posting) {
        dispatchNext(exchange);
    } else if (signal.kind == Kind::Messages && exchange.stage == Stage::Polling) {
        exchange.response->onLost = [this, back = exchange.signal(Kind::GiveBack),
                                     messages = signal.messages]() mutable {
            back.messages = std::move(messages);
            sendToSession(back);
        };
        finish(exchange, longpoll::messages(200, exchange.request.token, signal.messages));
    }
}

void LongPollTransport::beginWork(Exchange &exchange)
{
    if (exchange.isGet()) {
        exchange.stage = Exchange::Stage::Polling;
        exchange.setDeadline(exchange.request.options.window);
        sendToSession(exchange.signal(Kind::Flush));
        return;
    }
    const http::Request &request = exchange.request.http;
    auto frames = longpoll::messages(request.field("content-type"), request.body);
    exchange.request.http.body.clear();
    if (!frames) {
        fail(exchange, 500,
             "A line of this POST neither begins with [ nor is Base64; nothing was handled.");
        return;
    }
    exchange.frames = std::move(*frames);
    exchange.stage = Exchange::Stage::Posting;
    dispatchNext(exchange);
}

void LongPollTransport::dispatchNext(Exchange &exchange)
{
    if (exchange.next == exchange.frames.size()) {
        exchange.response->onLost = nullptr;
        finish(exchange, longpoll::status(200));
        return;
    }
    LongPollSignal dispatch = exchange.signal(Kind::Dispatch);
    dispatch.frame = std::move(exchange.frames[exchange.next]);
    ++exchange.next;
    exchange.setDeadline(exchange.request.options.window);
    sendToSession(dispatch);
}

void LongPollTransport::expire(Exchange &exchange)
{
    switch (exchange.stage) {
    case Exchange::Stage::Resuming:
        if (exchange.isGet()) {
            const auto node = m_exchanges.extract(exchange.number);
            openSession(node.mapped()->request, node.mapped()->response,
                        "The session of its token is gone or busy.");
            return;
        }
        fail(exchange, 410, "The session of this POST is gone or busy.");
        return;
    case Exchange::Stage::Polling: {
        const LongPollSignal expired = exchange.signal(Kind::Expired);
        exchange.response->onLost = nullptr;
        finish(exchange, longpoll::messages(204, exchange.request.token, {}));
        sendToSession(expired);
        return;
    }
    case Exchange::Stage::Posting:
        fail(exchange, 408,
             "A message of this POST was not handled within the window; what followed was not "
             "looked at.");
        return;
    }
}

void LongPollTransport::fail(Exchange &exchange, int code, const QByteArray &detail)
{
    report(exchange.request, *exchange.response,
           {.kind = LongPollReport::Kind::Failed, .code = code, .detail = detail});
    exchange.response->onLost = nullptr;
    finish(exchange, code == 500 ? longpoll::error(code) : longpoll::status(code));
}

void LongPollTransport::finish(Exchange &exchange, http::Response response)
{
    const auto node = m_exchanges.extract(exchange.number);
    node.mapped()->response->answer(std::move(response));
}

void LongPollTransport::report(const LongPollRequest &request, PendingAnswer &response,
                               const LongPollReport &what)
{
    response.onSent = [this, request, what](const QByteArray &sent) {
        m_host.longPollAnswered(request, what, sent);
    };
}

void LongPollTransport::sessionEnded(LongPollSession &session)
{
    if (session.hasOverflown())
        ++m_slowConsumers;
    const auto found = m_sessions.find(session.topic());
    if (found == m_sessions.end())
        return;
    // Later, for the session is what called us.
    m_ended.push_back(std::move(found->second));
    m_sessions.erase(found);
    QMetaObject::invokeMethod(
        this, [this] { m_ended.clear(); }, Qt::QueuedConnection);
}

void LongPollTransport::answerWaiting()
{
    while (!m_exchanges.empty()) {
        Exchange &exchange = *m_exchanges.begin()->second;
        exchange.response->onLost = nullptr;
        finish(exchange,
               exchange.isGet() ? longpoll::messages(204, exchange.request.token, {})
                                : longpoll::status(410));
    }
}

} // namespace phx::server
