// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/pubsub/broadcastterm.h"
#include "server/pubsub/redisenvelope.h"
#include "server/pubsub/redisoptions.h"
#include "tests/pubsub/clusterfixture.h"
#include "tests/support/testcase.h"

using namespace phx;
using protocol::Etf;
using protocol::EtfTerm;
using server::RedisAddress;
using server::RedisEnvelope;

namespace {

constexpr qsizetype MaxBytes = 1'000'000;

QByteArray bytesOf(const QList<EtfTerm> &items)
{
    return Etf::encode(EtfTerm::tuple(items));
}

} // namespace

//! What travels through Redis, and the URL that leads there.
class RedisEnvelopeTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheBytesOfARealNode()
    {
        QCOMPARE(test::sampleMessage().size(), 191);

        const auto envelope = RedisEnvelope::decode(test::sampleMessage(), MaxBytes);

        QVERIFY(envelope.isOk());
        QCOMPARE(envelope.value().mode, RedisEnvelope::Mode::Except);
        QCOMPARE(envelope.value().node, EtfTerm::atom("a@127.0.0.1"));
        QCOMPARE(envelope.value().topic, QByteArray("room:1"));
        QCOMPARE(envelope.value().dispatcher, QByteArray(server::dispatcher::Channels));
        const auto broadcast = server::broadcastterm::fromTerm(envelope.value().message);
        QCOMPARE(broadcast.value().payload.bytes(), QByteArray(R"({"body":"hi"})"));
    }

    void writesTheSameTermAsARealNode()
    {
        const protocol::Broadcast broadcast {.topic = "room:1",
                                             .event = "new_msg",
                                             .payload =
                                                 protocol::Payload::json(R"({"body":"hi"})")};
        const RedisEnvelope envelope {.node = EtfTerm::atom("a@127.0.0.1"),
                                      .topic = "room:1",
                                      .message = server::broadcastterm::toTerm(broadcast).value(),
                                      .dispatcher = server::dispatcher::Channels};

        // OTP 26 and later write atoms with the tag 77 and one byte of length, and a client's
        // payload has a text as its key.
        QByteArray expected = test::sampleMessage();
        expected.replace(QByteArray::fromHex("640004") + "body",
                         QByteArray::fromHex("6d00000004") + "body");
        expected.replace(QByteArray::fromHex("6400"), QByteArray::fromHex("77"));
        QCOMPARE(envelope.encode(0).toHex(), expected.toHex());
    }

    void compressesWhereItHelps()
    {
        const RedisEnvelope small {.node = EtfTerm::binary("n"), .dispatcher = "d"};
        const RedisEnvelope large {
            .node = EtfTerm::binary("n"), .topic = QByteArray(5'000, 't'), .dispatcher = "d"};

        QCOMPARE(small.encode(9), small.encode(0));
        const QByteArray bytes = large.encode(9);
        QVERIFY(bytes.startsWith(QByteArray::fromHex("8350")));
        QVERIFY(bytes.size() < 200);
        QCOMPARE(RedisEnvelope::decode(bytes, MaxBytes).value().topic, large.topic);
        QVERIFY(!RedisEnvelope::decode(bytes, 5'000).isOk());
    }

    void inflatesNoMoreThanItIsTold()
    {
        // It says 100 bytes and holds ten million.
        QByteArray lie = QByteArray::fromHex("8350") + qCompress(QByteArray(10'000'000, 'x'));
        lie.replace(2, 4, QByteArray::fromHex("00000064"));

        QVERIFY(!RedisEnvelope::decode(lie, MaxBytes).isOk());
    }

    void refusesWhatIsNoEnvelope_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("isOtherVersion");
        const EtfTerm three = EtfTerm::integer(3);
        const EtfTerm except = EtfTerm::atom("except");
        const EtfTerm text = EtfTerm::binary("t");
        const EtfTerm atom = EtfTerm::atom("d");

        QTest::newRow("nothing") << QByteArray() << false;
        QTest::newRow("no term") << QByteArray("hello") << false;
        QTest::newRow("cut off") << test::sampleMessage().chopped(1) << false;
        QTest::newRow("no tuple") << Etf::encode(text) << false;
        QTest::newRow("no version") << bytesOf({text, except, text, text, text, atom}) << false;
        QTest::newRow("version 2")
            << bytesOf({EtfTerm::integer(2), except, text, text, text, atom}) << true;
        QTest::newRow("version 4, other size") << bytesOf({EtfTerm::integer(4)}) << true;
        QTest::newRow("five items") << bytesOf({three, except, text, text, text}) << false;
        QTest::newRow("mode") << bytesOf({three, atom, text, text, text, atom}) << false;
        QTest::newRow("node") << bytesOf({three, except, three, text, text, atom}) << false;
        QTest::newRow("topic") << bytesOf({three, except, text, atom, text, atom}) << false;
        QTest::newRow("dispatcher") << bytesOf({three, except, text, text, text, text}) << false;
        QTest::newRow("a list that claims memory") << QByteArray::fromHex("836c7fffffff") << false;
        QTest::newRow("many small terms")
            << QByteArray::fromHex("836c001e8480") + QByteArray(2'000'000, '\x6a') + '\x6a'
            << false;
    }
    void refusesWhatIsNoEnvelope()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, isOtherVersion);

        const auto envelope = RedisEnvelope::decode(bytes, MaxBytes);

        QVERIFY(!envelope.isOk());
        QCOMPARE(envelope.error().isOtherVersion, isOtherVersion);
        QVERIFY(!envelope.error().sentence.isEmpty());
    }

    void readsUrls_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("parts"); // empty: refused
        const auto row = [](const char *url, const char *parts) {
            QTest::newRow(url) << QString::fromLatin1(url) << QString::fromLatin1(parts);
        };

        row("redis://127.0.0.1", "127.0.0.1:6379||0|plain");
        row("redis://127.0.0.1:6380/3", "127.0.0.1:6380||3|plain");
        row("redis://:p%40ss@host", "host:6379|:p@ss|0|plain");
        row("rediss://ann:secret@host/", "host:6379|ann:secret|0|tls");
        row("redis://[::1]:7000", "[::1]:7000||0|plain");
        row("http://host", "");
        row("127.0.0.1:6379", "");
        row("redis://", "");
        row("redis://host/one", "");
        row("redis://host/-1", "");
        row("redis://host:0", "");
        row("redis://host:70000", "");
        row("redis://ann@host", "");
        row("redis://host?db=1", "");
    }
    void readsUrls()
    {
        QFETCH(QString, url);
        QFETCH(QString, parts);

        const auto address = RedisAddress::parse(url);

        QCOMPARE(address.isOk(), !parts.isEmpty());
        if (!address)
            return;
        const RedisAddress &read = address.value();
        const bool hasLogin = !read.password.isEmpty();
        QCOMPARE(
            QStringLiteral("%1|%2|%3|%4")
                .arg(read.toString(),
                     hasLogin ? QString::fromUtf8(read.username + ':' + read.password) : QString())
                .arg(read.database)
                .arg(read.tls ? QStringLiteral("tls") : QStringLiteral("plain")),
            parts);
    }

    void theChannelIsNamedAfterTheAdapterOfThePubSub()
    {
        QCOMPARE(server::RedisOptions {.name = "MyApp.PubSub"}.channel(), test::sampleChannel());
        QCOMPARE(server::RedisOptions {.name = "Elixir.MyApp.PubSub"}.channel(),
                 test::sampleChannel());
        QVERIFY(server::uniqueNodeName() != server::uniqueNodeName());
    }
};

PHX_TEST_CLASS(RedisEnvelopeTest)
#include "tst_redisenvelope.moc"
