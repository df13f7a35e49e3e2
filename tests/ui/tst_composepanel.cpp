// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/clients/clients.h"
#include "app/hosting.h"
#include "app/workspace/settingsdirectory.h"
#include "tests/support/testcase.h"
#include "ui/compose/composepanel.h"
#include "ui/compose/savedmessagesview.h"
#include "ui/compose/sendtarget.h"
#include "ui/views/jsoneditor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFile>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableWidget>

namespace phx::ui {

class ComposePanelTest : public test::TestCase
{
    Q_OBJECT

private:
    //! What every test finds.
    void start()
    {
        m_panel.reset();
        clear();
        m_clients.reset();
        m_hosting = std::make_unique<app::Hosting>(server::EndpointConfig {}, QString());
        m_clients = std::make_unique<app::Clients>(*m_hosting);
        makePanel();
        setServer(server::EndpointStatus::State::Listening);
    }

    static void clear()
    {
        QSettings().clear();
        for (const char *name : {"history.jsonl", "draft.json", "compose.json"})
            QFile::remove(app::settingsDirectory() + u'/' + QString::fromLatin1(name));
    }

    void choose(app::ComposedMessage::Body body)
    {
        m_panel->findChild<QComboBox *>(QStringLiteral("composeBody"))
            ->setCurrentIndex(static_cast<int>(body));
    }

    void makePanel()
    {
        m_panel.reset();
        m_panel = std::make_unique<ComposePanel>(*m_hosting, *m_clients);
        m_topic = m_panel->findChild<QLineEdit *>(QStringLiteral("composeTopic"));
        m_event = m_panel->findChild<QLineEdit *>(QStringLiteral("composeEvent"));
        m_editor = m_panel->findChild<JsonEditor *>();
        m_send = m_panel->findChild<QPushButton *>(QStringLiteral("composeSend"));
        m_panel->show();
        m_panel->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    }

    void fill(const char *payload)
    {
        m_topic->setText(QStringLiteral("room:lobby"));
        m_event->setText(QStringLiteral("new_msg"));
        m_editor->setPlainText(QString::fromUtf8(payload));
        m_editor->setFocus();
    }

    void setServer(server::EndpointStatus::State state)
    {
        emit m_hosting->endpoint().statusChanged({.state = state, .address = {}, .error = {}});
    }

    [[nodiscard]] QString state() const
    {
        return m_panel->findChild<QLabel *>(QStringLiteral("composeState"))->text();
    }

    static app::LiveSnapshot snapshot(quint64 version, app::ChannelState::State state)
    {
        app::ChannelState channel;
        channel.topic = "room:lobby";
        channel.state = state;
        app::ClientState client;
        client.connection = 3;
        client.label = QStringLiteral("Firefox");
        client.channels = {channel};
        app::LiveSnapshot snapshot;
        snapshot.stateVersion = version;
        snapshot.clients = {client};
        snapshot.topics = {{.topic = "room:lobby", .subscribers = 1}};
        return snapshot;
    }

    std::unique_ptr<app::Hosting> m_hosting;
    std::unique_ptr<app::Clients> m_clients;
    std::unique_ptr<ComposePanel> m_panel;
    QLineEdit *m_topic = nullptr;
    QLineEdit *m_event = nullptr;
    JsonEditor *m_editor = nullptr;
    QPushButton *m_send = nullptr;

private Q_SLOTS:
    void initTestCase() { start(); }

    void cleanup() { start(); }

    void cleanupTestCase()
    {
        m_panel.reset();
        m_clients.reset();
        m_hosting.reset();
        clear();
    }

    void controlEnterSendsTheTextAsTyped()
    {
        fill(R"({ "n": 12345678901234567890, "a": 1.50 })");
        const QSignalSpy sent(m_panel.get(), &ComposePanel::sent);

        QTest::keyClick(m_editor, Qt::Key_Return, Qt::ControlModifier);

        QCOMPARE(sent.count(), 1);
        QCOMPARE(sent.at(0).at(0).toULongLong(), 0);
        QCOMPARE(sent.at(0).at(1).toByteArray(), QByteArray("room:lobby"));
        QCOMPARE(sent.at(0).at(3).toByteArray(),
                 QByteArray(R"({ "n": 12345678901234567890, "a": 1.50 })"));
    }

    void enterAloneNeverSends()
    {
        fill("{}");
        const QSignalSpy sent(m_panel.get(), &ComposePanel::sent);

        QTest::keyClick(m_editor, Qt::Key_Return);
        m_event->setFocus();
        QTest::keyClick(m_event, Qt::Key_Return);

        QCOMPARE(sent.count(), 0);
        QCOMPARE(m_editor->toPlainText().count(u'\n'), 1);
    }

    void nothingIsSentWhileAnInputMethodIsComposing_data()
    {
        QTest::addColumn<QString>("field");
        QTest::newRow("payload") << QStringLiteral("composePayload");
        QTest::newRow("topic") << QStringLiteral("composeTopic");
        QTest::newRow("event") << QStringLiteral("composeEvent");
    }

    void nothingIsSentWhileAnInputMethodIsComposing()
    {
        QFETCH(const QString, field);
        fill("{}");
        auto *widget = m_panel->findChild<QWidget *>(field);
        widget->setFocus();
        const QSignalSpy sent(m_panel.get(), &ComposePanel::sent);
        QInputMethodEvent composing(QStringLiteral("こんにち"), {});
        QCoreApplication::sendEvent(widget, &composing);

        QTest::keyClick(widget, Qt::Key_Return, Qt::ControlModifier);
        QTest::keyClick(widget, Qt::Key_Return);
        m_panel->send();

        QCOMPARE(sent.count(), 0);
        QInputMethodEvent committed;
        QCoreApplication::sendEvent(widget, &committed);
        m_editor->setPlainText(QStringLiteral("{}"));
        QTest::keyClick(widget, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(sent.count(), 1);
    }

    void invalidJsonTurnsSendOffAndSaysWhereAndWhy()
    {
        fill("{\"a\": 1,\n}");

        QVERIFY(!m_send->isEnabled());
        QVERIFY2(state().startsWith(QStringLiteral("Line 2, column 1:")), qPrintable(state()));

        m_editor->setPlainText(QStringLiteral("{\"a\": 1}"));
        QVERIFY(m_send->isEnabled());
    }

    void nothingIsSentWhileTheServerDoesNotRun()
    {
        fill("{}");

        setServer(server::EndpointStatus::State::Stopped);

        QVERIFY(!m_send->isEnabled());
        QCOMPARE(state(), QStringLiteral("The server is not running."));
    }

    void sendsToOneClientThatIsOnTheTopic()
    {
        fill("{}");
        m_panel->setSnapshot(snapshot(1, app::ChannelState::State::Joined));
        m_panel->setClient(3);
        const QSignalSpy sent(m_panel.get(), &ComposePanel::sent);

        QTest::mouseClick(m_send, Qt::LeftButton);

        QCOMPARE(sent.count(), 1);
        QCOMPARE(sent.at(0).at(0).toULongLong(), 3);
        QCOMPARE(m_panel->findChild<SendTarget *>()->currentText(),
                 QStringLiteral("Server → client c3 Firefox on room:lobby"));
    }

    void aClientThatLeftStaysChosenAndGetsNothing()
    {
        fill("{}");
        m_panel->setSnapshot(snapshot(1, app::ChannelState::State::Joined));
        m_panel->setClient(3);

        m_panel->setSnapshot(snapshot(2, app::ChannelState::State::Closed));

        QVERIFY(!m_send->isEnabled());
        QCOMPARE(m_panel->findChild<SendTarget *>()->connection(), 3);
    }

    void altUpInThePayloadBringsBackWhatWasSent()
    {
        fill(R"({"n":1})");
        m_panel->send();
        m_editor->setPlainText(QStringLiteral(R"({"n":2, unfinished)"));

        QTest::keyClick(m_editor, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(m_editor->toPlainText(), QStringLiteral(R"({"n":1})"));

        QTest::keyClick(m_editor, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(m_editor->toPlainText(), QStringLiteral(R"({"n":2, unfinished)"));
    }

    void whatWasTypedIsThereAfterARestart()
    {
        fill("{\"body\": \"まだ");

        makePanel();

        QCOMPARE(m_topic->text(), QStringLiteral("room:lobby"));
        QCOMPARE(m_event->text(), QStringLiteral("new_msg"));
        QCOMPARE(m_editor->toPlainText(), QStringLiteral("{\"body\": \"まだ"));
    }

    void aJapaneseConversionThatEnterConfirmsIsTextAndSendsNothing()
    {
        fill(R"({"body": ""})");
        m_editor->moveCursor(QTextCursor::End);
        m_editor->moveCursor(QTextCursor::PreviousCharacter);
        m_editor->moveCursor(QTextCursor::PreviousCharacter);
        const QSignalSpy sent(m_panel.get(), &ComposePanel::sent);
        const auto compose = [this](const char *preedit, const char *commit) {
            QInputMethodEvent event(QString::fromUtf8(preedit), {});
            if (*commit != 0)
                event.setCommitString(QString::fromUtf8(commit));
            QCoreApplication::sendEvent(m_editor, &event);
        };

        compose("k", "");
        compose("こ", "");
        compose("こんにちは", "");
        QTest::keyClick(m_editor, Qt::Key_Return, Qt::ControlModifier);
        QTest::keyClick(m_panel.get(), Qt::Key_Enter, Qt::ControlModifier);
        compose("今日は", "");
        compose("", "今日は");

        QCOMPARE(sent.count(), 0);
        QCOMPARE(m_editor->toPlainText(), QStringLiteral(R"({"body": "今日は"})"));
        QTest::keyClick(m_editor, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(sent.count(), 1);
        QCOMPARE(sent.at(0).at(3).toByteArray(), QByteArray(R"({"body": "今日は"})"));
    }

    void variablesAreSentWithTheirValues()
    {
        auto *table = m_panel->findChild<QTableWidget *>(QStringLiteral("variablesTable"));
        fill(R"({"token": "{{token}}"})");
        QVERIFY2(state().contains(QStringLiteral("there is no variable \"token\"")),
                 qPrintable(state()));

        table->item(0, 0)->setText(QStringLiteral("token"));
        table->item(0, 1)->setText(QStringLiteral("abc"));
        const QSignalSpy sent(m_panel.get(), &ComposePanel::sent);
        m_panel->send();

        QCOMPARE(sent.count(), 1);
        QCOMPARE(sent.at(0).at(3).toByteArray(), QByteArray(R"({"token": "abc"})"));
        makePanel();
        table = m_panel->findChild<QTableWidget *>(QStringLiteral("variablesTable"));
        QCOMPARE(table->item(0, 1)->text(), QStringLiteral("abc"));
    }

    void aRawFrameNeedsAClientAndGoesOutWrong()
    {
        fill("{}");
        choose(app::ComposedMessage::Body::RawText);
        m_editor->setPlainText(QStringLiteral("[1,"));
        QVERIFY(!m_topic->isVisible());
        QCOMPARE(state(), QStringLiteral("A raw frame goes to one client: choose which."));
        m_panel->setSnapshot(snapshot(1, app::ChannelState::State::Closed));
        m_panel->setClient(3);
        const QSignalSpy sent(m_panel.get(), &ComposePanel::sent);

        m_panel->send();

        QCOMPARE(sent.count(), 1);
        QCOMPARE(sent.at(0).at(3).toByteArray(), QByteArray("[1,"));
        choose(app::ComposedMessage::Body::Json);
        QCOMPARE(m_topic->text(), QStringLiteral("room:lobby"));
    }

    void wrongHexIsNamedByItsCharacter()
    {
        fill("00 f\n0 zz");
        choose(app::ComposedMessage::Body::Hex);

        QVERIFY2(state().startsWith(QStringLiteral("Line 1, column 5:")), qPrintable(state()));
        m_editor->setPlainText(QStringLiteral("00 ff"));
        QVERIFY(m_send->isEnabled());
    }

    void aSavedMessageIsAButtonThatFillsTheFields()
    {
        fill(R"({"items":[]})");
        QTest::mouseClick(m_panel->findChild<QPushButton *>(QStringLiteral("composeSave")),
                          Qt::LeftButton);
        auto *dialog = m_panel->window()->findChild<QDialog *>(QStringLiteral("saveDialog"));
        QVERIFY(dialog != nullptr);
        dialog->findChild<QLineEdit *>(QStringLiteral("saveName"))
            ->setText(QStringLiteral("empty stock"));
        dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->click();
        m_editor->setPlainText(QStringLiteral("{}"));

        makePanel();
        auto *button = m_panel->findChild<QPushButton *>(QStringLiteral("savedMessage"));
        QVERIFY(button != nullptr);
        button->click();

        QCOMPARE(button->text(), QStringLiteral("empty stock"));
        QCOMPARE(m_editor->toPlainText(), QStringLiteral(R"({"items":[]})"));
    }

    void repeatsUntilTheSameKeyStopsIt()
    {
        fill(R"({"n": {{counter}}})");
        m_panel->findChild<QCheckBox *>(QStringLiteral("repeatOn"))->setChecked(true);
        m_panel->findChild<QSpinBox *>(QStringLiteral("repeatInterval"))->setValue(1);
        const QSignalSpy sent(m_panel.get(), &ComposePanel::sent);

        QTest::keyClick(m_editor, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(sent.count() >= 3);
        QVERIFY2(m_send->text().startsWith(QStringLiteral("Stop")), qPrintable(m_send->text()));
        QTest::keyClick(m_editor, Qt::Key_Return, Qt::ControlModifier);
        const auto count = sent.count();

        QVERIFY(m_send->text().startsWith(QStringLiteral("Send")));
        QCOMPARE(sent.at(2).at(3).toByteArray(), QByteArray(R"({"n": 3})"));
        QTRY_COMPARE(sent.count(), count);
    }

    void aChangedLanguageLosesNothing()
    {
        fill("{\"body\": \"まだ");
        QEvent change(QEvent::LanguageChange);
        QCoreApplication::sendEvent(m_panel.get(), &change);

        QCOMPARE(m_topic->text(), QStringLiteral("room:lobby"));
        QCOMPARE(m_editor->toPlainText(), QStringLiteral("{\"body\": \"まだ"));
        QCOMPARE(m_panel->findChild<QComboBox *>(QStringLiteral("composeBody"))->currentIndex(), 0);
    }

    void formatKeepsDigitsAndCanBeUndone()
    {
        fill(R"({"b":12345678901234567890,"a":1})");

        QTest::mouseClick(m_panel->findChild<QPushButton *>(QStringLiteral("composeFormat")),
                          Qt::LeftButton);
        QCOMPARE(m_editor->toPlainText(),
                 QStringLiteral("{\n  \"b\": 12345678901234567890,\n  \"a\": 1\n}"));

        m_editor->undo();
        QCOMPARE(m_editor->toPlainText(), QStringLiteral(R"({"b":12345678901234567890,"a":1})"));
    }
};

PHX_TEST_CLASS(ComposePanelTest)

} // namespace phx::ui

#include "tst_composepanel.moc"
