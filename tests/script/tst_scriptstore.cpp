// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/script/scriptstore.h"
#include "server/script/scriptwire.h"
#include "tests/support/testcase.h"

namespace phx::test {

//! The store that scripts share, and the frames of the link.
class ScriptStoreTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void countsFromNothingAndRefusesToCountText();
    void refusesWhatDoesNotFit();
    void framesSurviveAnyCutOfTheStream();
    void nonsenseIsNoFrame();
};

void ScriptStoreTest::countsFromNothingAndRefusesToCountText()
{
    server::ScriptStore store;
    QVERIFY(store.set("text", R"("a")"));

    QCOMPARE(store.increment("n", 2).value(), 2.0);
    QCOMPARE(store.increment("n", -0.5).value(), 1.5);
    QVERIFY(!store.increment("text", 1));
    QCOMPARE(store.keys(""), QByteArrayList({"n", "text"}));
    store.remove("n");
    QVERIFY(!store.get("n"));
}

void ScriptStoreTest::refusesWhatDoesNotFit()
{
    server::ScriptStore store;
    const QByteArray half(server::ScriptStore::MaxBytes / 2, '1');
    QVERIFY(store.set("a", half));

    QVERIFY(!store.set("b", half));
    QVERIFY(store.set("a", "1"));
    QVERIFY(store.set("b", half));
}

void ScriptStoreTest::framesSurviveAnyCutOfTheStream()
{
    using namespace server::script;
    const Frame sent {.kind = Kind::In, .target = 7, .fields = {"event", "J{}", QByteArray()}};
    QByteArray bytes;
    appendFrame(bytes, sent);
    appendFrame(bytes, {.kind = Kind::Drop, .target = 8});
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
        FrameBuffer buffer;
        buffer.append(bytes.left(cut));
        auto first = buffer.take();
        buffer.append(bytes.mid(cut));
        if (!first)
            first = buffer.take();

        QVERIFY(first);
        QCOMPARE(first->fields, sent.fields);
        QCOMPARE(first->target, 7U);
        const auto second = buffer.take();
        QVERIFY(second && second->kind == Kind::Drop);
        QVERIFY(!buffer.take());
    }
}

void ScriptStoreTest::nonsenseIsNoFrame()
{
    server::script::FrameBuffer buffer;
    buffer.append(QByteArray("\xff\xff\xff\xff nonsense"));

    QVERIFY(!buffer.take());
    QVERIFY(buffer.isBroken());
}

PHX_TEST_CLASS(ScriptStoreTest)

} // namespace phx::test

#include "tst_scriptstore.moc"
