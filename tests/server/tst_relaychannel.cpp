// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/channels/relaychannel.h"
#include "tests/server/nodefixture.h"
#include "tests/support/testcase.h"

using namespace phx;
using server::RelayChannel;
using test::FakeTransport;
using test::Node;

namespace {

FakeTransport &joined(Node &node)
{
    FakeTransport &client = node.client();
    client.receive(R"(["1","1","doc:a","phx_join",{}])");
    client.take();
    return client;
}

} // namespace

//! Events for the others on the topic (ecosystem.md §1.3, Yjs).
class RelayChannelTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void handsAnEventToTheOthersAndAnswersNothing()
    {
        Node node;
        node.routeTo<RelayChannel>("doc:*", RelayChannel::Names::Own);
        FakeTransport &sender = joined(node);
        FakeTransport &other = joined(node);

        sender.receive(R"(["1","2","doc:a","moved",{"x":1.0,"ja":"日本"}])");

        QVERIFY(sender.take().isEmpty());
        QCOMPARE(other.take(),
                 QByteArrayList {R"([null,null,"doc:a","moved",{"x":1.0,"ja":"日本"}])"});
    }
    void bytesStayBytes()
    {
        Node node;
        node.routeTo<RelayChannel>("doc:*", RelayChannel::Names::Own);
        FakeTransport &sender = joined(node);
        FakeTransport &other = joined(node);

        sender.receiveBinary(QByteArray::fromHex("000101050331") + "2doc:araw"
                             + QByteArray::fromHex("00ff"));

        QCOMPARE(other.take(),
                 QByteArrayList {"hex:020503" + QByteArray("doc:araw").toHex() + "00ff"});
    }
    void theProtocolsOwnEventsCrashIt()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("channel crashed")));
        Node node;
        node.routeTo<RelayChannel>("doc:*", RelayChannel::Names::Own);
        FakeTransport &sender = joined(node);
        FakeTransport &other = joined(node);

        sender.receive(R"(["1","2","doc:a","phx_close",{}])");

        QVERIFY(other.take().isEmpty());
        PHX_COMPARE_FRAMES(sender, {R"(["1","1","doc:a","phx_error",{"reason":"channel_crash"}])"});
    }
    void yjsHearsOneNameWhateverWasPushed_data()
    {
        QTest::addColumn<QByteArray>("event");
        QTest::newRow("yjs") << QByteArray("yjs");
        QTest::newRow("yjs_sync") << QByteArray("yjs_sync");
    }
    void yjsHearsOneNameWhateverWasPushed()
    {
        QFETCH(const QByteArray, event);
        Node node;
        node.routeTo<RelayChannel>("doc:*", RelayChannel::Names::Yjs);
        FakeTransport &sender = joined(node);
        FakeTransport &other = joined(node);

        sender.receiveBinary(QByteArray::fromHex("00010105") + char(event.size()) + "12doc:a"
                             + event + QByteArray::fromHex("0001fe"));

        QCOMPARE(other.take(),
                 QByteArrayList {"hex:020503" + QByteArray("doc:ayjs").toHex() + "0001fe"});
    }
    void yjsKnowsNoOtherEvents()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("channel crashed")));
        Node node;
        node.routeTo<RelayChannel>("doc:*", RelayChannel::Names::Yjs);
        FakeTransport &sender = joined(node);

        sender.receive(R"(["1","2","doc:a","moved",{}])");

        PHX_COMPARE_FRAMES(sender, {R"(["1","1","doc:a","phx_error",{"reason":"channel_crash"}])"});
    }
};

PHX_TEST_CLASS(RelayChannelTest)

#include "tst_relaychannel.moc"
