// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/workspace/endpointbuilder.h"
#include "app/workspace/workspacereader.h"
#include "server/handlers/labmounts.h"
#include "tests/support/testcase.h"

#include <QDirIterator>

using namespace phx;
using namespace phx::app;

class TestExamples : public phx::test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void eachCanBeHosted_data();
    void eachCanBeHosted();
    void theGoldenExampleIsTheReferenceServer();
};

void TestExamples::eachCanBeHosted_data()
{
    QTest::addColumn<QString>("path");
    QDirIterator files(QStringLiteral(PHX_EXAMPLES), {QStringLiteral("*.channelscope.json")},
                       QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        QTest::newRow(qPrintable(files.fileName())) << path;
    }
}

void TestExamples::eachCanBeHosted()
{
    QFETCH(const QString, path);

    const auto workspace = WorkspaceReader::load(path);

    QVERIFY2(workspace, workspace ? "" : qPrintable(workspace.error()));
    QVERIFY(toEndpointConfig(workspace.value()));
}

void TestExamples::theGoldenExampleIsTheReferenceServer()
{
    const auto workspace =
        WorkspaceReader::load(QStringLiteral(PHX_EXAMPLES "/golden/golden.channelscope.json"));
    QVERIFY(workspace);
    const auto config = toEndpointConfig(workspace.value());
    QVERIFY(config);

    const auto expected = server::labMounts(config.value().secretKeyBase);
    QCOMPARE(config.value().sockets.size(), std::ssize(expected));
    for (size_t i = 0; i < expected.size(); ++i) {
        const server::SocketMount &ours = config.value().sockets.at(static_cast<qsizetype>(i));
        QCOMPARE(ours.path, expected[i].path);
        QCOMPARE(ours.handler->name(), expected[i].handler->name());
        QCOMPARE(ours.webSocket.path, expected[i].webSocket.path);
        QCOMPARE(ours.webSocket.timeout, expected[i].webSocket.timeout);
        QCOMPARE(ours.webSocket.maxFrameBytes, expected[i].webSocket.maxFrameBytes);
        QCOMPARE(ours.webSocket.subprotocols, expected[i].webSocket.subprotocols);
        QCOMPARE(ours.webSocket.compress, expected[i].webSocket.compress);
        QCOMPARE(ours.checkOrigin.has_value(), expected[i].checkOrigin.has_value());
        QCOMPARE(ours.checkOrigin.value_or(server::OriginPolicy {}).entries,
                 expected[i].checkOrigin.value_or(server::OriginPolicy {}).entries);
        QCOMPARE(ours.authToken, expected[i].authToken);
        QCOMPARE(ours.maxChannels, expected[i].maxChannels);
        QCOMPARE(ours.errorAnswers, expected[i].errorAnswers);
    }
}

PHX_TEST_CLASS(TestExamples)

#include "tst_examples.moc"
