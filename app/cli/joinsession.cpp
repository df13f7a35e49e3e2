// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/joinsession.h"

#include "app/cli/stopsignals.h"
#include "app/workspace/visibletext.h"
#include "server/protocol/events.h"
#include "server/protocol/jsonscanner.h"
#include "server/tap/tap.h"

#include <QCoreApplication>
#include <QTime>

#include <array>
#include <unistd.h>

namespace phx::app {

using client::TransportError;
using client::TransportKind;
using protocol::JsonScanner;
using protocol::Payload;
using protocol::ServerMessage;
using protocol::WireValue;

namespace {

const QString Name = QStringLiteral("join");
constexpr qsizetype MaxLineBytes = 16 * 1024 * 1024; //!< of standard input
constexpr qsizetype MaxPayloadCharacters = 2000; //!< of a line for people
constexpr qsizetype MaxWaitingBytes = 16 * 1024 * 1024; //!< of pushes from standard input
constexpr int ThrottleMs = 20;

//! JSON of one line: a line break in it is white space.
QByteArray oneLine(QByteArray json)
{
    return json.replace('\n', ' ').replace('\r', ' ');
}

} // namespace

JoinSession::JoinSession(JoinOptions options)
    : m_options(std::move(options))
    , m_socket(m_options.endPoint, m_options.socket)
    , m_channel(m_socket.channel(m_options.topic, m_options.payload))
{
    m_time.setSingleShot(true);
    connect(&m_time, &QTimer::timeout, this, &JoinSession::finish);
    m_throttle.setSingleShot(true);
    m_throttle.setInterval(ThrottleMs);
    connect(&m_throttle, &QTimer::timeout, this, &JoinSession::throttleInput);
    m_socket.onError([this](const TransportError &error, TransportKind, int) {
        if (!m_isJoined)
            fail(QStringLiteral("cannot connect: %1").arg(error.sentence));
    });
    m_socket.onClose([this](const client::CloseEvent &event) {
        if (!m_isJoined)
            fail(QStringLiteral("the connection ended (%1) before %2 was joined")
                     .arg(event.code)
                     .arg(QString::fromUtf8(m_options.topic)));
    });
    m_socket.onMessage([this](const ServerMessage &received) { handleMessage(received); });
}

ExitStatus JoinSession::run()
{
    StopSignals signalSource;
    connect(&signalSource, &StopSignals::stopRequested, this, [this] {
        if (!m_isJoined)
            fail(QStringLiteral("stopped before %1 was joined")
                     .arg(QString::fromUtf8(m_options.topic)));
        finish();
    });
    watchJoin();
    m_socket.connectSocket();
    QCoreApplication::exec();
    return m_status;
}

void JoinSession::watchJoin()
{
    const QString topic = QString::fromUtf8(m_options.topic);
    m_join = m_channel->join().value();
    m_join->receive("ok", [this](const Payload &) { handleJoined(); });
    m_join->receive("error", [this, topic](const Payload &response) {
        fail(QStringLiteral("%1 refused the join: %2")
                 .arg(topic, QString::fromUtf8(response.bytes())));
    });
    m_join->receive("timeout", [this, topic](const Payload &) {
        // Its time runs from the start: of a server that is silent altogether the transport tells.
        if (m_socket.isConnected())
            fail(QStringLiteral("%1 did not answer the join within %2 ms")
                     .arg(topic)
                     .arg(m_options.socket.timeout.count()));
    });
    m_channel->onClose([this, topic](const Payload &, const auto &, const auto &) {
        if (!m_isFinishing)
            fail(QStringLiteral("the server closed %1").arg(topic));
    });
    m_channel->onError([this, topic](const Payload &, const auto &, const auto &) {
        if (!m_isJoined && m_socket.isConnected())
            fail(QStringLiteral("%1 crashed while it was joined").arg(topic));
    });
}

void JoinSession::handleJoined()
{
    // Again after a reconnection: what was asked for is done once.
    if (m_isFinishing || std::exchange(m_isJoined, true))
        return;
    if (m_options.duration)
        m_time.start(*m_options.duration);
    for (const auto &[event, payload] : std::as_const(m_options.pushes))
        push(event, payload);
    if (m_options.readsStandardInput) {
        m_input = std::make_unique<QSocketNotifier>(STDIN_FILENO, QSocketNotifier::Read);
        connect(m_input.get(), &QSocketNotifier::activated, this, &JoinSession::readInput);
    }
    finishIfAnswered();
}

void JoinSession::handleMessage(const ServerMessage &received)
{
    if (received.message.topic.bytes() == protocol::events::PhoenixTopic)
        return;
    m_output.write(m_options.print == JoinPrint::Text ? textOf(received) : jsonOf(received));
    if (received.isReply && received.status != "ok" && received.status != "error")
        handleOddReply(received);
    if (m_output.state() == StandardOutput::State::Failed)
        fail(QStringLiteral("cannot write to standard output: %1").arg(m_output.errorString()));
    else if (m_output.state() != StandardOutput::State::Good)
        finish();
}

void JoinSession::handleOddReply(const ServerMessage &received)
{
    QString what;
    if (!m_isJoined && m_join->ref() == received.message.ref)
        what = QStringLiteral("the join");
    for (const Waiting &waiting : m_waiting) {
        if (waiting.push->ref() == received.message.ref)
            what = waiting.event;
    }
    if (!what.isEmpty())
        fail(QStringLiteral("%1 was answered with the status \"%2\": %3")
                 .arg(what, QString::fromUtf8(received.status),
                      QString::fromUtf8(received.response.bytes())));
}

QByteArray JoinSession::textOf(const ServerMessage &received) const
{
    const protocol::Message &message = received.message;
    const QString payload = message.payload.isBinary()
        ? QStringLiteral("binary, %1 bytes: %2")
              .arg(message.payload.bytes().size())
              .arg(QString::fromLatin1(message.payload.bytes().left(64).toHex(' ')))
        : visibleText(QString::fromUtf8(oneLine(message.payload.bytes())), MaxPayloadCharacters);
    const QString ref = message.ref.isNull()
        ? QString()
        : QStringLiteral(" ref=%1").arg(visibleText(QString::fromUtf8(message.ref.bytes())));
    return QStringLiteral("%1 < %2 %3%4 %5\n")
        .arg(QTime::currentTime().toString(QStringLiteral("HH:mm:ss.zzz")),
             visibleText(QString::fromUtf8(message.topic.bytes())),
             visibleText(QString::fromUtf8(message.event.bytes())), ref, payload)
        .toUtf8();
}

QByteArray JoinSession::jsonOf(const ServerMessage &received)
{
    const protocol::Message &message = received.message;
    QByteArray line = "{\"time_us\":" + QByteArray::number(tap::nowUs()) + ",\"join_ref\":";
    message.joinRef.appendJson(line);
    line += ",\"ref\":";
    message.ref.appendJson(line);
    line += ",\"topic\":";
    message.topic.appendJson(line);
    line += ",\"event\":";
    message.event.appendJson(line);
    if (message.payload.isBinary()) {
        if (received.isReply) {
            line += ",\"status\":";
            WireValue::appendJsonText(line, received.status);
        }
        line += ",\"payload_base64\":\"" + message.payload.bytes().toBase64() + "\"}\n";
    } else {
        line += ",\"payload\":" + oneLine(message.payload.bytes()) + "}\n";
    }
    return line;
}

void JoinSession::readInput()
{
    std::array<char, 65536> bytes {};
    const ssize_t count = ::read(STDIN_FILENO, bytes.data(), bytes.size());
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    const bool isEnd = count <= 0;
    if (!isEnd)
        m_line.append(bytes.data(), count);
    else if (!m_line.isEmpty())
        m_line += '\n';
    QString problem;
    qsizetype begin = 0;
    for (qsizetype end = m_line.indexOf('\n'); end >= 0 && problem.isEmpty();
         end = m_line.indexOf('\n', begin)) {
        problem = pushLine(m_line.mid(begin, end - begin));
        begin = end + 1;
    }
    m_line.remove(0, begin);
    if (problem.isEmpty() && m_line.size() > MaxLineBytes)
        problem = QStringLiteral("a line has more than %1 bytes").arg(MaxLineBytes);
    if (!problem.isEmpty()) {
        fail(QStringLiteral("standard input: %1").arg(problem));
        return;
    }
    if (isEnd) {
        // Its own notifier is calling.
        m_input->setEnabled(false);
        m_input.release()->deleteLater();
        finishIfAnswered();
    } else {
        throttleInput();
    }
}

void JoinSession::throttleInput()
{
    if (!m_input || m_isFinishing)
        return;
    const bool isMuch = m_waitingBytes > MaxWaitingBytes;
    m_input->setEnabled(!isMuch);
    if (isMuch)
        m_throttle.start();
}

QString JoinSession::pushLine(const QByteArray &line)
{
    if (line.trimmed().isEmpty())
        return {};
    std::array<JsonScanner::Slice, 2> fields;
    JsonScanner scanner(line);
    if (scanner.scanArray(fields) != JsonScanner::Outcome::Ok || scanner.elementCount() != 2
        || fields.front().kind != JsonScanner::Kind::String) {
        return QStringLiteral("must be one array [\"event\",payload] a line, not \"%1\"")
            .arg(QString::fromUtf8(line.left(60)));
    }
    push(scanner.unescaped(fields.front()), Payload::json(scanner.raw(fields.back())));
    return {};
}

void JoinSession::push(const QByteArray &event, const Payload &payload)
{
    const auto pushed = m_channel->push(event, payload);
    if (!pushed) {
        fail(pushed.error());
        return;
    }
    const QString name = QString::fromUtf8(event);
    constexpr qsizetype Overhead = 512; // of an entry here and in the channel
    const auto waiting = m_waiting.insert(
        m_waiting.end(),
        {.push = pushed.value(), .event = name, .bytes = payload.bytes().size() + Overhead});
    m_waitingBytes += waiting->bytes;
    const auto answered = [this, waiting] {
        m_waitingBytes -= waiting->bytes;
        m_waiting.erase(waiting);
        finishIfAnswered();
    };
    pushed.value()->receive("ok", [answered](const Payload &) { answered(); });
    pushed.value()->receive("error", [this, name](const Payload &response) {
        fail(QStringLiteral("%1 was answered with an error: %2")
                 .arg(name, QString::fromUtf8(response.bytes())));
    });
    pushed.value()->receive("timeout", [this, name, answered](const Payload &) {
        // Channels need not answer; with a time to run that is no failure.
        if (m_options.duration)
            answered();
        else
            fail(QStringLiteral("%1 was not answered within %2 ms")
                     .arg(name)
                     .arg(m_options.socket.timeout.count()));
    });
}

void JoinSession::finishIfAnswered()
{
    const bool hadPushes = !m_options.pushes.isEmpty() || m_options.readsStandardInput;
    if (hadPushes && !m_options.duration && m_waiting.empty() && !m_input)
        finish();
}

void JoinSession::fail(const QString &sentence)
{
    if (m_isFinishing)
        return;
    m_status = ExitStatus(report(Name, sentence, ExitStatus::Failed));
    finish();
}

void JoinSession::finish()
{
    if (std::exchange(m_isFinishing, true))
        return;
    if (m_input)
        m_input->setEnabled(false);
    m_channel->leave();
    m_socket.disconnectSocket([] { QCoreApplication::quit(); }, 1000);
}

} // namespace phx::app
