// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/golden/longpollreplayer.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace phx::test {

using namespace std::chrono_literals;

namespace {

constexpr auto Patience = 10s;
constexpr int AtOnceMs = 50; //!< a recorded answer within this time was not waited for

const QList<QByteArray> ComparedFields {"vary",
                                        "cache-control",
                                        "content-type",
                                        "access-control-allow-origin",
                                        "access-control-allow-headers",
                                        "access-control-allow-methods",
                                        "access-control-max-age"};

//! The recorder wrote "(n bytes)" for long bodies: 103 lines, or one message with a long text.
QByteArray bodyOf(const TranscriptLine &line)
{
    const QByteArray body = line.text("body");
    if (!body.startsWith('(') || !body.endsWith(" bytes)"))
        return body;
    const qsizetype size = body.mid(1, body.indexOf(' ') - 1).toLongLong();
    QByteArray made;
    if (size < 100'000) {
        for (int i = 1; i <= 103; ++i)
            made += R"(["1","m)" + QByteArray::number(i) + "\",\"room:nd4\",\"ack\",{}]\n";
        return made.chopped(1);
    }
    const QByteArray begin = R"(["1","2","room:big","ack",{"s":")";
    const QByteArray end = R"("}])";
    return begin + QByteArray(size - begin.size() - end.size(), 'x') + end;
}

QByteArray recordedField(const TranscriptLine &line, const QByteArray &name)
{
    const QJsonArray headers = line.json.value(QLatin1String("headers")).toArray();
    for (qsizetype i = 0; i + 1 < headers.size(); i += 2) {
        if (headers.at(i).toString().toUtf8() == name)
            return headers.at(i + 1).toString().toUtf8();
    }
    return {};
}

//! A body in a form that can be compared: messages parsed, without token and what differs anyway.
QJsonValue comparable(const QByteArray &body)
{
    const QJsonValue value = parseJson(body);
    if (!value.isObject())
        return QString::fromUtf8(body);
    QJsonObject object = value.toObject();
    object.remove(QLatin1String("token"));
    if (object.contains(QLatin1String("messages"))) {
        QJsonArray messages;
        for (const QJsonValue message : object.value(QLatin1String("messages")).toArray())
            messages.append(withoutVolatileValues(parseJson(message.toString().toUtf8())));
        object.insert(QLatin1String("messages"), messages);
    }
    return object;
}

QByteArray tokenOf(const QByteArray &body)
{
    return parseJson(body)[QLatin1String("token")].toString().toUtf8();
}

} // namespace

bool LongPollReplayer::isLongPoll(const TranscriptLine &line)
{
    return line.text("type") == "http" && line.text("target").contains("/longpoll");
}

QByteArray LongPollReplayer::ownTarget(QByteArray target) const
{
    for (auto it = m_tokens.cbegin(); it != m_tokens.cend(); ++it)
        target.replace(it.key(), it.value());
    return target;
}

void LongPollReplayer::settle() const
{
    WireClient probe(m_endpoint.status().port);
    probe.request("OPTIONS", "/socket/longpoll", {{"connection", "close"}});
}

void LongPollReplayer::waitUntil(int recordedMs)
{
    if (recordedMs - m_lastMs < 1'000)
        return;
    WireClient silent(m_endpoint.status().port);
    silent.next(std::chrono::milliseconds(recordedMs - m_lastMs));
}

void LongPollReplayer::send(const TranscriptLine &line, const TranscriptLine &answer)
{
    waitUntil(line.integer("t_ms"));
    const bool isAtOnce = answer.integer("t_ms") - line.integer("t_ms") < AtOnceMs;
    if (isAtOnce)
        broadcastFromOutside(answer);
    QList<std::pair<QByteArray, QByteArray>> fields;
    const QJsonObject headers = line.json.value(QLatin1String("headers")).toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it)
        fields.append({it.key().toUtf8(), it.value().toString().toUtf8()});
    if (!headers.contains(QLatin1String("connection")))
        fields.emplaceBack("connection", "close");
    const QByteArray target = line.text("target");
    const qsizetype user = target.indexOf("user_id=");
    if (user >= 0)
        m_userId = target.mid(user + 8).split('&').first();

    auto client = std::make_unique<WireClient>(m_endpoint.status().port);
    client->sendRequest(line.text("method"), ownTarget(target), fields, bodyOf(line));
    m_waiting.push_back(std::move(client));
    if (isAtOnce)
        return;
    settle();
    if (!m_userId.isEmpty() && answer.text("body").contains("\"status\":204"))
        m_endpoint.disconnectId("user_sockets:" + m_userId);
}

// What the recorder had broadcast from outside is seen in the answer.
void LongPollReplayer::broadcastFromOutside(const TranscriptLine &answer)
{
    if (m_broadcast.contains(answer.number))
        return;
    m_broadcast.insert(answer.number);
    const QJsonArray messages = parseJson(answer.text("body"))[QLatin1String("messages")].toArray();
    for (const QJsonValue item : messages) {
        const QJsonValue message = parseJson(item.toString().toUtf8());
        const bool isV2 = message.isArray();
        const QJsonValue event = isV2 ? message[3] : message[QLatin1String("event")];
        if (event.toString() != QLatin1String("ext"))
            continue;
        const QJsonValue topic = isV2 ? message[2] : message[QLatin1String("topic")];
        const QJsonValue payload = isV2 ? message[4] : message[QLatin1String("payload")];
        m_endpoint.broadcast(topic.toString().toUtf8(), "ext",
                             protocol::Payload::object(payload.toObject()));
    }
}

QString LongPollReplayer::expect(const TranscriptLine &line)
{
    broadcastFromOutside(line);
    m_lastMs = line.integer("t_ms");
    const auto deadline = std::chrono::steady_clock::now() + Patience;
    while (std::chrono::steady_clock::now() < deadline) {
        for (auto client = m_waiting.begin(); client != m_waiting.end(); ++client) {
            const auto answer = (*client)->takeAnswer(m_waiting.size() == 1 ? 500ms : 5ms);
            if (!answer)
                continue;
            m_waiting.erase(client);
            return compare(line, *answer);
        }
    }
    return QStringLiteral("expected an answer, but got none");
}

QString LongPollReplayer::compare(const TranscriptLine &line, const HttpAnswer &answer)
{
    const QByteArray body = line.text("body");
    const auto differs = [](const QByteArray &expected, const QByteArray &actual) {
        return QStringLiteral("expected %1, but got %2")
            .arg(QString::fromUtf8(expected.left(600)), QString::fromUtf8(actual.left(600)));
    };
    if (answer.status != line.integer("status"))
        return differs(QByteArray::number(line.integer("status")),
                       QByteArray::number(answer.status) + ' ' + answer.body);
    for (const QByteArray &name : ComparedFields) {
        if (answer.field(name) != recordedField(line, name))
            return differs(name + ": " + recordedField(line, name),
                           name + ": " + answer.field(name));
    }
    if (const QByteArray token = tokenOf(body); !token.isEmpty() && !m_tokens.contains(token))
        m_tokens.insert(token, tokenOf(answer.body));
    else if (!token.isEmpty() && m_tokens.value(token) != tokenOf(answer.body))
        return QStringLiteral("the token has changed within a session");
    if (comparable(body) != comparable(answer.body))
        return differs(body, answer.body);
    return {};
}

} // namespace phx::test
