// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/support/testcase.h"
#include "tests/ui/application.h"
#include "ui/models/rowtext.h"
#include "ui/panels/filterbar.h"
#include "ui/panels/subscriberspanel.h"

#include <QAction>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QToolButton>
#include <QWebSocket>

#include <memory>

namespace {

using namespace phx;
using test::anyPort;
using test::Application;
using test::modelOf;
using test::rowOfEvent;
using ui::Column;

//! A WebSocket client of the fewest lines: masks with zeros.
class TinyClient
{
public:
    explicit TinyClient(quint16 port)
    {
        m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        m_socket.waitForConnected(5000);
        m_socket.write(
            "GET /socket/websocket?vsn=2.0.0 HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    }

    void send(const QByteArray &text)
    {
        QByteArray frame;
        frame.append(char(0x81));
        frame.append(char(0x80 | text.size()));
        frame.append(QByteArray(4, '\0'));
        m_socket.write(frame + text);
    }

private:
    QTcpSocket m_socket;
};

//! A client as phoenix.js is one, over Qt's own WebSockets: connects and joins again by itself.
class ReturningClient
{
public:
    explicit ReturningClient(quint16 port)
        : m_url(QStringLiteral("ws://127.0.0.1:%1/socket/websocket?vsn=2.0.0").arg(port))
    {
        QObject::connect(&m_socket, &QWebSocket::connected, &m_socket, [this] {
            ++connects;
            send(QStringLiteral(R"(["1","1","room:lobby","phx_join",{}])"));
        });
        QObject::connect(&m_socket, &QWebSocket::disconnected, &m_socket, [this] {
            QTimer::singleShot(10, &m_socket, [this] { m_socket.open(m_url); });
        });
        m_socket.open(m_url);
    }

    void send(const QString &text) { m_socket.sendTextMessage(text); }

    int connects = 0;

private:
    QUrl m_url;
    QWebSocket m_socket;
};

class MainWindowTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void hostsAtOnceAndSaysWhere();
    void saysThatAPortWasTaken();
    void showsAJoinFromTheHandshakeToTheReply();
    void aClientIsReadCutAndSeenToComeBack();
    void searchingHidesRowsAndSaysSo();
    void theNearestMatchDropsOnlyWhatDoesNotFit();
    void aRefusalIsShownFromTheSubscribers();
    void everyPanelHasAKey();
    void aSelectedRowIsExplained();
    void pGoesFromTheRequestToItsReply();
    void followingStopsForAReaderAndEndResumesIt();
    void changesTheLanguageWhileItRuns();
    void aNarrowWindowPutsTheDetailBelow();
};

void joinLobby(TinyClient &client)
{
    client.send("[\"1\",\"1\",\"room:lobby\",\"phx_join\",{}]");
}

void MainWindowTest::hostsAtOnceAndSaysWhere()
{
    Application application;
    QVERIFY2(application.problem.isEmpty(), qPrintable(application.problem));

    QTRY_VERIFY(application.isListening());

    QCOMPARE(application.find<QLabel>("statusAddress")->text(), application.hosting.webSocketUrl());
    QVERIFY(application.find<QToolButton>("hostingButton")
                ->text()
                .contains(QString::number(application.port())));
    QVERIFY(!application.find<QWidget>("messageBar")->isVisible());
}

void MainWindowTest::saysThatAPortWasTaken()
{
    QTcpServer occupant;
    QVERIFY(occupant.listen(QHostAddress::LocalHost, 0));
    server::EndpointConfig config = anyPort();
    config.port = occupant.serverPort();
    config.portAttempts = 100;
    Application application(config);

    QTRY_VERIFY(application.isListening());

    QCOMPARE(application.find<QLabel>("messageBarText")->text(),
             QStringLiteral("%1 is taken. Hosting on %2.")
                 .arg(occupant.serverPort())
                 .arg(application.port()));
    QTRY_VERIFY(application.find<QWidget>("messageBar")->isVisible());
}

void MainWindowTest::showsAJoinFromTheHandshakeToTheReply()
{
    Application application;
    QTRY_VERIFY(application.isListening());
    TinyClient client(application.port());

    joinLobby(client);

    const ui::MessageModel &model = modelOf(application);
    QTRY_VERIFY(rowOfEvent(model, QStringLiteral("reply ok")) >= 0);
    const int handshake = rowOfEvent(model, QStringLiteral("GET 101"));
    QVERIFY(handshake >= 0);
    QCOMPARE(model.index(handshake, int(Column::Payload)).data().toString(),
             QStringLiteral("/socket/websocket?vsn=2.0.0"));
    QVERIFY(rowOfEvent(model, QStringLiteral("phx_join")) >= 0);
    QTRY_VERIFY(application.find<ui::MessageView>("messageView")->isVisible());
}

void MainWindowTest::aClientIsReadCutAndSeenToComeBack()
{
    Application application;
    QTRY_VERIFY(application.isListening());
    ReturningClient client(application.port());
    const ui::MessageModel &model = modelOf(application);
    QTRY_VERIFY(rowOfEvent(model, QStringLiteral("reply ok")) >= 0);
    client.send(QStringLiteral(R"(["1","2","room:lobby","new_msg",{"body":"こんにちは"}])"));
    QTRY_VERIFY(rowOfEvent(model, QStringLiteral("new_msg")) >= 0);

    auto *view = application.find<ui::MessageView>("messageView");
    const QModelIndex row =
        model.index(rowOfEvent(model, QStringLiteral("new_msg")), int(Column::Event));
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(row).center());

    QTRY_VERIFY(application.find<QLabel>("explainTitle")->text().contains(QStringLiteral("new_msg"))
                || application.find<QPlainTextEdit>("explainPayload")
                       ->toPlainText()
                       .contains(QStringLiteral("こんにちは")));
    auto *cut = application.find<QAction>("cutConnection");
    QVERIFY(cut->isEnabled());
    cut->trigger();

    QTRY_VERIFY(rowOfEvent(model, QStringLiteral("close 1006")) >= 0);
    QTRY_COMPARE(client.connects, 2);
    const auto joins = [&model] {
        int count = 0;
        for (int at = 0; at < model.rowCount(); ++at)
            count +=
                model.index(at, int(Column::Event)).data().toString() == QLatin1String("reply ok");
        return count;
    };
    QTRY_COMPARE(joins(), 2);
    // The reader's place is kept.
    QCOMPARE(view->currentSequence(), model.sequenceAt(row.row()));
}

void MainWindowTest::searchingHidesRowsAndSaysSo()
{
    Application application;
    QTRY_VERIFY(application.isListening());
    TinyClient client(application.port());
    joinLobby(client);
    const ui::MessageModel &model = modelOf(application);
    QTRY_VERIFY(rowOfEvent(model, QStringLiteral("reply ok")) >= 0);

    QTest::keyClicks(application.find<QLineEdit>("search"), QStringLiteral("nothing like it"));
    QTest::keyClick(application.find<QLineEdit>("search"), Qt::Key_Return);

    QTRY_COMPARE(model.rowCount(), 0);
    QTRY_VERIFY(application.find<QPushButton>("emptyAction")->isVisible());
    QTest::mouseClick(application.find<QPushButton>("emptyAction"), Qt::LeftButton);
    QTRY_VERIFY(rowOfEvent(model, QStringLiteral("reply ok")) >= 0);
    QVERIFY(application.find<QLineEdit>("search")->text().isEmpty());
}

void MainWindowTest::theNearestMatchDropsOnlyWhatDoesNotFit()
{
    Application application;
    QTRY_VERIFY(application.isListening());
    TinyClient client(application.port());
    joinLobby(client);
    const ui::MessageModel &model = modelOf(application);
    QTRY_VERIFY(rowOfEvent(model, QStringLiteral("reply ok")) >= 0);
    auto *bar = application.find<ui::FilterBar>("filterBar");
    bar->setTopic("room:lobby", ui::TopicScope::Exact);
    bar->setText(QStringLiteral("nothing like it"));
    QTRY_COMPARE(model.rowCount(), 0);

    QTest::mouseClick(application.find<QPushButton>("emptyNearest"), Qt::LeftButton);

    QTRY_COMPARE(model.rowCount(), 2);
    QVERIFY(bar->filter().text.isEmpty());
    QCOMPARE(bar->filter().topic, QByteArray("room:lobby"));
}

void MainWindowTest::aRefusalIsShownFromTheSubscribers()
{
    Application application;
    QTRY_VERIFY(application.isListening());
    TinyClient client(application.port());
    client.send(R"(["1","1","room:private","phx_join",{}])");
    const ui::MessageModel &model = modelOf(application);
    QTRY_VERIFY(rowOfEvent(model, QStringLiteral("reply error")) >= 0);
    auto *subscribers = application.find<ui::SubscribersPanel>("subscribersPanel");
    subscribers->setTopic("room:private");
    application.find<QDockWidget>("subscribersDock")->raise();

    auto *show = application.find<QPushButton>("subscribersRefusal");
    QTRY_VERIFY(show->isVisible());
    QCOMPARE(application.find<QLabel>("subscribersTitle")->text(),
             QStringLiteral("Nobody is on room:private. 1 client refused."));
    show->click();

    const auto *view = application.find<ui::MessageView>("messageView");
    QTRY_COMPARE(view->currentSequence(),
                 model.sequenceAt(rowOfEvent(model, QStringLiteral("reply error"))));
}

void MainWindowTest::everyPanelHasAKey()
{
    Application application;
    QTRY_VERIFY(application.isListening());
    application.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&application.window));
    const QList<const char *> places {"navigatorDock", "messagesPanel",   "detailDock",
                                      "composeDock",   "subscribersDock", "presenceDock"};

    for (qsizetype i = 0; i < places.size(); ++i) {
        QTest::keyClick(&application.window, Qt::Key(Qt::Key_1 + i), Qt::ControlModifier);
        const QWidget *focused = application.window.focusWidget();
        QVERIFY2(application.find<QWidget>(places.at(i))->isAncestorOf(focused), places.at(i));
    }
}

void MainWindowTest::aSelectedRowIsExplained()
{
    Application application;
    QTRY_VERIFY(application.isListening());
    TinyClient client(application.port());
    joinLobby(client);
    const ui::MessageModel &model = modelOf(application);
    QTRY_VERIFY(rowOfEvent(model, QStringLiteral("phx_join")) >= 0);

    application.window.selectRow(model.sequenceAt(rowOfEvent(model, QStringLiteral("phx_join"))));

    QVERIFY(application.find<QLabel>("explainTitle")
                ->text()
                .contains(QStringLiteral("join room:lobby")));
    QVERIFY(application.find<QAction>("crashChannel")->isEnabled());
}

void MainWindowTest::pGoesFromTheRequestToItsReply()
{
    Application application;
    QTRY_VERIFY(application.isListening());
    TinyClient client(application.port());
    joinLobby(client);
    const ui::MessageModel &model = modelOf(application);
    QTRY_VERIFY(rowOfEvent(model, QStringLiteral("reply ok")) >= 0);
    auto *view = application.find<ui::MessageView>("messageView");
    application.window.selectRow(model.sequenceAt(rowOfEvent(model, QStringLiteral("phx_join"))));

    QTest::keyClick(view, Qt::Key_P);

    QCOMPARE(view->currentSequence(),
             model.sequenceAt(rowOfEvent(model, QStringLiteral("reply ok"))));
}

void MainWindowTest::followingStopsForAReaderAndEndResumesIt()
{
    Application application;
    QTRY_VERIFY(application.isListening());
    TinyClient client(application.port());
    joinLobby(client);
    for (int i = 0; i < 60; ++i)
        client.send("[\"1\",\"" + QByteArray::number(10 + i)
                    + "\",\"room:lobby\",\"new_msg\",{\"body\":1}]");
    const ui::MessageModel &model = modelOf(application);
    QTRY_VERIFY(model.rowCount() > 100);
    auto *view = application.find<ui::MessageView>("messageView");
    QVERIFY(view->isFollowing());
    application.window.selectRow(model.sequenceAt(3));
    QVERIFY(!view->isFollowing());
    const int rows = model.rowCount();
    client.send("[\"1\",\"99\",\"room:lobby\",\"new_msg\",{\"body\":2}]");
    QTRY_VERIFY(model.rowCount() > rows);

    QCOMPARE(view->currentSequence(), model.sequenceAt(3));
    QVERIFY(application.find<QPushButton>("newerRowsPill")->isVisible());
    QTest::keyClick(view, Qt::Key_End);

    QVERIFY(view->isFollowing());
    QVERIFY(!application.find<QPushButton>("newerRowsPill")->isVisible());
}

void MainWindowTest::changesTheLanguageWhileItRuns()
{
    Application application;
    const auto *find = application.find<QAction>("find");
    application.window.setLanguage(QStringLiteral("en"));
    const QString english = find->text();

    application.window.setLanguage(QStringLiteral("ja"));

    QTRY_VERIFY(find->text() != english);
    application.window.setLanguage(QStringLiteral("en"));
    QTRY_COMPARE(find->text(), english);
}

void MainWindowTest::aNarrowWindowPutsTheDetailBelow()
{
    Application application;
    auto *dock = application.find<QDockWidget>("detailDock");
    QCOMPARE(application.window.dockWidgetArea(dock), Qt::RightDockWidgetArea);

    application.window.resize(1040, 700);

    QTRY_COMPARE(application.window.dockWidgetArea(dock), Qt::BottomDockWidgetArea);
    // Who chooses a row wants to know what it means.
    application.find<QDockWidget>("composeDock")->raise();
    QTRY_VERIFY(dock->visibleRegion().isEmpty());
    emit application.find<ui::MessageView>("messageView")->rowChosen(1);
    QTRY_VERIFY(!dock->visibleRegion().isEmpty());
    application.window.resize(1280, 800);
    QTRY_COMPARE(application.window.dockWidgetArea(dock), Qt::RightDockWidgetArea);
}

PHX_TEST_CLASS(MainWindowTest)

} // namespace

#include "tst_mainwindow.moc"
