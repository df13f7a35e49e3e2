// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/golden/replayer.h"

#include "server/protocol/token.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace phx::test {

using Fields = QList<std::pair<QByteArray, QByteArray>>;

struct Replayer::Client
{
    explicit Client(quint16 port)
        : wire(port)
    { }

    WireClient wire;
    HttpAnswer answer {};
    QByteArray key = WireClient::sampleKey();
    bool isOpen = false; //!< a WebSocket without a close so far
};

namespace {

//! The names that an answer of ours must carry with the same value as recorded.
const QList<QByteArray> ComparedFields {"upgrade", "connection", "cache-control", "content-length",
                                        "sec-websocket-protocol"};

Fields fieldsOf(const TranscriptLine &line)
{
    Fields fields;
    const QJsonObject headers = line.json.value(QLatin1String("headers")).toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it)
        fields.append({it.key().toUtf8(), it.value().toString().toUtf8()});
    return fields;
}

//! The recorded answer's field; its headers are a flat list of names and values.
QByteArray recordedField(const TranscriptLine &line, const QByteArray &name)
{
    const QJsonArray headers = line.json.value(QLatin1String("headers")).toArray();
    for (qsizetype i = 0; i + 1 < headers.size(); i += 2) {
        if (headers.at(i).toString().toUtf8() == name)
            return headers.at(i + 1).toString().toUtf8();
    }
    return {};
}

QByteArray kindName(WireEvent::Kind kind)
{
    switch (kind) {
    case WireEvent::Kind::Text:
        return "text";
    case WireEvent::Kind::Binary:
        return "binary";
    case WireEvent::Kind::Ping:
        return "ping";
    case WireEvent::Kind::Pong:
        return "pong";
    case WireEvent::Kind::Close:
        return "close";
    case WireEvent::Kind::EndOfStream:
        return "the end of the connection";
    case WireEvent::Kind::Timeout:
        return "nothing";
    }
    return {};
}

QString differs(const QByteArray &expected, const QByteArray &actual)
{
    return QStringLiteral("expected %1, but got %2")
        .arg(QString::fromUtf8(expected.left(400)), QString::fromUtf8(actual.left(400)));
}

QByteArray describe(const WireEvent &event)
{
    const bool isText = event.kind == WireEvent::Kind::Text;
    return kindName(event.kind) + ' ' + (isText ? event.data : event.data.toHex())
        + (event.kind == WireEvent::Kind::Close ? " code " + QByteArray::number(event.code)
                                                : QByteArray());
}

//! What travels in a frame of the event `ext`.
struct OutsideBroadcast
{
    QByteArray topic {};
    protocol::Payload payload {};
};

std::optional<OutsideBroadcast> outsideBroadcast(const TranscriptLine &line,
                                                 const QByteArray &bytes)
{
    if (line.text("type") == "binary") {
        // Kind 2, the sizes of topic and event, then both, then the payload.
        const qsizetype topicSize = static_cast<uchar>(bytes.at(1));
        if (bytes.at(0) != 2 || bytes.mid(3 + topicSize, 3) != "ext" || bytes.at(2) != 3)
            return std::nullopt;
        return OutsideBroadcast {.topic = bytes.mid(3, topicSize),
                                 .payload = protocol::Payload::binary(bytes.mid(6 + topicSize))};
    }
    const QJsonValue json = parseJson(bytes);
    const QJsonValue topic = json.isArray() ? json.toArray().at(2) : json[QLatin1String("topic")];
    const QJsonValue event = json.isArray() ? json.toArray().at(3) : json[QLatin1String("event")];
    const QJsonValue payload =
        json.isArray() ? json.toArray().at(4) : json[QLatin1String("payload")];
    if (event.toString() != QLatin1String("ext"))
        return std::nullopt;
    return OutsideBroadcast {.topic = topic.toString().toUtf8(),
                             .payload = protocol::Payload::object(payload.toObject())};
}

} // namespace

Replayer::Replayer(server::EndpointThread &endpoint, const QByteArray &secretKeyBase)
    : m_endpoint(endpoint)
    , m_longPoll(endpoint)
    , m_secretKeyBase(secretKeyBase)
{ }

Replayer::~Replayer() = default;

QString Replayer::play(const Transcript &transcript)
{
    m_case = transcript.header.value(QLatin1String("case")).toString().toUtf8();
    m_isV1 = transcript.header.value(QLatin1String("vsn")) == QLatin1String("1.0.0")
        || isCase("vsn-1.0.5");
    m_isTimed = isCase("heartbeat_timeout");
    if (transcript.lines.isEmpty())
        return QStringLiteral("the transcript is empty");
    for (qsizetype i = 0; i < transcript.lines.size(); ++i) {
        const QString difference = playLine(transcript, i);
        if (!difference.isEmpty())
            return QStringLiteral("line %1: %2").arg(transcript.lines.at(i).number).arg(difference);
    }
    return expectNothingElse();
}

QString Replayer::playLine(const Transcript &transcript, qsizetype index)
{
    const TranscriptLine &line = transcript.lines.at(index);
    if (line.isFromClient() && LongPollReplayer::isLongPoll(line)) {
        const auto answer =
            std::find_if(transcript.lines.cbegin() + index, transcript.lines.cend(),
                         [](const TranscriptLine &later) {
                             return !later.isFromClient() && later.text("type") == "http";
                         });
        if (answer == transcript.lines.cend())
            return QStringLiteral("there is no answer");
        m_longPoll.send(line, *answer);
        return {};
    }
    if (line.text("type") == "http" && m_longPoll.isWaiting())
        return m_longPoll.expect(line);
    const QString difference = line.isFromClient() ? send(line) : expect(line);
    m_previousMs = line.integer("t_ms");
    return difference;
}

QString Replayer::send(const TranscriptLine &line)
{
    const QByteArray type = line.text("type");
    if (type == "upgrade")
        return sendUpgrade(line);
    if (type == "http")
        return sendHttp(line);
    if (m_isTimed) {
        const QString difference = stayQuiet(line);
        if (!difference.isEmpty())
            return difference;
    }
    WireClient &wire = m_clients.at(line.connection())->wire;
    if (type == "text")
        wire.sendText(line.frameBytes());
    else if (type == "binary")
        wire.sendBinary(line.frameBytes());
    else if (type == "ping")
        wire.sendPing(line.frameBytes());
    else if (type == "pong")
        wire.sendPong(line.frameBytes());
    else if (type == "raw")
        wire.sendRaw(line.frameBytes());
    else if (type == "text-fragments")
        wire.sendFragments(line.frameBytes(), 5);
    else if (type == "close")
        wire.sendClose(line.integer("code"), line.text("reason"));
    else
        return QStringLiteral("cannot send a line of type %1").arg(QString::fromUtf8(type));
    return {};
}

QString Replayer::sendUpgrade(const TranscriptLine &line)
{
    auto client = std::make_unique<Client>(m_endpoint.status().port);
    Fields fields = fieldsOf(line);
    // The recorder's client offered compression by an option, which its log does not show.
    if (isCase("deflate"))
        fields.emplaceBack("sec-websocket-extensions",
                           "permessage-deflate; client_max_window_bits");
    client->answer = client->wire.upgrade(freshTarget(line.text("target")), fields);
    m_clients.insert_or_assign(line.connection(), std::move(client));
    return {};
}

QString Replayer::sendHttp(const TranscriptLine &line)
{
    auto client = std::make_unique<Client>(m_endpoint.status().port);
    Fields fields = fieldsOf(line);
    const bool hasConnection = std::any_of(fields.begin(), fields.end(), [](const auto &field) {
        return field.first == "connection";
    });
    if (!hasConnection)
        fields.emplaceBack("connection", "close");
    client->answer = client->wire.request(line.text("method"), freshTarget(line.text("target")),
                                          fields, line.text("body"));
    m_clients.insert_or_assign(line.connection(), std::move(client));
    return {};
}

QString Replayer::expect(const TranscriptLine &line)
{
    const QByteArray type = line.text("type");
    if (type == "upgrade" || type == "http")
        return expectAnswer(line);
    if (type == "error") {
        // The recorder's client gave up, since it got no subprotocol.
        Client &client = *m_clients.at(line.connection());
        client.wire.disconnect();
        client.isOpen = false;
        return {};
    }
    if (type == "close")
        return expectClose(line);
    return expectFrame(line);
}

QString Replayer::expectAnswer(const TranscriptLine &line)
{
    Client &client = *m_clients.at(line.connection());
    const HttpAnswer &answer = client.answer;
    if (answer.status != line.integer("status"))
        return differs("status " + QByteArray::number(line.integer("status")),
                       QByteArray::number(answer.status) + ' ' + answer.body);
    for (const QByteArray &name : ComparedFields) {
        const QByteArray expected = recordedField(line, name);
        // Whether a refused connection is kept or closed is the HTTP server's own choice.
        if (name == "connection" && answer.status != 101)
            continue;
        if (answer.field(name) != expected)
            return differs(name + ": " + expected, name + ": " + answer.field(name));
    }
    if (line.text("type") == "http" && answer.body != line.text("body"))
        return differs(line.text("body"), answer.body);
    if (answer.status != 101)
        return {};
    client.isOpen = true;
    if (answer.field("sec-websocket-accept") != WireClient::acceptFor(client.key))
        return QStringLiteral("sec-websocket-accept does not fit the key");
    const bool isDeflated = !recordedField(line, "sec-websocket-extensions").isEmpty();
    if (answer.field("sec-websocket-extensions").startsWith("permessage-deflate") != isDeflated)
        return differs(recordedField(line, "sec-websocket-extensions"),
                       answer.field("sec-websocket-extensions"));
    return {};
}

QString Replayer::expectFrame(const TranscriptLine &line)
{
    broadcastIfFromOutside(line);
    const QByteArray expected = line.frameBytes();
    const WireEvent event = m_clients.at(line.connection())->wire.next();
    const QByteArray type = line.text("type");
    if (kindName(event.kind) != type)
        return differs(type + ' ' + line.text("data"), describe(event));
    const bool isEqual = type == "text"
        ? withoutVolatileValues(parseJson(event.data)) == withoutVolatileValues(parseJson(expected))
        : event.data == expected;
    return isEqual ? QString() : differs(line.text("data"), describe(event));
}

QString Replayer::expectClose(const TranscriptLine &line)
{
    Client &client = *m_clients.at(line.connection());
    const int code = line.integer("code");
    if (code == 1006 && !client.isOpen)
        return {}; // after a refusal it was the recorder's client that closed
    if (code == 1001)
        m_endpoint.disconnectId("user_sockets:u1");
    const WireEvent event = client.wire.next();
    client.isOpen = false;
    // The one deviation: Bandit reset TCP before its close frame could be read; ours arrives.
    const int wanted = code == 1006 && isCase("oversize_default") ? 1009 : code;
    if (wanted == 1006)
        return event.kind == WireEvent::Kind::EndOfStream
            ? QString()
            : differs("the end of TCP", describe(event));
    if (event.kind != WireEvent::Kind::Close || event.code != wanted
        || event.data != line.text("reason"))
        return differs("close code " + QByteArray::number(wanted), describe(event));
    return {};
}

QString Replayer::expectNothingElse()
{
    const QByteArray heartbeat = m_isV1
        ? R"({"topic":"phoenix","event":"heartbeat","payload":{},"ref":"the end"})"
        : R"([null,"the end","phoenix","heartbeat",{}])";
    const QByteArray reply = m_isV1
        ? R"({"topic":"phoenix","event":"phx_reply","payload":{"status":"ok","response":{}},"ref":"the end"})"
        : R"([null,"the end","phoenix","phx_reply",{"status":"ok","response":{}}])";
    // Twice: the first round makes sure that what any of them had sent has been dealt with.
    for (int round = 0; round < 2; ++round) {
        for (const auto &[name, client] : m_clients) {
            if (!client->isOpen)
                continue;
            client->wire.sendText(heartbeat);
            const WireEvent event = client->wire.next();
            if (event.kind != WireEvent::Kind::Text || parseJson(event.data) != parseJson(reply))
                return QStringLiteral("after the end, client %1: ").arg(QString::fromUtf8(name))
                    + differs("nothing more", describe(event));
        }
    }
    return {};
}

void Replayer::broadcastIfFromOutside(const TranscriptLine &line)
{
    const QByteArray bytes = line.frameBytes();
    if (line.text("type") == "pong" || m_broadcasts.contains(bytes))
        return;
    if (const auto outside = outsideBroadcast(line, bytes)) {
        m_broadcasts.insert(bytes);
        m_endpoint.broadcast(outside->topic, "ext", outside->payload);
    }
}

//! Waits as long as the recorded client did, and sees that the server sends nothing meanwhile.
QString Replayer::stayQuiet(const TranscriptLine &line)
{
    const std::chrono::milliseconds pause(line.integer("t_ms") - m_previousMs);
    const WireEvent event = m_clients.at(line.connection())->wire.next(pause);
    return event.kind == WireEvent::Kind::Timeout ? QString() : differs("silence", describe(event));
}

QByteArray Replayer::freshTarget(const QByteArray &target) const
{
    using namespace std::chrono;
    const qsizetype start = target.indexOf("token=SFMyNTY");
    if (start < 0)
        return target;
    const auto now = duration_cast<milliseconds>(system_clock::now().time_since_epoch());
    const protocol::Token token(m_secretKeyBase, "user socket");
    // Signed a second ago: a token from the future is invalid, even by a millisecond.
    return target.first(start) + "token=" + token.sign(protocol::EtfTerm::binary("u1"), now - 1s);
}

} // namespace phx::test
