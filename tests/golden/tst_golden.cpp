// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/endpoint/endpointthread.h"
#include "server/handlers/labmounts.h"
#include "server/script/scriptsocket.h"
#include "tests/golden/replayer.h"
#include "tests/golden/transcript.h"
#include "tests/support/testcase.h"

#include <QDir>
#include <QLoggingCategory>

namespace phx::test {

//! Every recorded conversation with a real Phoenix 1.8.12, played over TCP at our endpoint.
class GoldenTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void answersAsPhoenix_data();
    void answersAsPhoenix();

private:
    //! By the code behind it: the channels in C++, and the same as a script.
    QHash<QByteArray, std::shared_ptr<server::EndpointThread>> m_endpoints;
    const QByteArray m_secretKeyBase = QByteArray("phx_baseline_secret_").repeated(4);
};

void GoldenTest::initTestCase()
{
    // Crashed channels and bad frames are what is tested; that they are logged is not.
    QLoggingCategory::setFilterRules(QStringLiteral("phx.*=false"));
    server::ScriptSettings settings {.folder = QStringLiteral(PHX_EXAMPLES "/golden"),
                                     .entry = QStringLiteral("user_socket.mjs"),
                                     .secretKeyBase = m_secretKeyBase,
                                     .store = std::make_shared<server::ScriptStore>()};
    settings.limits.hard = std::chrono::seconds(20);
    const auto script = std::make_shared<const server::ScriptSocket>(settings);
    for (const QByteArray &code : {QByteArray("built-in"), QByteArray("script")}) {
        server::EndpointConfig config;
        config.port = 0;
        config.urlHost = "localhost";
        config.checkOrigin = {.mode = server::OriginPolicy::Mode::UrlHost, .entries = {}};
        config.secretKeyBase = m_secretKeyBase;
        for (server::SocketMount &mount : server::labMounts(m_secretKeyBase)) {
            if (code == "script")
                mount.handler = script;
            config.sockets.append(mount);
        }
        const auto endpoint = std::make_shared<server::EndpointThread>();
        m_endpoints.insert(code, endpoint);
        endpoint->start(config);
        QTRY_COMPARE(endpoint->status().state, server::EndpointStatus::State::Listening);
    }
}

void GoldenTest::cleanupTestCase()
{
    m_endpoints.clear();
}

void GoldenTest::answersAsPhoenix_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("path");
    const QDir directory(QStringLiteral(PHX_GOLDEN_DIR));
    for (const char *code : {"built-in", "script"}) {
        for (const QString &name : directory.entryList({QStringLiteral("*.jsonl")})) {
            // What one poll brings depends on when the helper process answers, so the long-poll
            // recordings say nothing about scripts that those of WebSockets do not.
            if (code == QByteArray("script") && name.startsWith(QLatin1String("lp-")))
                continue;
            QTest::addRow("%s: %s", code, qPrintable(name.chopped(6)))
                << QByteArray(code) << directory.filePath(name);
        }
    }
}

void GoldenTest::answersAsPhoenix()
{
    QFETCH(const QByteArray, code);
    QFETCH(const QString, path);
    Replayer replayer(*m_endpoints.value(code), m_secretKeyBase);

    const QString difference = replayer.play(Transcript::read(path));

    QVERIFY2(difference.isEmpty(), qPrintable(difference));
}

PHX_TEST_CLASS(GoldenTest)

} // namespace phx::test

#include "tst_golden.moc"
