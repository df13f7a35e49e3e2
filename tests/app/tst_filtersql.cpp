// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/capture/filtersql.h"
#include "tests/app/capturefixture.h"
#include "tests/support/testcase.h"

Q_DECLARE_METATYPE(phx::app::RowFilter)

namespace phx::app {

using tap::EventKind;
using test::fanOut;
using test::lifecycle;
using test::messageIn;

namespace {

//! Records one row of each sort. The ref (or detail) of a row is its name in the tests.
void recordSamples(test::Recording &recording)
{
    recording.record(
        messageIn({.connection = 1, .ref = "join", .topic = "room:1", .event = "phx_join"}));
    tap::TapEvent joined = lifecycle(EventKind::ChannelJoined, {.connection = 1});
    joined.ref = "joined";
    recording.record(joined);
    recording.record(messageIn(
        {.connection = 2, .ref = "upper", .topic = "room:2", .payload = R"({"a":"HeLLo"})"}));
    recording.record(messageIn({.connection = 2, .ref = "base", .topic = "room"}));
    recording.record(messageIn({.connection = 2, .ref = "roomy", .topic = "roomy:1"}));
    recording.record(messageIn({.connection = 2, .ref = "percent", .topic = "100%:_'"}));
    tap::TapEvent broadcast = fanOut({.connection = 3, .topic = "room:1"}, {200, 1});
    broadcast.ref = "broadcast";
    recording.record(broadcast);
    tap::TapEvent heartbeat = messageIn({.ref = "beat", .topic = "phoenix", .event = "heartbeat"});
    heartbeat.heartbeat = true;
    recording.record(heartbeat);
    for (const auto &[kind, name] : {std::pair {EventKind::JoinRefused, "refused"},
                                     {EventKind::ChannelClosed, "closed"},
                                     {EventKind::ChannelCrashed, "crashed"}}) {
        tap::TapEvent event = lifecycle(kind, {.connection = 4, .topic = "room:4"});
        event.ref = name;
        recording.record(event);
    }
    tap::TapEvent binary = messageIn({.connection = 5, .ref = "binary", .topic = "bin"});
    binary.opcode = 2;
    binary.frame = QByteArray("\x00\x01\xffNEEDLE\x00", 10);
    recording.record(binary);
}

} // namespace

class TestFilterSql : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void showsTheRowsThatPass_data();
    void showsTheRowsThatPass();
    void hidesWhatCameBeforeAMark();
    void countsTheFreeParameter();
    void aPersonsTextIsNeverSql();

private:
    [[nodiscard]] QList<QByteArray> names(const RowFilter &filter) const;

    QTemporaryDir m_folder;
    std::unique_ptr<test::Recording> m_recording;
    std::unique_ptr<CaptureReader> m_reader;
};

void TestFilterSql::initTestCase()
{
    m_recording = std::make_unique<test::Recording>(m_folder.filePath(QStringLiteral("a.capture")));
    QCOMPARE(m_recording->problem, QString());
    recordSamples(*m_recording);
    m_recording->capture.flush();
    auto reader = CaptureReader::open(m_recording->capture.path());
    QVERIFY(reader.isOk());
    m_reader = std::move(reader).value();
}

QList<QByteArray> TestFilterSql::names(const RowFilter &filter) const
{
    QList<QByteArray> names;
    for (const MessageRow &row : m_reader->rows(m_reader->sequences(filter, 0, 1000)))
        names.append(row.ref);
    return names;
}

void TestFilterSql::showsTheRowsThatPass_data()
{
    QTest::addColumn<RowFilter>("filter");
    QTest::addColumn<QList<QByteArray>>("expected");
    using Names = QList<QByteArray>;

    QTest::newRow("by default no heartbeats and nothing that repeats frames")
        << RowFilter {}
        << Names {"join", "upper", "base", "roomy", "percent", "broadcast", "crashed", "binary"};
    QTest::newRow("everything") << RowFilter {.heartbeats = true, .lifecycle = true}
                                << Names {"join",    "joined",  "upper",     "base",
                                          "roomy",   "percent", "broadcast", "beat",
                                          "refused", "closed",  "crashed",   "binary"};
    QTest::newRow("heartbeats") << RowFilter {.heartbeats = true, .topic = "phoenix"}
                                << Names {"beat"};
    QTest::newRow("lifecycle") << RowFilter {.lifecycle = true, .topic = "room:4"}
                               << Names {"refused", "closed", "crashed"};
    QTest::newRow("one topic") << RowFilter {.topic = "room:1"} << Names {"join", "broadcast"};
    QTest::newRow("a topic that others begin with")
        << RowFilter {.topic = "room"} << Names {"base"};
    QTest::newRow("a branch") << RowFilter {.topic = "room", .topicIsBranch = true}
                              << Names {"join", "upper", "base", "broadcast", "crashed"};
    QTest::newRow("a topic of odd characters")
        << RowFilter {.topic = "100%:_'"} << Names {"percent"};
    QTest::newRow("a connection and what was sent to it")
        << RowFilter {.connection = 1} << Names {"join", "broadcast"};
    QTest::newRow("a connection that only received")
        << RowFilter {.connection = 200} << Names {"broadcast"};
    QTest::newRow("the sender of a broadcast")
        << RowFilter {.connection = 3} << Names {"broadcast"};
    QTest::newRow("text in a topic") << RowFilter {.text = "OOM:2"} << Names {"upper"};
    QTest::newRow("text in an event") << RowFilter {.text = "x_JOIN"} << Names {"join"};
    QTest::newRow("text in a payload") << RowFilter {.text = "hello"} << Names {"upper"};
    QTest::newRow("text in binary bytes") << RowFilter {.text = "needle"} << Names {"binary"};
    QTest::newRow("text that is nowhere") << RowFilter {.text = "hellooo"} << Names {};
    QTest::newRow("text like a pattern of SQL") << RowFilter {.text = "%:_'"} << Names {"percent"};
    QTest::newRow("all at once") << RowFilter {.topic = "room",
                                               .topicIsBranch = true,
                                               .connection = 2,
                                               .text = "hello"}
                                 << Names {"upper"};
}

void TestFilterSql::showsTheRowsThatPass()
{
    QFETCH(const RowFilter, filter);
    QFETCH(const QList<QByteArray>, expected);

    QCOMPARE(names(filter), expected);
}

void TestFilterSql::hidesWhatCameBeforeAMark()
{
    const QList<quint64> all = m_reader->sequences({}, 0, 1000);

    QCOMPARE(m_reader->sequences({.afterSequence = all[5]}, 0, 1000), all.sliced(6));
    QCOMPARE(m_reader->sequences({.afterSequence = all[2]}, all[5], 1000), all.sliced(6));
}

void TestFilterSql::countsTheFreeParameter()
{
    QCOMPARE(compile({}).nextParameter(), 1);
    QCOMPARE(compile({.topic = "a", .topicIsBranch = true, .text = "b"}).nextParameter(), 5);
}

void TestFilterSql::aPersonsTextIsNeverSql()
{
    const QByteArray text = "x' OR 1=1; DROP TABLE rows; --";
    const FilterSql sql = compile({.topic = text, .text = text});

    QVERIFY(!sql.where.contains("DROP"));
    QCOMPARE(names({.topic = text}), QList<QByteArray> {});
    QCOMPARE(names({.text = text}), QList<QByteArray> {});
    QCOMPARE(m_reader->count(), quint64(12));
}

PHX_TEST_CLASS(TestFilterSql)

} // namespace phx::app

#include "tst_filtersql.moc"
