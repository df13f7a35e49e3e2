// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/compose/malformed.h"
#include "app/compose/messagebuilder.h"
#include "app/compose/payloadbytes.h"
#include "app/compose/variables.h"
#include "server/protocol/jsonserializerv2.h"
#include "tests/support/testcase.h"

#include <QFile>
#include <QTemporaryDir>

using namespace phx;
using namespace phx::app;
using Body = ComposedMessage::Body;

class TestMessageBuilder : public phx::test::TestCase
{
    Q_OBJECT

private:
    static ComposedMessage message(const QString &text, Body body)
    {
        return {.topic = QStringLiteral("room:{{n}}"),
                .event = QStringLiteral("new_msg"),
                .text = text,
                .body = body};
    }

    Result<OutgoingMessage, ComposeProblem> build(const ComposedMessage &composed)
    {
        m_variables.setAll({{QStringLiteral("n"), QStringLiteral("7")}});
        return buildMessage(composed, m_variables.lookup(Generators::Draw::Use));
    }

    Variables m_variables;

private Q_SLOTS:
    void jsonKeepsItsText()
    {
        const auto built =
            build(message(QStringLiteral("{ \"n\": {{n}}, \"d\": 1.50 }"), Body::Json));

        QCOMPARE(built.value().topic, QByteArray("room:7"));
        QCOMPARE(built.value().event, QByteArray("new_msg"));
        QCOMPARE(built.value().payload.bytes(), QByteArray(R"({ "n": 7, "d": 1.50 })"));
    }

    void bytesOfEachNotation_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("body");
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char *text, Body body, const QByteArray &bytes) {
            QTest::newRow(text) << QString::fromLatin1(text) << int(body) << bytes;
        };
        row("00 ff:10 0xAb", Body::Hex, QByteArray::fromHex("00ff10ab"));
        row("", Body::Hex, "");
        row("AP/+", Body::Base64, QByteArray::fromHex("00fffe"));
        row("AP_-", Body::Base64, QByteArray::fromHex("00fffe"));
        row("Zm9v\nYg==", Body::Base64, "foob");
        row("Zm9vYmE", Body::Base64, "fooba");
    }

    void bytesOfEachNotation()
    {
        QFETCH(const QString, text);
        QFETCH(const int, body);
        QFETCH(const QByteArray, bytes);

        const auto built = build(message(text, Body(body)));

        QVERIFY2(built.isOk(), built.isOk() ? "" : qPrintable(built.error().text.sentence));
        QVERIFY(built.value().payload.isBinary());
        QCOMPARE(built.value().payload.bytes(), bytes);
    }

    void theFirstMistakeHasItsPlace_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("body");
        QTest::addColumn<int>("position");
        const auto row = [](const char *text, Body body, int position) {
            QTest::newRow(text) << QString::fromUtf8(text) << int(body) << position;
        };
        row("{\"あ\": 1,\n  \"b\": }", Body::Json, 16);
        row("{\"a\": {{n}}, }", Body::Json, 13);
        row("{{x}}", Body::Json, 0);
        row("00 zz", Body::Hex, 3);
        row("00 1", Body::Hex, 4);
        row("Zm9v*", Body::Base64, 4);
        row("Zg==Zg", Body::Base64, 4);
        row("Zm9vZ", Body::Base64, 5);
        row("/nowhere/at/all", Body::File, 0);
    }

    void theFirstMistakeHasItsPlace()
    {
        QFETCH(const QString, text);
        QFETCH(const int, body);
        QFETCH(const int, position);

        const auto built = build(message(text, Body(body)));

        QVERIFY(!built.isOk());
        QCOMPARE(built.error().field, ComposeProblem::Field::Body);
        QCOMPARE(built.error().text.position, position);
        QVERIFY(!built.error().text.sentence.isEmpty());
    }

    void aTopicAndAnEventAreNeeded()
    {
        const auto noTopic = build({.event = QStringLiteral("e"), .text = QStringLiteral("{}")});
        const auto noEvent = build({.topic = QStringLiteral("t"), .text = QStringLiteral("{}")});
        const auto wrong = build({.topic = QStringLiteral("t:{{x}}"),
                                  .event = QStringLiteral("e"),
                                  .text = QStringLiteral("{}")});

        QCOMPARE(noTopic.error().field, ComposeProblem::Field::Topic);
        QCOMPARE(noEvent.error().field, ComposeProblem::Field::Event);
        QCOMPARE(wrong.error().field, ComposeProblem::Field::Topic);
        QCOMPARE(wrong.error().text.position, 2);
    }

    void aFileIsThePayloadUpToALimit()
    {
        const QTemporaryDir directory;
        QFile file(directory.filePath(QStringLiteral("a b.bin")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromHex("00ff"));
        file.close();

        QCOMPARE(build(message(file.fileName(), Body::File)).value().payload.bytes(),
                 QByteArray::fromHex("00ff"));
        QCOMPARE(build(message(u'"' + file.fileName() + u'"', Body::File)).value().payload.bytes(),
                 QByteArray::fromHex("00ff"));
        QVERIFY(!build(message(directory.path(), Body::File)).isOk());

        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.resize(MaxPayloadBytes + 1));
        file.close();
        QVERIFY(!build(message(file.fileName(), Body::File)).isOk());
    }

    void aRawFrameGoesOutAsItIs()
    {
        const auto text = build(message(QStringLiteral("[1, {{n}}"), Body::RawText));
        const auto binary = build(message(QStringLiteral("07 00"), Body::RawBinary));
        const auto bytes = build(message(QStringLiteral("ff"), Body::RawBytes));

        QCOMPARE(*text.value().frame,
                 (protocol::Frame {protocol::Opcode::Text, QByteArray("[1, 7")}));
        QCOMPARE(*binary.value().frame,
                 (protocol::Frame {protocol::Opcode::Binary, QByteArray::fromHex("0700")}));
        QCOMPARE(*bytes.value().frame,
                 (protocol::Frame {protocol::Opcode::Text, QByteArray::fromHex("ff")}));
    }

    void everyMalformedExampleCanBeSentAndIsNoMessage()
    {
        const protocol::JsonSerializerV2 serializer;
        const auto examples = malformedExamples(QStringLiteral("room:lobby"));
        QVERIFY(!examples.isEmpty());
        for (const MalformedExample &example : examples) {
            const auto built = build(example.message);
            QVERIFY2(built.isOk(), qPrintable(example.name));
            QVERIFY(built.value().frame.has_value());
            const bool mayDecode = example.message.text.contains(QLatin1String("null]"))
                || example.message.text.contains(QLatin1String("5,"))
                || example.message.text.contains(QLatin1String("null,1,"));
            if (!mayDecode)
                QVERIFY2(!serializer.decode(*built.value().frame).isOk(), qPrintable(example.name));
        }
    }
};

PHX_TEST_CLASS(TestMessageBuilder)

#include "tst_messagebuilder.moc"
