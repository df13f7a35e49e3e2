// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/support/testcase.h"
#include "tests/ui/application.h"

#include <QLabel>
#include <QRegularExpression>
#include <QTabWidget>
#include <QWebSocket>

namespace {

using namespace phx;
using test::Application;
using test::modelOf;

//! Sends what it is told once it is connected.
class Sender
{
public:
    Sender(quint16 port, const QByteArray &message, bool isBinary)
    {
        QObject::connect(&m_socket, &QWebSocket::connected, &m_socket, [this, message, isBinary] {
            m_socket.sendTextMessage(QStringLiteral(R"(["1","1","room:lobby","phx_join",{}])"));
            if (isBinary)
                m_socket.sendBinaryMessage(message);
            else
                m_socket.sendTextMessage(QString::fromUtf8(message));
        });
        m_socket.open(
            QUrl(QStringLiteral("ws://127.0.0.1:%1/socket/websocket?vsn=2.0.0").arg(port)));
    }

private:
    QWebSocket m_socket;
};

//! Looks at everything that the detail shows of a row, painted.
void readAll(Application &application, quint64 sequence)
{
    application.window.selectRow(sequence);
    auto *tabs = application.find<QTabWidget>("detailTabs");
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        static_cast<void>(application.window.grab());
    }
    tabs->setCurrentIndex(0);
}

QByteArray push(const QByteArray &payload)
{
    return R"(["1","2","room:lobby","new_msg",{"body":)" + payload + "}]";
}

//! An object of so many members.
QByteArray crowd(int members)
{
    QByteArray text = "{";
    for (int i = 0; i < members; ++i)
        text += (i == 0 ? "\"k" : ",\"k") + QByteArray::number(i) + "\":" + QByteArray::number(i);
    return text + "}";
}

class HostileInputTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void theWindowShowsWhateverAClientSends_data();
    void theWindowShowsWhateverAClientSends();
    void markupOfAClientStaysText();
    void survivesEverySizeThemeAndLanguage();
};

void HostileInputTest::theWindowShowsWhateverAClientSends_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<bool>("isBinary");
    QTest::addColumn<bool>("crashes");

    const auto add = [](const char *name, const QByteArray &message, bool isBinary = false,
                        bool crashes = false) {
        QTest::newRow(name) << message << isBinary << crashes;
    };
    add("a megabyte of one line", push("\"" + QByteArray(1'000'000, 'x') + "\""));
    add("a megabyte of lines", push("\"" + QByteArray("\\n").repeated(500'000) + "\""));
    add("nested 100 deep", push(QByteArray("[").repeated(100) + QByteArray("]").repeated(100)));
    add("nested 100,000 deep",
        push(QByteArray("[").repeated(100'000) + QByteArray("]").repeated(100'000)));
    add("50,000 members", push(crowd(50'000)));
    add("characters that turn text around and steer terminals",
        push("{\"a\":\"\\u202e\\u0000\\u001b[31m\\u2066\",\"\\u202e\":1}"));
    add("a lone surrogate", push("\"\\ud800\""));
    add("numbers beyond every type", push("[1e999999," + QByteArray(2'000, '9') + ",-0.0]"));
    add("a topic of 100,000 characters",
        R"(["1","2","room:)" + QByteArray(100'000, 't') + R"(","phx_join",{}])");
    add("an event of 100,000 characters",
        R"(["1","2","room:lobby",")" + QByteArray(100'000, 'e') + R"(",{}])", false, true);
    add("refs of 100,000 characters",
        "[\"" + QByteArray(100'000, '1') + R"(","2","room:lobby","new_msg",{}])");
    add("no JSON", "hello");
    add("JSON of another shape", R"({"topic":"room:lobby"})");
    add("nothing", "");
    add("binary of no kind", QByteArray::fromHex("ff00fe01"), true);
    add("a binary push of a megabyte",
        QByteArray::fromHex("0001010a07") + "12room:lobbynew_msg" + QByteArray(1'000'000, '\xee'),
        true, true);
}

void HostileInputTest::theWindowShowsWhateverAClientSends()
{
    QFETCH(QByteArray, message);
    QFETCH(bool, isBinary);
    QFETCH(bool, crashes);
    if (crashes)
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("^channel crashed")));
    Application application;
    QTRY_VERIFY(application.isListening());
    const ui::MessageModel &model = modelOf(application);

    const Sender sender(application.port(), message, isBinary);

    // The handshake, the join, its reply, and what was sent.
    QTRY_VERIFY(model.rowCount() >= 4);
    for (int row = 0; row < model.rowCount(); ++row)
        readAll(application, model.sequenceAt(row));
    QVERIFY(application.isListening());
}

void HostileInputTest::markupOfAClientStaysText()
{
    Application application;
    QTRY_VERIFY(application.isListening());
    const ui::MessageModel &model = modelOf(application);

    const Sender sender(
        application.port(),
        R"(["1","2","room:<h1>x</h1>","phx_join",{"<b>":"<img src='file:///etc/passwd'>"}])",
        false);

    QTRY_VERIFY(model.rowCount() >= 5);
    for (int row = 0; row < model.rowCount(); ++row) {
        readAll(application, model.sequenceAt(row));
        const QString title = application.find<QLabel>("explainTitle")->text();
        QVERIFY2(!title.contains(QLatin1String("<h1>")), qPrintable(title));
        QVERIFY(
            !application.find<QLabel>("explainMeaning")->text().contains(QLatin1String("<h1>")));
    }
}

void HostileInputTest::survivesEverySizeThemeAndLanguage()
{
    Application application;
    QTRY_VERIFY(application.isListening());
    const ui::MessageModel &model = modelOf(application);
    const Sender sender(application.port(), push(crowd(100)), false);
    QTRY_VERIFY(model.rowCount() >= 4);
    application.window.selectRow(model.sequenceAt(3));

    for (const QString &language : {QStringLiteral("ja"), QStringLiteral("en")}) {
        application.window.setLanguage(language);
        for (const ui::ThemeMode theme : {ui::ThemeMode::Dark, ui::ThemeMode::Light}) {
            application.window.setTheme(theme);
            for (const QSize size : {QSize(1, 1), QSize(1024, 680), QSize(3000, 400)}) {
                application.window.resize(size);
                QCoreApplication::processEvents();
                static_cast<void>(application.window.grab());
            }
        }
    }

    // It stays usable on the smallest screen that it is made for.
    QVERIFY(application.window.minimumSizeHint().width() <= 1024);
    QVERIFY(application.window.minimumSizeHint().height() <= 680);
    QCOMPARE(application.find<ui::MessageView>("messageView")->currentSequence(),
             model.sequenceAt(3));
}

PHX_TEST_CLASS(HostileInputTest)

} // namespace

#include "tst_hostileinput.moc"
