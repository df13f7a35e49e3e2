// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/events.h"
#include "server/protocol/serializer.h"
#include "tests/support/testcase.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

using namespace phx::protocol;

namespace phx::test {

//! Every recorded frame of a real Phoenix: what it took is decoded, what it sent is what we would
//! send.
class GoldenFramesTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void framesAreReadAndWrittenAsRecorded_data();
    void framesAreReadAndWrittenAsRecorded();
};

namespace {

QList<QJsonObject> readTranscript(const QString &path)
{
    QList<QJsonObject> lines;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return lines;
    while (!file.atEnd())
        lines.append(QJsonDocument::fromJson(file.readLine()).object());
    return lines;
}

Frame frameOf(const QJsonObject &line)
{
    const QByteArray data = line.value(QLatin1String("data")).toString().toUtf8();
    if (line.value(QLatin1String("type")) == QLatin1String("binary"))
        return {.opcode = Opcode::Binary, .bytes = QByteArray::fromHex(data)};
    return {.opcode = Opcode::Text, .bytes = data};
}

QJsonValue parsed(const QByteArray &json)
{
    return QJsonDocument::fromJson('[' + json + ']').array().at(0);
}

//! A text frame of the server, encoded again from its parts.
QByteArray encodedAgain(const Serializer &serializer, const Message &message)
{
    if (message.event != WireValue::text(events::Reply))
        return serializer.encode(message).value().bytes;
    const QJsonObject payload = message.payload.toObject();
    const Reply reply {.joinRef = message.joinRef,
                       .ref = message.ref,
                       .topic = message.topic,
                       .status = payload.value(QLatin1String("status")).toString().toUtf8(),
                       .response = Payload::value(payload.value(QLatin1String("response")))};
    return serializer.encode(reply).value().bytes;
}

} // namespace

void GoldenFramesTest::framesAreReadAndWrittenAsRecorded_data()
{
    QTest::addColumn<QString>("path");
    const QDir directory(QStringLiteral(PHX_GOLDEN_DIR));
    for (const QString &name : directory.entryList({QStringLiteral("ws-v*.jsonl")}))
        QTest::newRow(name.toUtf8().constData()) << directory.filePath(name);
}

void GoldenFramesTest::framesAreReadAndWrittenAsRecorded()
{
    QFETCH(const QString, path);
    const QList<QJsonObject> lines = readTranscript(path);
    QVERIFY(lines.size() > 2);
    const bool isV1 = lines.first().value(QLatin1String("vsn")) == QLatin1String("1.0.0");
    const Serializer &serializer = Serializer::forVsn(isV1 ? Vsn::V1 : Vsn::V2);

    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QJsonObject &line = lines.at(i);
        const QString type = line.value(QLatin1String("type")).toString();
        const QString data = line.value(QLatin1String("data")).toString();
        if ((type != QLatin1String("text") && type != QLatin1String("binary"))
            || data.contains(QLatin1String(" bytes)")))
            continue;
        if (line.value(QLatin1String("dir")) == QLatin1String(">")) {
            const QJsonObject next = lines.value(i + 1);
            const bool isRefused = next.value(QLatin1String("code")).toInt() == 1011;
            QVERIFY2(serializer.decode(frameOf(line)).isOk() != isRefused, qPrintable(data));
        } else if (type == QLatin1String("text")) {
            const auto decoded = serializer.decode(frameOf(line));
            QVERIFY2(decoded.isOk(), qPrintable(data));
            QCOMPARE(parsed(encodedAgain(serializer, decoded.value())), parsed(data.toUtf8()));
        }
    }
}

PHX_TEST_CLASS(GoldenFramesTest)

} // namespace phx::test

#include "tst_goldenframes.moc"
