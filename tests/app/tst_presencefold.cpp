// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/state/presencefold.h"
#include "tests/support/testcase.h"

#include <QTest>

using namespace phx;
using namespace phx::app;

class TestPresenceFold : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup()
    {
        m_fold = PresenceFold();
        m_timeUs = 1'000'000;
    }

    void aStateAndItsDiffsMakeTheList();
    void anUpdateReplacesItsMeta();
    void theSameDiffTwiceIsOne();
    void whoLeftStaysVisible();
    void aQuickReturnIsAFlap();
    void whoIsMissingInAStateHasLeft();
    void theEndOfTheServerEndsPresences();
    void tablesAreBounded();

private:
    bool see(const char *event, const QByteArray &payload, const QByteArray &topic = "room:p")
    {
        tap::TapEvent seen {.sequence = ++m_sequence,
                            .timeUs = m_timeUs,
                            .kind = tap::EventKind::FanOut,
                            .topic = topic,
                            .event = event,
                            .frame = payload,
                            .payloadOffset = 0};
        seen.payloadSize = qint32(payload.size());
        return m_fold.fold(seen);
    }

    //! "ann:r1 bob:-r2", a dash before what is gone.
    [[nodiscard]] QString list() const
    {
        QStringList texts;
        for (const PresenceKey &key : m_fold.topics().value("room:p").keys) {
            for (const PresenceMeta &meta : key.metas)
                texts.append(QStringLiteral("%1:%2%3").arg(
                    key.key, QLatin1String(meta.leftUs == 0 ? "" : "-"), meta.ref));
        }
        return texts.join(u' ');
    }

    PresenceFold m_fold;
    qint64 m_timeUs = 1'000'000;
    quint64 m_sequence = 0;
};

void TestPresenceFold::aStateAndItsDiffsMakeTheList()
{
    QVERIFY(see("presence_state", R"({"ann":{"metas":[{"phx_ref":"r1","a":1}]}})"));
    QVERIFY(see("presence_diff", R"({"joins":{"bob":{"metas":[{"phx_ref":"r2"}]}},"leaves":{}})"));
    QVERIFY(see("presence_diff", R"({"joins":{"ann":{"metas":[{"phx_ref":"r3"}]}},"leaves":{}})"));

    QCOMPARE(list(), QStringLiteral("ann:r1 ann:r3 bob:r2"));
    QCOMPARE(m_fold.topics().value("room:p").keys.constFirst().metas.constFirst().json,
             QByteArray(R"({"a":1})"));
    QCOMPARE(m_fold.topics().value("room:p").log.size(), 3);
}

void TestPresenceFold::anUpdateReplacesItsMeta()
{
    see("presence_state", R"({"ann":{"metas":[{"phx_ref":"r1"}]}})");

    see("presence_diff",
        R"({"joins":{"ann":{"metas":[{"phx_ref":"r2","phx_ref_prev":"r1"}]}},)"
        R"("leaves":{"ann":{"metas":[{"phx_ref":"r1"}]}}})");

    QCOMPARE(list(), QStringLiteral("ann:r2"));
    const PresenceTopic topic = m_fold.topics().value("room:p");
    QCOMPARE(topic.keys.constFirst().metas.constFirst().previousRef, QStringLiteral("r1"));
    QCOMPARE(topic.log.constLast().kind, PresenceChangeEntry::Kind::Updated);
    QCOMPARE(topic.log.size(), 2);
}

void TestPresenceFold::theSameDiffTwiceIsOne()
{
    const QByteArray diff = R"({"joins":{"ann":{"metas":[{"phx_ref":"r1"}]}},"leaves":{}})";
    QVERIFY(see("presence_diff", diff));

    QVERIFY(!see("presence_diff", diff));

    QCOMPARE(list(), QStringLiteral("ann:r1"));
}

void TestPresenceFold::whoLeftStaysVisible()
{
    see("presence_state", R"({"ann":{"metas":[{"phx_ref":"r1"}]}})");
    m_timeUs += 5;

    see("presence_diff", R"({"joins":{},"leaves":{"ann":{"metas":[{"phx_ref":"r1"}]}}})");

    QCOMPARE(list(), QStringLiteral("ann:-r1"));
    QCOMPARE(m_fold.topics().value("room:p").keys.constFirst().goneUs, m_timeUs);
}

void TestPresenceFold::aQuickReturnIsAFlap()
{
    const auto join = [this](const char *ref) {
        see("presence_diff",
            QByteArray(R"({"joins":{"ann":{"metas":[{"phx_ref":")") + ref
                + R"("}]}},"leaves":{}})");
    };
    const auto leave = [this](const char *ref) {
        see("presence_diff",
            QByteArray(R"({"joins":{},"leaves":{"ann":{"metas":[{"phx_ref":")") + ref
                + R"("}]}}})");
    };
    join("r1");
    leave("r1");
    m_timeUs += 9'000'000;
    join("r2");
    leave("r2");
    m_timeUs += 11'000'000;
    join("r3");

    QCOMPARE(m_fold.topics().value("room:p").keys.constFirst().flaps, 1);
    QVERIFY(m_fold.topics().value("room:p").log.at(2).isFlap);
}

void TestPresenceFold::whoIsMissingInAStateHasLeft()
{
    see("presence_state",
        R"({"ann":{"metas":[{"phx_ref":"r1"}]},"bob":{"metas":[{"phx_ref":"r2"}]}})");

    see("presence_state", R"({"bob":{"metas":[{"phx_ref":"r2"}]}})");

    QCOMPARE(list(), QStringLiteral("ann:-r1 bob:r2"));
}

void TestPresenceFold::theEndOfTheServerEndsPresences()
{
    see("presence_state", R"({"ann":{"metas":[{"phx_ref":"r1"}]}})");

    QVERIFY(m_fold.fold({.kind = tap::EventKind::ServerStopped}));

    QCOMPARE(m_fold.topics().value("room:p").log.constLast().kind, PresenceChangeEntry::Kind::Left);
}

void TestPresenceFold::tablesAreBounded()
{
    m_fold = PresenceFold({.maxTopics = 2, .maxKeys = 2, .maxMetas = 2, .maxLog = 3});
    for (int i = 0; i < 5; ++i) {
        ++m_timeUs;
        const QByteArray n = QByteArray::number(i);
        see("presence_diff",
            R"({"joins":{"k)" + n + R"(":{"metas":[{"phx_ref":"a)" + n
                + R"("}]},"x":{"metas":[{"phx_ref":"b)" + n + R"("}]}},"leaves":{}})",
            i < 4 ? QByteArray("room:p") : QByteArray("room:q"));
    }
    see("presence_state", "{}", "room:r");

    QCOMPARE(m_fold.topics().size(), 2);
    QVERIFY(!m_fold.topics().contains("room:p"));
    QCOMPARE(m_fold.topics().value("room:q").log.size(), 2);
}

PHX_TEST_CLASS(TestPresenceFold)

#include "tst_presencefold.moc"
