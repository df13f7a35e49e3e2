// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/support/testcase.h"
#include "ui/models/composehistory.h"

#include <QSettings>

namespace phx::ui {

namespace {

ComposedMessage message(const char *event)
{
    return {.topic = QStringLiteral("room:lobby"),
            .event = QString::fromUtf8(event),
            .payload = QStringLiteral("{}")};
}

} // namespace

class ComposeHistoryTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QSettings().clear(); }

    void cleanup() { QSettings().clear(); }

    void steppingBackKeepsTheDraft()
    {
        QSettings settings;
        ComposeHistory history(settings);
        history.add(message("first"));
        history.add(message("second"));
        history.setDraft(message("unfinished"));

        QCOMPARE(history.back(), message("second"));
        QCOMPARE(history.back(), message("first"));
        QCOMPARE(history.back(), message("first"));
        QCOMPARE(history.forward(), message("second"));
        QCOMPARE(history.forward(), message("unfinished"));
        QCOMPARE(history.forward(), message("unfinished"));
    }

    void oneStepAfterSendingShowsWhatWasSentBefore()
    {
        QSettings settings;
        ComposeHistory history(settings);
        history.add(message("first"));
        history.add(message("second"));

        QCOMPARE(history.back(), message("first"));
    }

    void changingAnOldMessageDoesNotLoseTheDraft()
    {
        QSettings settings;
        ComposeHistory history(settings);
        history.add(message("sent"));
        history.setDraft(message("unfinished"));
        history.back();

        history.setDraft(message("sent, changed"));

        QVERIFY(history.messages().contains(message("unfinished")));
        QCOMPARE(history.draft(), message("sent, changed"));
    }

    void everythingIsThereAfterARestart()
    {
        {
            QSettings settings;
            ComposeHistory history(settings);
            history.add(message("こんにちは"));
            history.setDraft(message("unfinished"));
            history.saveDraft();
        }

        QSettings settings;
        const ComposeHistory history(settings);

        QCOMPARE(history.messages(), QList {message("こんにちは")});
        QCOMPARE(history.draft(), message("unfinished"));
    }

    void aRepetitionIsRememberedOnce()
    {
        QSettings settings;
        ComposeHistory history(settings);

        history.add(message("a"));
        history.add(message("b"));
        history.add(message("a"));

        QCOMPARE(history.messages(), (QList {message("b"), message("a")}));
    }

    void theOldestGoesBeyondTheLimit()
    {
        QSettings settings;
        ComposeHistory history(settings);

        for (int i = 0; i <= ComposeHistory::MaxMessages; ++i)
            history.add(message(QByteArray::number(i).constData()));

        QCOMPARE(history.messages().size(), ComposeHistory::MaxMessages);
        QCOMPARE(history.messages().first(), message("1"));
    }
};

PHX_TEST_CLASS(ComposeHistoryTest)

} // namespace phx::ui

#include "tst_composehistory.moc"
