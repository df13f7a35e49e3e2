// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/compose/messagelibrary.h"
#include "app/workspace/workspacereader.h"
#include "tests/support/testcase.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <memory>

using namespace phx;
using namespace phx::app;

namespace {

const QByteArray WorkspaceText =
    "{\n"
    "    \"sockets\":  [ {\"path\":\"/socket\",\"handler\":\"guide\"} ],\n"
    "  \"handlers\": {\"guide\": {\"kind\":\"guide\"}},\n"
    "  \"saved_messages\": [\n"
    "    {\"name\":\"first\", \"topic\":\"room:lobby\", \"event\":\"new_msg\",\n"
    "     \"payload\":{\"n\": 12345678901234567890}}\n"
    "  ],\n"
    "  \"faults\": []\n"
    "}\n";

SavedMessage saved(const char *name, const char *folder, const char *text)
{
    return {.name = QString::fromUtf8(name),
            .folder = QString::fromUtf8(folder),
            .message = {.topic = QStringLiteral("room:lobby"),
                        .event = QStringLiteral("new_msg"),
                        .text = QString::fromUtf8(text)}};
}

} // namespace

class TestMessageLibrary : public phx::test::TestCase
{
    Q_OBJECT

private:
    [[nodiscard]] QString path(const char *name) const
    {
        return m_directory->filePath(QString::fromLatin1(name));
    }

    void write(const char *name, const QByteArray &text) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    [[nodiscard]] QByteArray read(const char *name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_directory;

private Q_SLOTS:
    void initTestCase() { cleanup(); }

    void cleanup() { m_directory = std::make_unique<QTemporaryDir>(); }

    void savedMessagesAndVariablesSurviveARestart()
    {
        const SavedMessage message =
            saved("空の在庫", "edge/stock", "{\"items\": [],\n \"n\": 1.50}");
        {
            MessageLibrary library(m_directory->path(), {});
            const QSignalSpy changed(&library, &MessageLibrary::messagesChanged);
            QCOMPARE(library.save(message), QString());
            QCOMPARE(changed.count(), 1);
            library.variables().setAll({{QStringLiteral("token"), QStringLiteral("a\"b")}});
            QCOMPARE(library.saveVariables(), QString());
        }

        MessageLibrary library(m_directory->path(), {});

        QCOMPARE(library.problem(), QString());
        QCOMPARE(library.messages(), QList<SavedMessage> {message});
        QCOMPARE(library.variables().all().constFirst().value, QStringLiteral("a\"b"));
        QVERIFY(!(QFile::permissions(path("compose.json"))
                  & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
    }

    void aNameInAFolderIsThereOnce()
    {
        MessageLibrary library(m_directory->path(), {});

        QCOMPARE(library.save(saved("a", "", "1")), QString());
        QCOMPARE(library.save(saved("a", "x", "2")), QString());
        QCOMPARE(library.save(saved("a", "", "3")), QString());

        QCOMPARE(library.messages().size(), 2);
        QCOMPARE(library.messages().constFirst().message.text, QStringLiteral("3"));
        QCOMPARE(library.rename(0, QStringLiteral("b"), QStringLiteral("x")), QString());
        QCOMPARE(library.messages().constFirst().name, QStringLiteral("b"));
        QCOMPARE(library.remove(0), QString());
        QCOMPARE(library.messages().size(), 1);
    }

    void onlyTheListOfAWorkspaceFileIsReplaced()
    {
        write("w.json", WorkspaceText);
        MessageLibrary library(m_directory->path(), path("w.json"));
        QCOMPARE(library.problem(), QString());
        QCOMPARE(library.messages().constFirst().message.text,
                 QStringLiteral("{\"n\": 12345678901234567890}"));

        QCOMPARE(library.save(saved("second", "", "{{x}}")), QString());

        const QByteArray after = read("w.json");
        const qsizetype head = WorkspaceText.indexOf("[\n    {\"name\"");
        QCOMPARE(after.left(head), WorkspaceText.left(head));
        QVERIFY(after.endsWith(WorkspaceText.mid(WorkspaceText.indexOf(",\n  \"faults\""))));
        QVERIFY(after.contains("{\"n\": 12345678901234567890}"));
        const MessageLibrary again(m_directory->path(), path("w.json"));
        QCOMPARE(again.messages(), library.messages());
        QVERIFY(!QFile::exists(path("compose.json")));
    }

    void aWorkspaceWithoutTheListGetsOne()
    {
        write("w.json",
              R"({"sockets":[{"path":"/s","handler":"g"}],"handlers":{"g":{"kind":"guide"}}})");
        MessageLibrary library(m_directory->path(), path("w.json"));

        QCOMPARE(library.save(saved("a", "", "{}")), QString());

        const auto workspace = WorkspaceReader::load(path("w.json"));
        QVERIFY2(workspace.isOk(), workspace.isOk() ? "" : qPrintable(workspace.error()));
        QCOMPARE(workspace.value().savedMessages.size(), 1);
    }

    void aWorkspaceThatWasBrokenMeanwhileIsLeftAlone()
    {
        write("w.json", WorkspaceText);
        MessageLibrary library(m_directory->path(), path("w.json"));
        const QByteArray broken = WorkspaceText.left(WorkspaceText.size() - 3);
        write("w.json", broken);

        QVERIFY(!library.save(saved("a", "", "{}")).isEmpty());

        QCOMPARE(read("w.json"), broken);
        QCOMPARE(library.messages().size(), 1);
    }

    void anOwnFileThatCannotBeReadIsNeverWrittenOver()
    {
        write("compose.json", "{\"saved_messages\": [{\"nam\": 1}]}");

        MessageLibrary library(m_directory->path(), {});

        QVERIFY2(library.problem().contains(QStringLiteral(":1:22: unknown key \"nam\"")),
                 qPrintable(library.problem()));
        QVERIFY(!library.save(saved("a", "", "{}")).isEmpty());
        QVERIFY(!library.saveVariables().isEmpty());
        QCOMPARE(read("compose.json"), QByteArray("{\"saved_messages\": [{\"nam\": 1}]}"));
    }

    void mistakesOfASavedMessageHaveTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *message, const char *words) {
            QTest::newRow(message) << QByteArray(message) << QString::fromLatin1(words);
        };
        row("1", "1:20: a saved message must be an object, not 1");
        row("{\"topic\":\"t\"}", "1:20: a saved message needs the key \"name\"");
        row("{\"name\":\"\"}", "1:28: \"name\" must be a text that is not empty");
        row("{\"name\":\"a\",\"topic\":5}", "1:40: \"topic\" must be a text, not 5");
        row("{\"name\":\"a\",\"payload\":{},\"payload_hex\":\"00\"}",
            "a message has one payload or frame, not several");
        row("{\"name\":\"a\",\"pyload\":{}}", "did you mean \"payload\"?");
    }

    void mistakesOfASavedMessageHaveTheirPlace()
    {
        QFETCH(const QByteArray, message);
        QFETCH(const QString, words);
        const QByteArray text = "{\"saved_messages\":[" + message
            + R"(],"sockets":[{"path":"/s","handler":"g"}],"handlers":{"g":{"kind":"guide"}}})";

        const auto workspace = WorkspaceReader::read(text, QStringLiteral("w.json"));

        QVERIFY(!workspace.isOk());
        QVERIFY2(workspace.error().contains(words), qPrintable(workspace.error()));
    }
};

PHX_TEST_CLASS(TestMessageLibrary)

#include "tst_messagelibrary.moc"
