// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/hosting.h"
#include "tests/support/testcase.h"
#include "ui/panels/startpage.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>

namespace phx::ui {

class StartPageTest : public test::TestCase
{
    Q_OBJECT

private:
    //! What every test finds.
    void start()
    {
        m_page.reset();
        m_hosting = std::make_unique<app::Hosting>(server::EndpointConfig {}, QString());
        m_page = std::make_unique<StartPage>(*m_hosting);
        m_page->show();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }

    void setServer(const server::EndpointStatus &status)
    {
        emit m_hosting->endpoint().statusChanged(status);
    }

    [[nodiscard]] QString text(const char *name) const
    {
        return m_page->findChild<QLabel *>(QString::fromLatin1(name))->text();
    }

    std::unique_ptr<app::Hosting> m_hosting;
    std::unique_ptr<StartPage> m_page;

private Q_SLOTS:
    void initTestCase() { start(); }

    void cleanup() { start(); }

    void cleanupTestCase()
    {
        m_page.reset();
        m_hosting.reset();
    }

    void enterOpensTheDemo()
    {
        setServer({.state = server::EndpointStatus::State::Listening,
                   .address = {},
                   .port = 4000,
                   .error = {}});
        const QSignalSpy requested(m_page.get(), &StartPage::openDemoRequested);
        m_page->setFocus();

        QTest::keyClick(m_page->findChild<QPushButton *>(QStringLiteral("startOpenDemo")),
                        Qt::Key_Return);

        QCOMPARE(requested.count(), 1);
    }

    void saysWhyThereIsNoServer()
    {
        setServer({.state = server::EndpointStatus::State::Failed,
                   .address = {},
                   .error = QStringLiteral("Port 80 needs permission.")});

        QCOMPARE(text("startNote"), QStringLiteral("Port 80 needs permission."));
        QVERIFY(!m_page->findChild<QPushButton *>(QStringLiteral("startOpenDemo"))->isEnabled());
        QVERIFY(!m_page->findChild<QLabel *>(QStringLiteral("startSnippet"))->isVisible());
    }

    void saysThatThePortWasTaken()
    {
        setServer({.state = server::EndpointStatus::State::Listening,
                   .address = {},
                   .port = 4001,
                   .wantedPort = 4000,
                   .error = {}});

        QVERIFY(text("startNote").contains(QStringLiteral("4000")));
        QVERIFY(text("startNote").contains(QStringLiteral("4001")));
    }
};

PHX_TEST_CLASS(StartPageTest)

} // namespace phx::ui

#include "tst_startpage.moc"
