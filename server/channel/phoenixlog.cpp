// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/channel/phoenixlog.h"

#include "server/channel/logcategories.h"
#include "server/protocol/logtext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>

namespace phx::server::phoenixlog {

namespace {

constexpr qsizetype MaxReason = 2'000; //!< characters
constexpr std::array FilteredWords {QLatin1String("password"), QLatin1String("token")};
const QString Filtered = QStringLiteral("\"[FILTERED]\"");

bool isFilteredKey(const QString &key)
{
    return std::any_of(FilteredWords.begin(), FilteredWords.end(),
                       [&key](QLatin1String word) { return key.contains(word); });
}

bool isFilteredText(const QString &text)
{
    return std::any_of(FilteredWords.begin(), FilteredWords.end(), [&text](QLatin1String word) {
        return text.contains(QString(word) + QLatin1Char('='));
    });
}

QString quotedText(const QString &text)
{
    return QLatin1Char('"') + protocol::logText(text, QLatin1String("\"\\")) + QLatin1Char('"');
}

QString plain(const QByteArray &utf8)
{
    return protocol::logText(QString::fromUtf8(utf8));
}

void append(QString &shown, const QJsonValue &value);

void appendMap(QString &shown, const QJsonObject &map)
{
    shown += QLatin1String("%{");
    for (auto it = map.constBegin(); it != map.constEnd(); ++it) {
        if (shown.size() > protocol::MaxLogCharacters)
            return;
        if (it != map.constBegin())
            shown += QLatin1String(", ");
        shown += quotedText(it.key()) + QLatin1String(" => ");
        if (isFilteredKey(it.key()))
            shown += Filtered;
        else
            append(shown, it.value());
    }
    shown += QLatin1Char('}');
}

void appendList(QString &shown, const QJsonArray &list)
{
    shown += QLatin1Char('[');
    for (qsizetype i = 0; i < list.size(); ++i) {
        if (shown.size() > protocol::MaxLogCharacters)
            return;
        if (i > 0)
            shown += QLatin1String(", ");
        append(shown, list.at(i));
    }
    shown += QLatin1Char(']');
}

void append(QString &shown, const QJsonValue &value)
{
    if (value.isObject())
        appendMap(shown, value.toObject());
    else if (value.isArray())
        appendList(shown, value.toArray());
    else if (value.isString())
        shown += isFilteredText(value.toString()) ? Filtered : quotedText(value.toString());
    else if (value.isBool())
        shown += value.toBool() ? QLatin1String("true") : QLatin1String("false");
    else if (value.isDouble())
        shown += QString::fromUtf8(
            QJsonDocument(QJsonArray {value}).toJson(QJsonDocument::Compact).chopped(1).mid(1));
    else
        shown += QLatin1String("nil");
}

//! Counts the lines of a thread within a second.
class Limiter
{
public:
    //! \param suppressed lines that were not written in the second before
    bool mayWrite(qint64 &suppressed)
    {
        const auto now = std::chrono::steady_clock::now();
        suppressed = 0;
        if (now - m_since >= std::chrono::seconds(1)) {
            suppressed = std::exchange(m_suppressed, 0);
            m_since = now;
            m_lines = 0;
        }
        if (++m_lines <= MaxLinesPerSecond)
            return true;
        ++m_suppressed;
        return false;
    }

private:
    std::chrono::steady_clock::time_point m_since {};
    int m_lines = 0;
    qint64 m_suppressed = 0;
};

} // namespace

bool isEnabled(LogLevel level)
{
    switch (level) {
    case LogLevel::Off:
        return false;
    case LogLevel::Debug:
        return phoenixLog().isDebugEnabled();
    case LogLevel::Info:
        return phoenixLog().isInfoEnabled();
    case LogLevel::Warning:
        return phoenixLog().isWarningEnabled();
    case LogLevel::Error:
        return phoenixLog().isCriticalEnabled();
    }
    return false;
}

std::optional<LogLevel> levelNamed(QStringView name)
{
    const auto found = std::find_if(LevelNames.begin(), LevelNames.end(),
                                    [name](const auto &level) { return name == level.first; });
    return found == LevelNames.end() ? std::nullopt : std::optional(found->second);
}

void write(LogLevel level, const QString &text)
{
    thread_local Limiter limiter;
    qint64 suppressed = 0;
    if (!isEnabled(level) || !limiter.mayWrite(suppressed))
        return;
    if (suppressed > 0)
        qCWarning(phoenixLog, "%lld further lines were not written.",
                  static_cast<long long>(suppressed));
    switch (level) {
    case LogLevel::Off:
        break;
    case LogLevel::Debug:
        qCDebug(phoenixLog).noquote() << text;
        break;
    case LogLevel::Info:
        qCInfo(phoenixLog).noquote() << text;
        break;
    case LogLevel::Warning:
        qCWarning(phoenixLog).noquote() << text;
        break;
    case LogLevel::Error:
        qCCritical(phoenixLog).noquote() << text;
        break;
    }
}

QString inspect(const QJsonValue &value)
{
    QString shown;
    append(shown, value);
    return shown.size() <= protocol::MaxLogCharacters
        ? shown
        : shown.left(protocol::MaxLogCharacters) + QChar(u'…');
}

QString inspect(const protocol::Payload &payload)
{
    if (payload.isBinary())
        return QStringLiteral("{:binary, %1 bytes}").arg(payload.bytes().size());
    return inspect(payload.toValue());
}

QString reason(const QString &text)
{
    return protocol::logText(text, {}, MaxReason);
}

QString quoted(const QByteArray &utf8)
{
    return quotedText(QString::fromUtf8(utf8));
}

QString duration(std::chrono::steady_clock::duration time)
{
    const auto microseconds =
        qint64(std::chrono::duration_cast<std::chrono::microseconds>(time).count());
    return microseconds > 1'000 ? QStringLiteral("%1ms").arg(microseconds / 1'000)
                                : QStringLiteral("%1µs").arg(microseconds);
}

std::unique_ptr<const Call> Call::begin(const QByteArray &topic, const QByteArray &event,
                                        const protocol::Payload &payload)
{
    if (topic.startsWith("phoenix"))
        return nullptr;
    auto call = std::make_unique<Call>();
    call->m_event = event;
    call->m_payload = payload;
    call->m_started = std::chrono::steady_clock::now();
    return call;
}

QString Call::rest() const
{
    return QStringLiteral(" in %1\n  Parameters: %2")
        .arg(duration(std::chrono::steady_clock::now() - m_started), inspect(m_payload));
}

void Call::writeJoin(LogLevel level, const QByteArray &topic, bool isOk) const
{
    if (!isEnabled(level))
        return;
    write(level,
          (isOk ? QStringLiteral("JOINED ") : QStringLiteral("REFUSED JOIN ")) + plain(topic)
              + rest());
}

void Call::writeHandled(LogLevel level, const QByteArray &topic, const QString &module) const
{
    write(level,
          QStringLiteral("HANDLED ") + plain(m_event) + QStringLiteral(" INCOMING ON ")
              + plain(topic) + QStringLiteral(" (%1)").arg(module) + rest());
}

} // namespace phx::server::phoenixlog
