// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/compose/composehistory.h"
#include "tests/support/testcase.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <memory>

using namespace phx;
using namespace phx::app;
using Body = ComposedMessage::Body;

class TestComposeHistory : public phx::test::TestCase
{
    Q_OBJECT

private:
    static ComposedMessage message(const QString &event)
    {
        return {
            .topic = QStringLiteral("room:lobby"), .event = event, .text = QStringLiteral("{}")};
    }

    [[nodiscard]] QString path(const char *name) const
    {
        return m_directory->filePath(QString::fromLatin1(name));
    }

    std::unique_ptr<QTemporaryDir> m_directory;

private Q_SLOTS:
    void initTestCase() { cleanup(); }

    void cleanup() { m_directory = std::make_unique<QTemporaryDir>(); }

    void steppingBackKeepsTheDraft()
    {
        ComposeHistory history(m_directory->path());
        const ComposedMessage first = message(QStringLiteral("first"));
        const ComposedMessage second = message(QStringLiteral("second"));
        const ComposedMessage draft = message(QStringLiteral("unfinished"));
        history.add(first);
        history.add(second);
        history.setDraft(draft);

        QCOMPARE(history.back(), second);
        QCOMPARE(history.back(), first);
        QCOMPARE(history.back(), first);
        QCOMPARE(history.forward(), second);
        QCOMPARE(history.forward(), draft);
        QCOMPARE(history.forward(), draft);
    }

    void rightAfterSendingOneStepShowsSomethingElse()
    {
        ComposeHistory history(m_directory->path());
        history.add(message(QStringLiteral("first")));
        history.add(message(QStringLiteral("second")));

        QCOMPARE(history.back(), message(QStringLiteral("first")));
    }

    void aChangedOldMessageBecomesTheDraftAndTheDraftIsPutAside()
    {
        ComposeHistory history(m_directory->path());
        history.add(message(QStringLiteral("sent")));
        history.setDraft(message(QStringLiteral("unfinished")));
        std::ignore = history.back();

        history.setDraft(message(QStringLiteral("sent, changed")));

        QCOMPARE(history.draft(), message(QStringLiteral("sent, changed")));
        QCOMPARE(history.back(), message(QStringLiteral("unfinished")));
    }

    void everyKindOfTextSurvivesARestart_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("body");
        QTest::newRow("JSON") << QStringLiteral("{\"n\": 12345678901234567890, \"a\":1.50}")
                              << int(Body::Json);
        QTest::newRow("lines") << QStringLiteral("{\n  \"a\": \"b\"\n}") << int(Body::Json);
        QTest::newRow("unfinished") << QStringLiteral("{\"a\": \"まだ\n\"") << int(Body::Json);
        QTest::newRow("variable") << QStringLiteral("{\"a\": {{x}}}") << int(Body::Json);
        QTest::newRow("empty") << QString() << int(Body::Json);
        QTest::newRow("hex") << QStringLiteral("00 f") << int(Body::Hex);
        QTest::newRow("base64") << QStringLiteral("AP/+") << int(Body::Base64);
        QTest::newRow("file") << QStringLiteral("/tmp/a \"b\".bin") << int(Body::File);
        QTest::newRow("raw") << QStringLiteral("[1,") << int(Body::RawText);
        QTest::newRow("raw binary") << QStringLiteral("07") << int(Body::RawBinary);
        QTest::newRow("raw bytes") << QStringLiteral("ff") << int(Body::RawBytes);
    }

    void everyKindOfTextSurvivesARestart()
    {
        QFETCH(const QString, text);
        QFETCH(const int, body);
        const ComposedMessage sent {.topic = QStringLiteral("t:\"1\""),
                                    .event = QStringLiteral("é"),
                                    .text = text,
                                    .body = Body(body)};
        {
            ComposeHistory history(m_directory->path());
            history.add(sent);
            history.add(message(QStringLiteral("later")));
            history.setDraft(sent);
            history.saveDraft();
        }

        ComposeHistory history(m_directory->path());

        QCOMPARE(history.problem(), QString());
        QCOMPARE(history.draft(), sent);
        QCOMPARE(history.messages().constFirst(), sent);
    }

    void nobodyElseMayReadTheFiles()
    {
        ComposeHistory history(m_directory->path() + QStringLiteral("/new/folder"));

        history.add(message(QStringLiteral("sent")));

        const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup
            | QFileDevice::ReadOther | QFileDevice::WriteOther;
        for (const char *name : {"new/folder/history.jsonl", "new/folder/draft.json"}) {
            QVERIFY2(QFileInfo::exists(path(name)), name);
            QVERIFY2(!(QFile::permissions(path(name)) & others), name);
        }
        QVERIFY(!(QFile::permissions(path("new/folder")) & others));
    }

    void theFileOnlyGrowsUntilTheNextStart()
    {
        {
            ComposeHistory history(m_directory->path());
            for (int i = 0; i < 3 * ComposeHistory::MaxMessages; ++i)
                history.add(message(QString::number(i)));
            QCOMPARE(history.messages().size(), ComposeHistory::MaxMessages);
        }
        QFile file(path("history.jsonl"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'), 3 * ComposeHistory::MaxMessages);
        file.close();

        const ComposeHistory history(m_directory->path());

        QCOMPARE(history.messages().size(), ComposeHistory::MaxMessages);
        QCOMPARE(history.messages().constLast().event,
                 QString::number(3 * ComposeHistory::MaxMessages - 1));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'), ComposeHistory::MaxMessages);
    }

    void aBrokenLineIsPassedOver()
    {
        {
            ComposeHistory history(m_directory->path());
            history.add(message(QStringLiteral("first")));
        }
        QFile file(path("history.jsonl"));
        QVERIFY(file.open(QIODevice::Append));
        file.write("{\"topic\": \"cut of\n[]\n{\"topic\":5}\n");
        file.close();

        ComposeHistory history(m_directory->path());
        history.add(message(QStringLiteral("second")));
        const ComposeHistory again(m_directory->path());

        QCOMPARE(again.messages().size(), 2);
        QCOMPARE(again.messages().constLast(), message(QStringLiteral("second")));
    }

    void whatCannotBeKeptIsSaid()
    {
        QFile file(path("file"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        ComposeHistory history(path("file"));

        history.add(message(QStringLiteral("sent")));

        QVERIFY(!history.problem().isEmpty());
        QCOMPARE(history.messages().size(), 1);
    }

    void textsBeyondTheLimitAreNotRemembered()
    {
        ComposeHistory history(m_directory->path());
        ComposedMessage large = message(QStringLiteral("large"));
        large.text = QString(ComposeHistory::MaxTextLength + 1, u' ');

        history.add(large);

        QVERIFY(history.messages().isEmpty());
        QCOMPARE(history.draft(), large);
    }

    void eventsAreListedOnceTheNewestFirst()
    {
        ComposeHistory history(m_directory->path());
        for (const char *event : {"a", "b", "a", "c"})
            history.add(message(QString::fromLatin1(event)));

        QCOMPARE(history.events(),
                 QStringList({QStringLiteral("c"), QStringLiteral("a"), QStringLiteral("b")}));
    }
};

PHX_TEST_CLASS(TestComposeHistory)

#include "tst_composehistory.moc"
