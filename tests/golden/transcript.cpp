// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/golden/transcript.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

namespace phx::test {

namespace {

//! The recorder wrote "(n bytes)" for long V2 messages. Their overhead tells which one it was.
QByteArray remadeMessage(qsizetype size)
{
    for (const char *event : {"ack", "echo", "noreply"}) {
        const QByteArray begin = QByteArray("[\"1\",\"3\",\"room:a\",\"") + event + "\",{\"s\":\"";
        const QByteArray end = "\"}]";
        const qsizetype filling = size - begin.size() - end.size();
        if (filling % 100 == 0)
            return begin + QByteArray(filling, 'x') + end;
    }
    return {};
}

} // namespace

QByteArray TranscriptLine::text(const char *key) const
{
    return json.value(QLatin1String(key)).toString().toUtf8();
}

int TranscriptLine::integer(const char *key) const
{
    return json.value(QLatin1String(key)).toInt();
}

QByteArray TranscriptLine::connection() const
{
    const QByteArray name = text("conn");
    return name.isEmpty() ? QByteArray("a") : name;
}

QByteArray TranscriptLine::frameBytes() const
{
    const QByteArray type = text("type");
    const QByteArray data = text("data");
    if (type != "text" && type != "text-fragments")
        return QByteArray::fromHex(data);
    static const QRegularExpression size(QStringLiteral("^(?:\\(|\\d+ fragments, )(\\d+) bytes"));
    const auto match = size.match(QString::fromUtf8(data));
    return match.hasMatch() ? remadeMessage(match.captured(1).toLongLong()) : data;
}

Transcript Transcript::read(const QString &path)
{
    Transcript transcript;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return transcript;
    for (int number = 1; !file.atEnd(); ++number) {
        const QJsonObject json = QJsonDocument::fromJson(file.readLine()).object();
        if (json.contains(QLatin1String("header")))
            transcript.header = json;
        else if (json.contains(QLatin1String("dir")))
            transcript.lines.append({.json = json, .number = number});
    }
    return transcript;
}

QJsonValue withoutVolatileValues(const QJsonValue &value)
{
    if (value.isArray()) {
        QJsonArray out;
        for (const QJsonValue item : value.toArray())
            out.append(withoutVolatileValues(item));
        return out;
    }
    if (!value.isObject())
        return value;
    QJsonObject out = value.toObject();
    for (auto it = out.begin(); it != out.end(); ++it) {
        const bool isVolatile =
            it.key() == QLatin1String("phx_ref") || it.key() == QLatin1String("phx_ref_prev");
        *it = isVolatile ? QJsonValue(QString()) : withoutVolatileValues(*it);
    }
    return out;
}

QJsonValue parseJson(const QByteArray &text)
{
    const QJsonArray array = QJsonDocument::fromJson('[' + text + ']').array();
    return array.size() == 1 ? array.first() : QJsonValue(QJsonValue::Undefined);
}

} // namespace phx::test
