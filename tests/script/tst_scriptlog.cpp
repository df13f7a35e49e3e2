// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/script/scriptfixture.h"
#include "tests/support/testcase.h"

#include <QLoggingCategory>
#include <QMutex>
#include <QRegularExpression>

namespace phx::test {

using server::LogLevel;

namespace {

QMutex mutex; // the lines come from the server's thread
QStringList lines; // first lines of the category phx.server.phoenix, with their level
QtMessageHandler before = nullptr;

void record(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    static const QHash<QtMsgType, QString> Levels {{QtDebugMsg, QStringLiteral("[debug] ")},
                                                   {QtInfoMsg, QStringLiteral("[info] ")},
                                                   {QtWarningMsg, QStringLiteral("[warning] ")},
                                                   {QtCriticalMsg, QStringLiteral("[error] ")}};
    if (QByteArrayView(context.category) != "phx.server.phoenix")
        return before(type, context, text);
    static const QRegularExpression duration(QStringLiteral(" in \\d+(µs|ms)"));
    const QMutexLocker lock(&mutex);
    lines.append(Levels.value(type)
                 + text.section(QLatin1Char('\n'), 0, 0).replace(duration, QString()));
}

QStringList recorded()
{
    const QMutexLocker lock(&mutex);
    return lines;
}

} // namespace

//! Modules say at which level their lines are written, as `use Phoenix.Channel, log_join: …` does.
class ScriptLogTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        lines.clear();
        before = qInstallMessageHandler(record);
    }
    void cleanup()
    {
        qInstallMessageHandler(before);
        QLoggingCategory::setFilterRules({});
    }

    void item265TheModulesSayTheLevels_data();
    void item265TheModulesSayTheLevels();
    void aLevelThatIsNoneIsNamed();
};

void ScriptLogTest::item265TheModulesSayTheLevels_data()
{
    QTest::addColumn<std::optional<LogLevel>>("mount");
    QTest::addColumn<QByteArray>("socket");
    QTest::addColumn<QByteArray>("room");
    QTest::addColumn<QStringList>("expected");
    const QString connected = QStringLiteral("CONNECTED TO user_socket.mjs");
    const QString joined = QStringLiteral("JOINED room:a");
    const QString refused = QStringLiteral("REFUSED JOIN room:deny");
    const QString handled = QStringLiteral("HANDLED echo INCOMING ON room:a (room.mjs)");
    const auto at = [](const char *level, const QString &line) {
        return QLatin1String(level) + QLatin1Char(' ') + line;
    };
    QTest::newRow("nothing said") << std::optional<LogLevel>() << QByteArray() << QByteArray()
                                  << QStringList {at("[info]", connected), at("[info]", joined),
                                                  at("[debug]", handled), at("[info]", refused)};
    QTest::newRow("other levels")
        << std::optional<LogLevel>() << QByteArray("export const log = 'debug';\n")
        << QByteArray("export const logJoin = 'warning';\nexport const logHandleIn = 'error';\n")
        << QStringList {at("[debug]", connected), at("[warning]", joined), at("[error]", handled),
                        at("[warning]", refused)};
    QTest::newRow("silence")
        << std::optional<LogLevel>() << QByteArray("export const log = false;\n")
        << QByteArray("export const logJoin = false;\nexport const logHandleIn = false;\n")
        << QStringList();
    QTest::newRow("the mount goes before the socket module")
        << std::optional(LogLevel::Warning) << QByteArray("export const log = false;\n")
        << QByteArray("export const logJoin = false;\n")
        << QStringList {at("[warning]", connected), at("[debug]", handled)};
}

void ScriptLogTest::item265TheModulesSayTheLevels()
{
    QFETCH(const std::optional<LogLevel>, mount);
    QFETCH(const QByteArray, socket);
    QFETCH(const QByteArray, room);
    QFETCH(const QStringList, expected);
    ScriptFixture fixture;
    fixture.log = mount;
    QLoggingCategory::setFilterRules(
        QStringLiteral("phx.*=false\nphx.server.phoenix.*=true\nphx.server.phoenix=true"));
    fixture.writeRoom({});
    fixture.write(QStringLiteral("user_socket.mjs"),
                  "export const channels = [['room:*', 'room.mjs']];\n" + socket);
    fixture.write(QStringLiteral("room.mjs"),
                  room
                      + "export function join(topic) {\n"
                        "  return topic === 'room:deny' ? { error: {} } : { ok: {} };\n}\n"
                        "export function handleIn() { return { reply: 'ok' }; }\n");
    QVERIFY(fixture.start());
    const auto client = fixture.joined();
    QVERIFY(client);

    client->sendText(R"(["1","2","room:a","echo",{}])");
    client->sendText(R"(["3","3","room:deny","phx_join",{}])");
    client->sendText(R"(["1","4","room:a","phx_leave",{}])");
    for (int i = 0; i < 4; ++i) // the last of them, phx_close, comes behind every line
        QCOMPARE(client->next().kind, WireEvent::Kind::Text);

    QCOMPARE(recorded(), expected);
}

void ScriptLogTest::aLevelThatIsNoneIsNamed()
{
    ScriptFixture fixture;
    fixture.writeRoom({});
    fixture.write(
        QStringLiteral("room.mjs"),
        "export const logJoin = 'loud';\nexport function join() { return { ok: {} }; }\n");
    QVERIFY(fixture.start());

    QVERIFY(!fixture.joined());

    QVERIFY(fixture.details(tap::EventKind::ChannelCrashed)
                .contains("logJoin must be false, \"debug\", \"info\", \"warning\" or \"error\""));
    fixture.write(QStringLiteral("user_socket.mjs"),
                  "export const channels = [['room:*', 'room.mjs']];\nexport const log = 7;\n");
    QVERIFY(!fixture.joined());
    QVERIFY(fixture.details(tap::EventKind::Note).contains("log must be false"));
}

PHX_TEST_CLASS(ScriptLogTest)

} // namespace phx::test

#include "tst_scriptlog.moc"
