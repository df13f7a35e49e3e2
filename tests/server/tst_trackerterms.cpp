// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/presence/remotepresences.h"
#include "server/presence/trackerterms.h"
#include "tests/support/testcase.h"

#include <QJsonArray>

using phx::protocol::Etf;
using phx::protocol::EtfTerm;
using namespace phx::server;

namespace phx::test {

//! protocol.md §6.2: the messages of Phoenix.Tracker's shards as Erlang writes them.
class TrackerTermsTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void readsADelta();
    void readsAWholeState();
    void readsTheOtherMessages();
    void whatIsWrittenIsReadAgain_data();
    void whatIsWrittenIsReadAgain();
    void aSetHasWhatElixirAsksFor();
    void metasKeepWhatJsonCanSay();
    void keysOfOtherKindsAreTexts();
    void pidsAndReferencesAreThoseOfErlang();
    void anAnswerIsKnownByItsNumberWhoeverWroteIt();
    void refusesWhatIsNoMessage_data();
    void refusesWhatIsNoMessage();
    void limitsAreKept();
};

namespace {

// term_to_binary of OTP 25 and Elixir 1.14 (atoms with tag 100) of messages of the node
// a@127.0.0.1, whose structs have the fields of phoenix_pubsub 2.1.
constexpr auto RecordedDelta =
    "836805640003707562640009686561727462656174680264000b61403132372e302e302e316e0700"
    "01401e18240a06740000000a64000a5f5f7374727563745f5f64001c456c697869722e50686f656e"
    "69782e547261636b65722e5374617465640006636c6f7564737400000001680264000b6140313237"
    "2e302e302e316e070001401e18240a06740000000364000a5f5f7374727563745f5f64000d456c69"
    "7869722e4d61705365746400036d617074000000036802680264000b61403132372e302e302e316e"
    "070001401e18240a0661016a6802680264000b61403132372e302e302e316e070001401e18240a06"
    "61026a6802680264000b61403132372e302e302e316e070001401e18240a0661036a640007766572"
    "73696f6e6102640007636f6e74657874740000000064000564656c7461640005756e736574640004"
    "6d6f646564000564656c7461640004706964736400036e696c64000572616e676568027400000001"
    "680264000b61403132372e302e302e316e070001401e18240a0661007400000001680264000b6140"
    "3132372e302e302e316e070001401e18240a0661036400077265706c696361680264000b61403132"
    "372e302e302e316e070001401e18240a066400087265706c69636173740000000064000676616c75"
    "657374000000016802680264000b61403132372e302e302e316e070001401e18240a066103680458"
    "64000b61403132372e302e302e31000000c8000000000000002a6d00000006726f6f6d3a316d0000"
    "000275317400000006640004617761796400036e696c6400096f6e6c696e655f6174626553f10064"
    "00077068785f7265666d00000010474f70325a4a597a51494c5164414653640005726174696f463f"
    "e0000000000000640004746167736c000000026d0000000178640001796a6d000000066465766963"
    "656d0000000570686f6e656802680264000b61403132372e302e302e316e070001401e18240a0674"
    "00000001680264000b61403132372e302e302e316e070001401e18240a066103";

constexpr auto RecordedEmpty =
    "836805640003707562640009686561727462656174680264000b61403132372e302e302e316e0700"
    "01401e18240a06640005656d7074796802680264000b61403132372e302e302e316e070001401e18"
    "240a067400000001680264000b61403132372e302e302e316e070001401e18240a066103";

constexpr auto RecordedReq =
    "83680564000370756264000c7472616e736665725f7265715a000364000d6e6f6e6f6465406e6f68"
    "6f7374000000000003c29cc0a000010300f0d0680264000b61403132372e302e302e316e07000140"
    "1e18240a066802680264000b61403132372e302e302e316e070001401e18240a0674000000026802"
    "64000b61403132372e302e302e316e070001401e18240a06610368026d000000016261056101";

constexpr auto RecordedAck =
    "83680564000370756264000c7472616e736665725f61636b5a000364000d6e6f6e6f6465406e6f68"
    "6f7374000000000003c29fc0a000010300f0d0680264000b61403132372e302e302e316e07000140"
    "1e18240a066802740000000a64000a5f5f7374727563745f5f64001c456c697869722e50686f656e"
    "69782e547261636b65722e5374617465640006636c6f7564737400000001680264000b6140313237"
    "2e302e302e316e070001401e18240a06740000000364000a5f5f7374727563745f5f64000d456c69"
    "7869722e4d61705365746400036d6170740000000064000776657273696f6e6102640007636f6e74"
    "6578747400000001680264000b61403132372e302e302e316e070001401e18240a06610364000564"
    "656c7461640005756e7365746400046d6f64656400066e6f726d616c640004706964736400036e69"
    "6c64000572616e67656802740000000074000000006400077265706c696361680264000b61403132"
    "372e302e302e316e070001401e18240a066400087265706c696361737400000001680264000b6140"
    "3132372e302e302e316e070001401e18240a06640002757064000676616c7565736400036e696c74"
    "000000016802680264000b61403132372e302e302e316e070001401e18240a06610368045864000b"
    "61403132372e302e302e31000000c8000000000000002a6d00000006726f6f6d3a31612a74000000"
    "016400077068785f7265666d00000010474f70325a4a597a51494c5164414653";

constexpr auto RecordedDown =
    "836803640003707562640011677261636566756c5f7065726d646f776e680264000b61403132372e"
    "302e302e316e070001401e18240a06";

constexpr qint64 Vsn = 1'700'000'000'000'001;

EtfTerm term(const char *hex)
{
    return Etf::decode(QByteArray::fromHex(hex)).value();
}

//! The recorded message; fails the test if it cannot be read.
template<class Message>
Message read(const char *hex)
{
    const auto message = trackerterms::fromTerm(term(hex));
    if (!message) {
        QTest::qFail(qPrintable(message.error()), __FILE__, __LINE__);
        return {};
    }
    return std::get<Message>(message.value());
}

TrackerReplicaRef nodeA()
{
    return {.name = EtfTerm::atom("a@127.0.0.1"), .vsn = Vsn};
}

//! The recorded delta with one part replaced.
EtfTerm withState(const char *field, const EtfTerm &value)
{
    const EtfTerm whole = term(RecordedDelta);
    QList<EtfTerm> items = whole.items();
    QList<EtfTerm> fields = items.at(3).items();
    for (qsizetype i = 0; i + 1 < fields.size(); i += 2) {
        if (fields.at(i).isAtom(field))
            fields[i + 1] = value;
    }
    items[3] = EtfTerm::map(fields);
    return EtfTerm::tuple(items);
}

} // namespace

void TrackerTermsTest::readsADelta()
{
    const auto heartbeat = read<TrackerHeartbeat>(RecordedDelta);

    QCOMPARE(heartbeat.from, nodeA());
    const TrackerReplicaId id = nodeA().id();
    QCOMPARE(heartbeat.clock.replica, id);
    QCOMPARE(heartbeat.clock.context, (TrackerContext {{id, 3}}));
    QVERIFY(heartbeat.delta);
    const TrackerDelta &delta = *heartbeat.delta;
    QVERIFY(!delta.isWhole);
    QCOMPARE(delta.clouds, (TrackerClouds {{id, {1, 2, 3}}}));
    QCOMPARE(delta.start, (TrackerContext {{id, 0}}));
    QCOMPARE(delta.end, (TrackerContext {{id, 3}}));
    QCOMPARE(delta.values.size(), size_t(1));
    const TrackerValue &value = delta.values.at({id, 3});
    QCOMPARE(value.topic, QByteArray("room:1"));
    QCOMPARE(value.key, EtfTerm::binary("u1"));
    QCOMPARE(value.pid.kind(), EtfTerm::Kind::Opaque);
}

void TrackerTermsTest::readsAWholeState()
{
    const auto answer = read<TrackerTransferAnswer>(RecordedAck);

    const TrackerReplicaId id = nodeA().id();
    QVERIFY(answer.state.isWhole);
    QCOMPARE(answer.state.context, (TrackerContext {{id, 3}}));
    QCOMPARE(answer.state.values.size(), size_t(1));
    QCOMPARE(answer.state.values.at({id, 3}).key, EtfTerm::integer(42));
}

void TrackerTermsTest::readsTheOtherMessages()
{
    const auto empty = read<TrackerHeartbeat>(RecordedEmpty);
    QVERIFY(!empty.delta);
    QCOMPARE(empty.from, nodeA());

    const auto request = read<TrackerTransferRequest>(RecordedReq);
    const TrackerReplicaRef other {.name = EtfTerm::binary("b"), .vsn = 5};
    QCOMPARE(request.clock.context, (TrackerContext {{nodeA().id(), 3}, {other.id(), 1}}));

    QCOMPARE(read<TrackerPermdown>(RecordedDown).from, nodeA());
}

void TrackerTermsTest::whatIsWrittenIsReadAgain_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("delta") << QByteArray(RecordedDelta);
    QTest::newRow("empty") << QByteArray(RecordedEmpty);
    QTest::newRow("request") << QByteArray(RecordedReq);
    QTest::newRow("whole state") << QByteArray(RecordedAck);
    QTest::newRow("permdown") << QByteArray(RecordedDown);
}

void TrackerTermsTest::whatIsWrittenIsReadAgain()
{
    QFETCH(QByteArray, hex);
    const auto message = trackerterms::fromTerm(term(hex));
    QVERIFY(message.isOk());

    const EtfTerm written = trackerterms::toTerm(message.value());
    const auto again = trackerterms::fromTerm(Etf::decode(Etf::encode(written)).value());

    QVERIFY(again.isOk());
    QCOMPARE(trackerterms::toTerm(again.value()), written);
}

void TrackerTermsTest::aSetHasWhatElixirAsksFor()
{
    const auto heartbeat = read<TrackerHeartbeat>(RecordedDelta);

    const EtfTerm written = trackerterms::toTerm(heartbeat);
    const EtfTerm &state = written.items().at(3);

    // %State{…} matches on every field, MapSet.union/2 of Elixir 1.14 on `map` and `version`.
    QVERIFY(state.find("__struct__")->isAtom("Elixir.Phoenix.Tracker.State"));
    for (const char *field :
         {"replica", "context", "clouds", "values", "pids", "mode", "delta", "replicas", "range"})
        QVERIFY2(state.find(field), field);
    QCOMPARE(state.items().size(), 20);
    const EtfTerm &set = state.find("clouds")->items().at(1);
    QVERIFY(set.find("__struct__")->isAtom("Elixir.MapSet"));
    QCOMPARE(set.find("version")->toInteger(), 2);
    const EtfTerm *members = set.find("map");
    QCOMPARE(members->items().size(), 6);
    QCOMPARE(members->items().at(1), EtfTerm::list({}));
}

void TrackerTermsTest::metasKeepWhatJsonCanSay()
{
    const auto heartbeat = read<TrackerHeartbeat>(RecordedDelta);
    RemotePresences remote;
    TrackerDiff diff;
    for (const auto &value : heartbeat.delta->values)
        diff.joins.emplace_back(value.first, value.second);

    const auto changes = remote.changes(diff);

    QCOMPARE(changes.size(), size_t(1));
    QCOMPARE(changes.front().topic, QByteArray("room:1"));
    const PresenceEntry &entry = changes.front().joins.front();
    QCOMPARE(entry.key, QStringLiteral("u1"));
    const QJsonObject expected {
        {QStringLiteral("phx_ref"), QStringLiteral("GOp2ZJYzQILQdAFS")},
        {QStringLiteral("online_at"), 1'700'000'000},
        {QStringLiteral("device"), QStringLiteral("phone")},
        {QStringLiteral("away"), QJsonValue()},
        {QStringLiteral("ratio"), 0.5},
        {QStringLiteral("tags"), QJsonArray {QStringLiteral("x"), QStringLiteral("y")}}};
    QCOMPARE(entry.meta, expected);
    const EtfTerm meta = metaTerm(entry.meta);
    for (qsizetype i = 0; i < meta.items().size(); i += 2) {
        const EtfTerm &key = meta.items().at(i);
        QCOMPARE(key.kind() == EtfTerm::Kind::Atom, key.bytes() == "phx_ref");
    }
    const QJsonObject large {{QStringLiteral("n"), qint64(9'007'199'254'740'993)}};
    QCOMPARE(metaTerm(large).find("n")->toInteger(), 9'007'199'254'740'993);
}

void TrackerTermsTest::keysOfOtherKindsAreTexts()
{
    RemotePresences remote;
    const auto keyOf = [&remote](const EtfTerm &key) {
        const TrackerValue value {.topic = "t", .key = key, .meta = EtfTerm::map({})};
        const auto changes = remote.changes({.joins = {{{.replica = "r", .clock = 1}, value}}});
        return changes.empty() ? QStringLiteral("(not shown)") : changes.front().joins.front().key;
    };

    QCOMPARE(keyOf(EtfTerm::integer(42)), QStringLiteral("42"));
    QCOMPARE(keyOf(EtfTerm::atom("lobby")), QStringLiteral("lobby"));
    QCOMPARE(keyOf(EtfTerm::atom("nil")), QString());
    QCOMPARE(keyOf(EtfTerm::binary("")), QString());
    QCOMPARE(keyOf(EtfTerm::list({EtfTerm::integer('h'), EtfTerm::integer('i')})),
             QStringLiteral("hi"));
    QCOMPARE(keyOf(EtfTerm::number(1.5)), QStringLiteral("1.5"));
    QCOMPARE(keyOf(EtfTerm::tuple({})), QStringLiteral("(not shown)"));
    QCOMPARE(remote.unreadable(), quint64(1));
}

void TrackerTermsTest::pidsAndReferencesAreThoseOfErlang()
{
    // term_to_binary of <0.5.3> and of a reference, on a node of that name.
    QCOMPARE(trackerterms::pidOf("b", (3U << 15U) | 5U, 7).bytes().toHex(),
             QByteArray("58770162000000050000000300000007"));
    QCOMPARE(trackerterms::referenceOf("b", 9, 7).bytes().toHex(),
             QByteArray("5a000377016200000007000000000000000000000009"));
    QVERIFY(Etf::decode(Etf::encode(trackerterms::pidOf("b", 1, 7))).isOk());
}

void TrackerTermsTest::anAnswerIsKnownByItsNumberWhoeverWroteIt()
{
    const EtfTerm reference = trackerterms::referenceOf("b", 0x1234'5678'9abc'def0, 7);

    QCOMPARE(trackerterms::numberOf(reference), quint64(0x1234'5678'9abc'def0));
    // The same one as OTP up to 25 writes it: the atom with tag 100.
    const EtfTerm older = term("835a000364000162000000070000000012345678"
                               "9abcdef0");
    QCOMPARE(trackerterms::numberOf(older), quint64(0x1234'5678'9abc'def0));
    QCOMPARE(trackerterms::numberOf(EtfTerm::integer(5)), quint64(0));
}

void TrackerTermsTest::refusesWhatIsNoMessage_data()
{
    QTest::addColumn<EtfTerm>("message");
    const EtfTerm pub = EtfTerm::atom("pub");
    const EtfTerm ref = EtfTerm::tuple({EtfTerm::atom("a"), EtfTerm::integer(1)});
    const EtfTerm clock = EtfTerm::tuple({ref, EtfTerm::map({})});
    const auto beat = [&pub](const EtfTerm &from, const EtfTerm &delta, const EtfTerm &clocks) {
        return EtfTerm::tuple({pub, EtfTerm::atom("heartbeat"), from, delta, clocks});
    };
    const EtfTerm empty = EtfTerm::atom("empty");
    const EtfTerm far = EtfTerm::integer(std::numeric_limits<qint64>::max());
    const EtfTerm negative = EtfTerm::integer(-1);
    QTest::newRow("an atom") << pub;
    QTest::newRow("another tuple") << EtfTerm::tuple({ref, ref, ref});
    QTest::newRow("unknown kind") << EtfTerm::tuple({pub, EtfTerm::atom("hello"), ref});
    QTest::newRow("too short") << EtfTerm::tuple({pub, EtfTerm::atom("heartbeat"), ref});
    QTest::newRow("replica is an atom") << beat(pub, empty, clock);
    QTest::newRow("vsn is a text")
        << beat(EtfTerm::tuple({EtfTerm::atom("a"), EtfTerm::binary("1")}), empty, clock);
    QTest::newRow("name is empty")
        << beat(EtfTerm::tuple({EtfTerm::binary(""), EtfTerm::integer(1)}), empty, clock);
    QTest::newRow("clocks are a map") << beat(ref, empty, EtfTerm::map({}));
    QTest::newRow("a clock is negative")
        << beat(ref, empty, EtfTerm::tuple({ref, EtfTerm::map({ref, negative})}));
    QTest::newRow("a clock is too far")
        << beat(ref, empty, EtfTerm::tuple({ref, EtfTerm::map({ref, far})}));
    QTest::newRow("delta is a number") << beat(ref, negative, clock);
    QTest::newRow("mode is unknown") << withState("mode", pub);
    QTest::newRow("mode is that of a state") << withState("mode", EtfTerm::atom("normal"));
    QTest::newRow("clouds are a list") << withState("clouds", EtfTerm::list({}));
    QTest::newRow("a cloud is no set") << withState("clouds", EtfTerm::map({ref, ref}));
    QTest::newRow("a cloud holds another's change")
        << withState("clouds",
                     EtfTerm::map({ref,
                                   EtfTerm::map({EtfTerm::atom("map"),
                                                 EtfTerm::map({EtfTerm::tuple({clock, negative}),
                                                               EtfTerm::list({})})})}));
    QTest::newRow("values are nil") << withState("values", EtfTerm());
    QTest::newRow("a value is short")
        << withState("values", EtfTerm::map({EtfTerm::tuple({ref, EtfTerm::integer(1)}), ref}));
    QTest::newRow("range is a map") << withState("range", EtfTerm::map({}));
}

void TrackerTermsTest::refusesWhatIsNoMessage()
{
    QFETCH(EtfTerm, message);

    const auto read = trackerterms::fromTerm(message);

    QVERIFY(!read.isOk());
    QVERIFY(
        read.error().startsWith(QStringLiteral("A message of the presence tracker was refused: ")));
}

void TrackerTermsTest::limitsAreKept()
{
    const EtfTerm message = term(RecordedDelta);

    QVERIFY(!trackerterms::fromTerm(message, {.maxValues = 0}).isOk());
    QVERIFY(!trackerterms::fromTerm(message, {.maxReplicas = 0}).isOk());
    QVERIFY(!trackerterms::fromTerm(message, {.maxClouded = 2}).isOk());
    QVERIFY(trackerterms::fromTerm(message, {.maxValues = 1, .maxReplicas = 1, .maxClouded = 3})
                .isOk());
}

PHX_TEST_CLASS(TrackerTermsTest)

} // namespace phx::test

#include "tst_trackerterms.moc"
