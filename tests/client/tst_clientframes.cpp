// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/client/wirefixture.h"
#include "tests/support/testcase.h"

#include <algorithm>

namespace phx::test {

using client::Transport;
using websocket::ReaderEvent;

//! \brief An open WebSocket against servers that know better: frames and the end.
//!
//! Numbers are those of the faults of Qt 6.4's own WebSocket client in the reliability study, §2.1.
class TestClientFrames : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void q30_badFramesAreRefused_data();
    void q30_badFramesAreRefused();
    void q2_messagesAreLimitedInBytes();
    void q5_messagesSplitInsideACharacterArrive();
    void q7_aFloodOfPingsIsAnsweredWithinBounds();
    void q22_theCloseOfTheServerIsToldAsItIs_data();
    void q22_theCloseOfTheServerIsToldAsItIs();
    void anEndWithoutACloseIsNotClean_data();
    void anEndWithoutACloseIsNotClean();
    void ownClosesAreToldAsTheServerAnswers_data();
    void ownClosesAreToldAsTheServerAnswers();
    void q21_aCloseWithoutAnAnswerEndsInTime();
    void aServerThatLeavesTcpOpenIsCut();
    void nothingArrivesAfterTheOwnClose();
    void messagesOfAllLengthsGoBothWays();
    void whatIsNotReadCountsAsBuffered();
    void aLostConnectionIsNeverToldInsideASend();
};

void TestClientFrames::q30_badFramesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const QByteArray &bytes, int code) {
        QTest::newRow(name) << bytes << code;
    };
    row("masked", ClientFrame {.payload = "hi"}.toBytes(), 1002);
    row("compressed", serverFrame({.payload = "hi", .rsv = 4}), 1002);
    row("a reserved opcode", serverFrame({.opcode = 3}), 1002);
    row("a stray continuation", serverFrame({.opcode = 0, .payload = "hi"}), 1002);
    row("a ping in pieces", serverFrame({.opcode = 9, .fin = false}), 1002);
    row("a length that is too long a number",
        serverFrame({.payload = "hi", .lengthForm = ClientFrame::LengthForm::Bits64}), 1002);
    row("a close code that is none", serverClose(1005), 1002);
    row("text that is not UTF-8", serverFrame({.payload = "\xff"}), 1007);
    row("text that ends inside a character", serverFrame({.payload = "\xc3"}), 1007);
    row("a message too large", serverFrame({.payload = QByteArray(1001, 'x')}), 1009);
    row("a header that promises too much",
        QByteArray("\x82\x7f\x00\x00\x01\x00\x00\x00\x00\x00", 10), 1009);
    row("pieces that are too large together",
        serverFrame({.payload = QByteArray(600, 'x'), .fin = false})
            + serverFrame({.opcode = 0, .payload = QByteArray(600, 'x')}),
        1009);
}

void TestClientFrames::q30_badFramesAreRefused()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, code);
    WireServer server;
    client::NetworkOptions network = WireClient::quick();
    network.maxMessageBytes = 1000;
    WireClient client(server.url(), network);
    QTRY_COMPARE(client.told, QByteArrayList {"open"});

    server.peer().write(serverFrame({.payload = "before"}) + bytes
                        + serverFrame({.payload = "after"}));

    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.told,
             (QByteArrayList {"open", "text before", "closed " + QByteArray::number(code)}));
    QVERIFY(!client.reason.isEmpty());
    QCOMPARE(server.closeCode(), code);
    QTRY_VERIFY(server.isEnded(0));
}

void TestClientFrames::q2_messagesAreLimitedInBytes()
{
    WireServer server;
    client::NetworkOptions network = WireClient::quick();
    network.maxMessageBytes = 1000;
    WireClient client(server.url(), network);
    QTRY_COMPARE(client.told, QByteArrayList {"open"});

    // 1000 bytes, and then 334 characters of three bytes each.
    server.peer().write(serverFrame({.payload = QByteArray(1000, 'x')})
                        + serverFrame({.payload = QByteArray("€").repeated(334)}));

    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.told, (QByteArrayList {"open", "text 1000", "closed 1009"}));
}

void TestClientFrames::q5_messagesSplitInsideACharacterArrive()
{
    const QByteArray text = "a€😀z";
    WireServer server;
    WireClient client(server.url());
    QTRY_COMPARE(client.told, QByteArrayList {"open"});

    for (qsizetype at = 0; at < text.size(); ++at) {
        server.peer().write(serverFrame({.opcode = quint8(at == 0 ? 1 : 0),
                                         .payload = text.mid(at, 1),
                                         .fin = at + 1 == text.size()})
                            + serverFrame({.opcode = 9, .payload = "between"}));
    }

    QTRY_COMPARE(client.told, (QByteArrayList {"open", "text " + text}));
    QTRY_COMPARE(server.events().size(), std::size_t(text.size()));
    QCOMPARE(server.events().front().kind, ReaderEvent::Kind::Pong);
    QCOMPARE(server.events().front().payload, QByteArray("between"));
}

void TestClientFrames::q7_aFloodOfPingsIsAnsweredWithinBounds()
{
    WireServer server;
    WireClient client(server.url());
    QTRY_COMPARE(client.told, QByteArrayList {"open"});
    const QByteArray ping = serverFrame({.opcode = 9, .payload = QByteArray(125, 'p')});
    const QByteArray last = serverFrame({.opcode = 9, .payload = "the last"});
    // It does not read: what the kernel holds for it is soon full.
    server.setReading(server.peer(), false);

    for (int i = 0; i < 200; ++i)
        server.peer().write(ping.repeated(1000));
    server.peer().write(last + serverFrame({.payload = "done"}));
    qint64 most = 0;
    QTRY_VERIFY2((most = std::max(most, client.transport->bufferedBytes()),
                  client.told.contains("text done")),
                 "pings are not read");

    QVERIFY2(most > 0, "the test has not filled the buffers");
    QVERIFY2(most < 17 * 1024, QByteArray::number(most));
    server.setReading(server.peer(), true);
    QTRY_VERIFY(server.received.value(&server.peer()).size() > 1'000'000);
    QTRY_COMPARE(server.events().back().payload, QByteArray("the last"));
    QVERIFY(server.events().size() < 200'000);
}

void TestClientFrames::q22_theCloseOfTheServerIsToldAsItIs_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("reason");
    for (const int code : {1000, 1001, 1011, 1012, 1013, 3000, 4000}) {
        const QByteArray reason = code == 4000 ? "why" : "";
        QTest::addRow("%d", code) << serverClose(quint16(code), reason) << code << reason;
    }
    QTest::newRow("none") << serverFrame({.opcode = 8}) << 1005 << QByteArray();
}

void TestClientFrames::q22_theCloseOfTheServerIsToldAsItIs()
{
    QFETCH(const QByteArray, frame);
    QFETCH(const int, code);
    QFETCH(const QByteArray, reason);
    WireServer server(frame);

    WireClient client(server.url());

    // The client answers, and the server ends TCP.
    QTRY_COMPARE(server.closeCode(), code);
    QCOMPARE(client.transport->state(), Transport::State::Closing);
    QVERIFY(!server.isEnded(0));
    server.peer().disconnectFromHost();
    QTRY_COMPARE(client.told,
                 (QByteArrayList {"open", "closed " + QByteArray::number(code) + " clean"}));
    QCOMPARE(client.reason, reason);
}

void TestClientFrames::anEndWithoutACloseIsNotClean_data()
{
    QTest::addColumn<bool>("isReset");
    QTest::newRow("an end") << false;
    QTest::newRow("a reset") << true;
}

void TestClientFrames::anEndWithoutACloseIsNotClean()
{
    QFETCH(const bool, isReset);
    WireServer server;
    WireClient client(server.url());
    QTRY_COMPARE(client.told, QByteArrayList {"open"});

    if (isReset) {
        // What was not read makes the kernel send a reset.
        server.setReading(server.peer(), false);
        client.send("x");
        QTRY_VERIFY(server.peer().bytesAvailable() > 0);
        server.peer().abort();
    } else {
        server.peer().write(serverFrame({.payload = "half", .fin = false}));
        server.peer().disconnectFromHost();
    }

    QTRY_COMPARE(client.told, (QByteArrayList {"open", "closed 1006"}));
}

void TestClientFrames::ownClosesAreToldAsTheServerAnswers_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("told");
    QTest::newRow("an echo") << 3000 << serverClose(3000) << QByteArray("closed 3000 clean");
    // As Bandit, whatever the client's code is.
    QTest::newRow("another") << 4001 << serverClose(1000) << QByteArray("closed 1000 clean");
    QTest::newRow("without a code")
        << 0 << serverFrame({.opcode = 8}) << QByteArray("closed 1005 clean");
    QTest::newRow("not at all") << 1000 << QByteArray() << QByteArray("closed 1006");
}

void TestClientFrames::ownClosesAreToldAsTheServerAnswers()
{
    QFETCH(const int, code);
    QFETCH(const QByteArray, answer);
    QFETCH(const QByteArray, told);
    WireServer server;
    WireClient client(server.url());
    QTRY_COMPARE(client.told, QByteArrayList {"open"});

    client.transport->close(quint16(code), code == 0 ? QByteArray() : QByteArray("bye"));

    QTRY_COMPARE(server.closeCode(), code == 0 ? 1005 : code);
    QCOMPARE(server.events().back().payload, code == 0 ? QByteArray() : QByteArray("bye"));
    QCOMPARE(client.transport->state(), Transport::State::Closing);
    server.peer().write(answer);
    server.peer().disconnectFromHost();
    QTRY_COMPARE(client.told, (QByteArrayList {"open", told}));
}

void TestClientFrames::q21_aCloseWithoutAnAnswerEndsInTime()
{
    WireServer server;
    WireClient client(server.url());
    QTRY_COMPARE(client.told, QByteArrayList {"open"});

    client.transport->close(1000, {});

    QVERIFY(client.told.size() == 1);
    QTRY_COMPARE(client.told, (QByteArrayList {"open", "closed 1006"}));
    QTRY_VERIFY(server.isEnded(0));
}

void TestClientFrames::aServerThatLeavesTcpOpenIsCut()
{
    WireServer server(serverClose(1012));

    WireClient client(server.url());

    QTRY_COMPARE(client.told, (QByteArrayList {"open", "closed 1012 clean"}));
    QTRY_VERIFY(server.isEnded(0));
}

void TestClientFrames::nothingArrivesAfterTheOwnClose()
{
    WireServer server;
    WireClient client(server.url());
    QTRY_COMPARE(client.told, QByteArrayList {"open"});

    client.transport->close(1000, {});
    client.send("too late");
    server.peer().write(serverFrame({.payload = "too late"}));
    QTRY_COMPARE(server.closeCode(), 1000);
    server.peer().write(serverClose(1000) + serverFrame({.payload = "much too late"}));
    server.peer().disconnectFromHost();

    QTRY_COMPARE(client.told, (QByteArrayList {"open", "closed 1000 clean"}));
    QCOMPARE(server.events().size(), std::size_t(1));
}

void TestClientFrames::messagesOfAllLengthsGoBothWays()
{
    WireServer server;
    WireClient client(server.url());
    QTRY_COMPARE(client.told, QByteArrayList {"open"});
    const QList<qsizetype> sizes {0, 1, 125, 126, 65'535, 65'536, 3'000'000};

    for (const qsizetype size : sizes) {
        const QByteArray payload(size, 'b');
        client.transport->send({protocol::Opcode::Binary, payload});
        server.peer().write(serverFrame({.opcode = 2, .payload = payload}));
    }

    QTRY_COMPARE(client.told.size(), 1 + sizes.size());
    QCOMPARE(client.told.constLast(), QByteArray("binary 3000000"));
    QTRY_COMPARE(server.events().size(), std::size_t(sizes.size()));
    for (std::size_t i = 0; i < server.events().size(); ++i)
        QCOMPARE(server.events().at(i).payload.size(), sizes.at(qsizetype(i)));
}

void TestClientFrames::whatIsNotReadCountsAsBuffered()
{
    WireServer server;
    WireClient client(server.url());
    QTRY_COMPARE(client.told, QByteArrayList {"open"});
    QCOMPARE(client.transport->bufferedBytes(), 0);
    server.setReading(server.peer(), false);

    client.transport->send({protocol::Opcode::Binary, QByteArray(20'000'000, 'b')});

    QVERIFY(client.transport->bufferedBytes() > 1'000'000);
    server.setReading(server.peer(), true);
    QTRY_COMPARE(client.transport->bufferedBytes(), 0);
}

void TestClientFrames::aLostConnectionIsNeverToldInsideASend()
{
    WireServer server;
    WireClient client(server.url());
    QTRY_COMPARE(client.told, QByteArrayList {"open"});
    server.setReading(server.peer(), false);
    client.send("x");
    QTRY_VERIFY(server.peer().bytesAvailable() > 0);

    client.isInCall = true;
    server.peer().abort();
    for (int i = 0; i < 10; ++i)
        client.send("y");
    client.isInCall = false;

    QTRY_COMPARE(client.told, (QByteArrayList {"open", "closed 1006"}));
    QVERIFY(!client.wasToldInCall);
}

PHX_TEST_CLASS(TestClientFrames)

} // namespace phx::test

#include "tst_clientframes.moc"
