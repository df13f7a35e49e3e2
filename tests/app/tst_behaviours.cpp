// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/behaviours/behaviours.h"
#include "app/hosting.h"
#include "app/workspace/endpointbuilder.h"
#include "app/workspace/workspacereader.h"
#include "server/channels/ruletable.h"
#include "tests/support/testcase.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace phx;
using namespace phx::app;

class TestBehaviours : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void builtInCodeHasNoRulesUntilASetIsLoaded();
    void everyEditIsUnsavedAndReachesTheServer();
    void savingKeepsTheRestOfTheFile();
    void aFileThatCannotBeWrittenLosesNothing();
    void exportedRulesComeBackByImport();
    void aTableHasALimit();

private:
    void open(const Workspace &workspace, const QString &path = {})
    {
        auto config = toEndpointConfig(workspace);
        m_hosting = std::make_unique<Hosting>(config.value(), QString());
        m_behaviours = std::make_unique<Behaviours>(*m_hosting, workspace, path);
    }

    std::unique_ptr<Hosting> m_hosting;
    std::unique_ptr<Behaviours> m_behaviours;
};

void TestBehaviours::builtInCodeHasNoRulesUntilASetIsLoaded()
{
    open(Workspace::makeDefault());
    QVERIFY(m_behaviours->rules().isEmpty());
    QVERIFY(!m_behaviours->isRunning());
    QVERIFY(!m_behaviours->isModified());

    QCOMPARE(m_behaviours->loadReadySet(QStringLiteral("guide-chat")), QString());

    QVERIFY(m_behaviours->isRunning());
    QCOMPARE(m_behaviours->rules().size(), 3);
    QVERIFY(m_behaviours->isModified());
    QCOMPARE(Behaviours::readySets().size(), 7);
    QVERIFY(!m_behaviours->loadReadySet(QStringLiteral("none")).isEmpty());
}

void TestBehaviours::everyEditIsUnsavedAndReachesTheServer()
{
    open(Workspace::makeDefault());
    QVERIFY(m_behaviours->loadReadySet(QStringLiteral("crasher")).isEmpty());
    const auto events = [this] {
        QByteArrayList texts;
        for (const server::ChannelRule &rule : m_behaviours->rules())
            texts.append(rule.event.text().isEmpty() ? rule.topic.text() : rule.event.text());
        return texts.join(' ');
    };
    QCOMPARE(events(), QByteArray("room:crash room:* crash_later close safe *"));
    const QSignalSpy changes(m_behaviours.get(), &Behaviours::changed);

    const auto before = m_hosting->config().sockets.constFirst().handler;
    m_behaviours->move(2, 4);
    m_behaviours->duplicate(0);
    m_behaviours->remove(3);
    m_behaviours->setEnabled(0, false);

    QCOMPARE(events(), QByteArray("room:crash room:crash room:* safe crash_later *"));
    QCOMPARE(changes.count(), 4);
    QVERIFY(m_hosting->config().sockets.constFirst().handler != before);
    QVERIFY(m_behaviours->rules().at(0).hits != m_behaviours->rules().at(1).hits);
}

void TestBehaviours::savingKeepsTheRestOfTheFile()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("w.channelscope.json"));
    const QByteArray source = R"({ "endpoint": {"listen":  "127.0.0.1:0"},
 "sockets": [{"path": "/s", "handler": "h"}],
 "handlers": {"h": {"channels": [{"topic": "room:*", "rules": [{"on": "join"}]}]}}})";
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(source);
    file.close();
    open(WorkspaceReader::load(path).value(), path);

    m_behaviours->setEnabled(0, false);
    QVERIFY(m_behaviours->isModified());
    QCOMPARE(m_behaviours->save(), QString());

    QVERIFY(!m_behaviours->isModified());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray saved = file.readAll();
    QVERIFY(saved.startsWith(source.left(source.indexOf("\"h\": {"))));
    const auto again = WorkspaceReader::load(path);
    QVERIFY2(again, again ? "" : qPrintable(again.error()));
    QCOMPARE(again.value().handlers.constFirst().rules().constFirst().isEnabled, false);
}

void TestBehaviours::aFileThatCannotBeWrittenLosesNothing()
{
    open(Workspace::makeDefault());
    QVERIFY(m_behaviours->loadReadySet(QStringLiteral("echo")).isEmpty());

    const QString problem = m_behaviours->saveAs(QStringLiteral("/nowhere/at/all.json"));

    QVERIFY(problem.contains(QStringLiteral("/nowhere/at/all.json could not be written")));
    QVERIFY(m_behaviours->isModified());
    QCOMPARE(m_behaviours->path(), QString());
}

void TestBehaviours::exportedRulesComeBackByImport()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("set.channelscope.json"));
    open(Workspace::makeDefault());
    QVERIFY(m_behaviours->loadReadySet(QStringLiteral("token-room")).isEmpty());

    QCOMPARE(m_behaviours->exportTo(path), QString());
    QVERIFY(m_behaviours->loadReadySet(QStringLiteral("echo")).isEmpty());
    QVERIFY(!m_behaviours->connectCheck());
    QCOMPARE(m_behaviours->importFrom(path), QString());

    QCOMPARE(m_behaviours->rules().size(), 4);
    QCOMPARE(m_behaviours->connectCheck()->equals.value(), QStringLiteral("demo"));
}

void TestBehaviours::aTableHasALimit()
{
    open(Workspace::makeDefault());
    QVERIFY(m_behaviours->loadReadySet(QStringLiteral("echo")).isEmpty());

    for (qsizetype i = 0; i < server::RuleTable::MaxRules; ++i)
        m_behaviours->duplicate(0);

    QCOMPARE(m_behaviours->rules().size(), server::RuleTable::MaxRules);
}

PHX_TEST_CLASS(TestBehaviours)

#include "tst_behaviours.moc"
