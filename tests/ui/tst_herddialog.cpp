// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/hosting.h"
#include "app/workspace/endpointbuilder.h"
#include "tests/support/testcase.h"
#include "ui/dialogs/herddialog.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace phx::ui {

class HerdDialogTest : public test::TestCase
{
    Q_OBJECT

private:
    //! What every test finds: the dialog beside a server with the guide's chat.
    void start()
    {
        stop();
        auto config = app::toEndpointConfig(app::Workspace::makeDefault());
        config.value().port = 0;
        m_hosting = std::make_unique<app::Hosting>(config.value(), QString());
        QCOMPARE(m_hosting->open(), QString());
        m_hosting->startServer();
        QTRY_VERIFY(!m_hosting->socketUrl().isEmpty());
        m_dialog = std::make_unique<HerdDialog>(*m_hosting);
        m_dialog->show();
        find<QSpinBox>("herdClients")->setValue(20);
        find<QSpinBox>("herdRate")->setValue(0);
    }

    void stop()
    {
        m_dialog.reset();
        if (m_hosting)
            m_hosting->endpoint().stopAndWait();
        m_hosting.reset();
    }

    template<class Widget>
    [[nodiscard]] Widget *find(const char *name) const
    {
        return m_dialog->findChild<Widget *>(QString::fromLatin1(name));
    }

    [[nodiscard]] int joined() const
    {
        return m_dialog->run().snapshot.count(client::HerdState::Joined);
    }

    //! Drops all and waits until they are back.
    void dropAndWait()
    {
        find<QPushButton>("herdDrop")->click();
        QTRY_COMPARE(m_dialog->run().snapshot.reconnected.count(), 20U);
        QTRY_COMPARE(joined(), 20);
    }

    std::unique_ptr<app::Hosting> m_hosting;
    std::unique_ptr<HerdDialog> m_dialog;

private Q_SLOTS:
    void initTestCase() { start(); }

    void cleanup() { start(); }

    void cleanupTestCase() { stop(); }

    void aHerdJoinsIsDroppedAndComesBackBesideTheRunBefore()
    {
        QCOMPARE(find<QLineEdit>("herdUrl")->text(), m_hosting->socketUrl());
        find<QPushButton>("herdStart")->click();
        QTRY_COMPARE(joined(), 20);
        QVERIFY(!find<QPushButton>("herdStart")->isEnabled());
        dropAndWait();
        QVERIFY(m_dialog->run().droppedAt.has_value());
        find<QPushButton>("herdStop")->click();
        QTRY_VERIFY(find<QPushButton>("herdStart")->isEnabled());

        find<QSpinBox>("herdJitter")->setValue(50);
        find<QPushButton>("herdStart")->click();
        QTRY_COMPARE(joined(), 20);
        dropAndWait();

        const QString summary = find<QLabel>("herdSummary")->text();
        QVERIFY2(summary.startsWith(QStringLiteral("20 clients came back, jitter 50 %")),
                 qPrintable(summary));
        QVERIFY2(summary.contains(QStringLiteral("Before: 20 clients came back, jitter 0 %")),
                 qPrintable(summary));
    }

    void closingTheDialogEndsTheHerd()
    {
        find<QPushButton>("herdStart")->click();
        QTRY_COMPARE(joined(), 20);

        m_dialog->reject();

        QTRY_VERIFY(find<QPushButton>("herdStart")->isEnabled());
        QTRY_COMPARE(m_hosting->capture().snapshot().connected, 0);
    }

    void saysWhatIsWrongInsteadOfStarting()
    {
        find<QLineEdit>("herdUrl")->setText(QStringLiteral("example.com"));

        find<QPushButton>("herdStart")->click();

        QVERIFY(find<QLabel>("problem")->isVisible());
        QVERIFY(find<QPushButton>("herdStart")->isEnabled());
    }

    void theAxesHoldBothRunsAndTheTimeBeforeTheDrop()
    {
        HerdRun run;
        run.snapshot.at = std::chrono::seconds(30);
        run.snapshot.clients = 100;
        HerdRun dropped = run;
        dropped.snapshot.clients = 200;
        dropped.droppedAt = std::chrono::seconds(15);
        HerdAxes axes;

        axes.include(run);
        axes.include(dropped);

        QCOMPARE(axes.beginMs, -2000);
        QCOMPARE(axes.endMs, 30'000);
        QCOMPARE(axes.clients, 200);
        QCOMPARE(dropped.endMs(), 15'000);
    }
};

PHX_TEST_CLASS(HerdDialogTest)

} // namespace phx::ui

#include "tst_herddialog.moc"
