// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/workspace/endpointbuilder.h"
#include "app/workspace/workspacereader.h"
#include "tests/support/testcase.h"

namespace phx::app {

//! The keys of "pubsub" about presences.
class TestPubSubReader : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void namesThePresenceModule();
    void withoutANameItIsOurs();
    void presencesCanStayHere();
    void refusesWhatIsNoModule();
};

namespace {

Result<Workspace, QString> read(const QByteArray &presence)
{
    return WorkspaceReader::read(R"({"pubsub":{"name":"A","adapter":"redis")" + presence
                                     + R"(},"sockets":[{"path":"/s","handler":"g"}],)"
                                     + R"("handlers":{"g":{"kind":"guide"}}})",
                                 QStringLiteral("w.json"));
}

} // namespace

void TestPubSubReader::namesThePresenceModule()
{
    const auto workspace = read(R"(,"presence":"MyAppWeb.Presence","permdown_on_shutdown":true)");
    QVERIFY(workspace.isOk());

    const auto config = toEndpointConfig(workspace.value());

    QVERIFY(config.isOk());
    QVERIFY(config.value().tracker->permdownOnShutdown);
    QCOMPARE(server::TrackerReplica::topicOf(config.value().tracker->module),
             QByteArray("phx_presence:Elixir.MyAppWeb.Presence_shard0"));
}

void TestPubSubReader::withoutANameItIsOurs()
{
    const auto workspace = read({});

    QVERIFY(workspace.isOk());
    QCOMPARE(workspace.value().tracker->module, QByteArray("Channelscope.Presence"));
    QVERIFY(!workspace.value().tracker->permdownOnShutdown);
}

void TestPubSubReader::presencesCanStayHere()
{
    const auto workspace = read(R"(,"presence":false)");

    QVERIFY(workspace.isOk());
    QVERIFY(!workspace.value().tracker);
}

void TestPubSubReader::refusesWhatIsNoModule()
{
    const auto spaces = read(R"(,"presence":"My Presence")");
    const auto number = read(R"(,"permdown_on_shutdown":1)");

    QVERIFY(!spaces.isOk());
    QVERIFY(spaces.error().contains(QStringLiteral("as in \"MyAppWeb.Presence\"")));
    QVERIFY(!number.isOk());
    QVERIFY(number.error().contains(QStringLiteral("permdown_on_shutdown")));
}

PHX_TEST_CLASS(TestPubSubReader)

} // namespace phx::app

#include "tst_pubsubreader.moc"
