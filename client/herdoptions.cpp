// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/herdoptions.h"

#include "client/herdpattern.h"
#include "server/protocol/jsonscanner.h"

#include <QDir>
#include <QUrl>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

namespace phx::client {

namespace {

using protocol::JsonScanner;

constexpr int DescriptorsOfSocket = 1;
constexpr int DescriptorsOfLongPoll = 5; //!< polls, posts and the event loop of Qt's HTTP thread
constexpr int Spare = 32; //!< connections that still close while their successors open

//! \return a sentence, or empty
QString problemOfJson(const QByteArray &text, const QString &what, bool isObjectWanted)
{
    const auto pattern = HerdPattern::parse(text);
    if (!pattern)
        return pattern.error();
    const QByteArray json = pattern.value().filled(0);
    JsonScanner scanner(json);
    JsonScanner::Slice slice;
    const bool isJson = scanner.scanValue(slice) == JsonScanner::Outcome::Ok;
    if (isJson && (!isObjectWanted || slice.kind == JsonScanner::Kind::Object))
        return {};
    return QStringLiteral("%1 must be JSON%2, not \"%3\".")
        .arg(what, isObjectWanted ? QStringLiteral(" (an object)") : QString(),
             QString::fromUtf8(text.left(60)));
}

QString problemOfPush(const HerdPush &push)
{
    if (push.event.isEmpty())
        return QStringLiteral("The pushes of the herd need an event.");
    if (push.every.count() < 1)
        return QStringLiteral("The time between two pushes must be at least 1 ms.");
    if (!(push.spread >= 0 && push.spread <= 1))
        return QStringLiteral("The spread of the pushes must be from 0 to 1.");
    return problemOfJson(push.payload, QStringLiteral("The payload of the pushes"), false);
}

QString problemOfCounts(const HerdOptions &options)
{
    const bool isLongPoll = options.socket.transport == TransportKind::LongPoll
        || options.socket.longPollFallback.has_value();
    const int most = isLongPoll ? HerdOptions::MaxLongPollClients : HerdOptions::MaxClients;
    if (options.clients < 1 || options.clients > most)
        return QStringLiteral("A herd has 1 to %1 clients%2, not %3.")
            .arg(most)
            .arg(isLongPoll ? QStringLiteral(" if it may use long-poll") : QString())
            .arg(options.clients);
    if (options.clientsPerSecond < 0)
        return QStringLiteral("The clients per second of a herd cannot be negative.");
    const double jitter = options.socket.reconnectAfter.jitter;
    if (!(jitter >= 0 && jitter <= 1))
        return QStringLiteral("The jitter must be from 0 to 1.");
    return {};
}

QString problemOfDescriptors(const HerdOptions &options)
{
#ifdef Q_OS_UNIX
    rlimit limit = {};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return {};
    const qint64 open = QDir(QStringLiteral("/dev/fd"))
                            .entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System)
                            .size();
    const bool isLongPoll = options.socket.transport == TransportKind::LongPoll;
    const qint64 perClient = isLongPoll ? DescriptorsOfLongPoll : DescriptorsOfSocket;
    const qint64 left = qint64(limit.rlim_cur) - open - options.otherDescriptors - Spare;
    if (options.clients * perClient <= left)
        return {};
    return QStringLiteral(
               "%1 clients need %2 file descriptors, but of the %3 that this process may "
               "have (ulimit -n) only %4 are left for them: start fewer clients, or "
               "raise the limit.")
        .arg(options.clients)
        .arg(options.clients * perClient)
        .arg(quint64(limit.rlim_cur))
        .arg(std::max<qint64>(0, left));
#else
    Q_UNUSED(options)
    return {};
#endif
}

} // namespace

QString HerdOptions::problem() const
{
    const QUrl url = QUrl::fromEncoded(endPoint, QUrl::StrictMode);
    const bool isSocket =
        url.scheme() == QLatin1String("ws") || url.scheme() == QLatin1String("wss");
    if (!url.isValid() || !isSocket || url.host().isEmpty())
        return QStringLiteral("The herd needs a URL like ws://127.0.0.1:4000/socket, not \"%1\".")
            .arg(QString::fromUtf8(endPoint.left(200)));
    QString sentence = problemOfCounts(*this);
    const auto pattern = HerdPattern::parse(topic);
    if (sentence.isEmpty() && !pattern)
        sentence = pattern.error();
    if (sentence.isEmpty() && topic.isEmpty())
        sentence = QStringLiteral("The herd needs a topic to join.");
    if (sentence.isEmpty())
        sentence = problemOfJson(joinParams, QStringLiteral("The params of the joins"), false);
    if (sentence.isEmpty())
        sentence = problemOfJson(connectParams, QStringLiteral("The connect params"), true);
    if (sentence.isEmpty() && push)
        sentence = problemOfPush(*push);
    return sentence.isEmpty() ? problemOfDescriptors(*this) : sentence;
}

} // namespace phx::client
