// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/endpoint/endpointthread.h"
#include "server/handlers/labmounts.h"
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
    std::unique_ptr<server::EndpointThread> m_endpoint;
    const QByteArray m_secretKeyBase = QByteArray("phx_baseline_secret_").repeated(4);
};

void GoldenTest::initTestCase()
{
    // Crashed channels and bad frames are what is tested; that they are logged is not.
    QLoggingCategory::setFilterRules(QStringLiteral("phx.*=false"));
    server::EndpointConfig config;
    config.port = 0;
    config.urlHost = "localhost";
    config.checkOrigin = {.mode = server::OriginPolicy::Mode::UrlHost, .entries = {}};
    config.secretKeyBase = m_secretKeyBase;
    for (const server::SocketMount &mount : server::labMounts(m_secretKeyBase))
        config.sockets.append(mount);
    m_endpoint = std::make_unique<server::EndpointThread>();
    m_endpoint->start(config);
    QTRY_COMPARE(m_endpoint->status().state, server::EndpointStatus::State::Listening);
}

void GoldenTest::cleanupTestCase()
{
    m_endpoint->stopAndWait();
    m_endpoint.reset();
}

void GoldenTest::answersAsPhoenix_data()
{
    QTest::addColumn<QString>("path");
    const QDir directory(QStringLiteral(PHX_GOLDEN_DIR));
    for (const QString &name : directory.entryList({QStringLiteral("*.jsonl")}))
        QTest::newRow(name.chopped(6).toUtf8().constData()) << directory.filePath(name);
}

void GoldenTest::answersAsPhoenix()
{
    QFETCH(const QString, path);
    Replayer replayer(*m_endpoint, m_secretKeyBase);

    const QString difference = replayer.play(Transcript::read(path));

    QVERIFY2(difference.isEmpty(), qPrintable(difference));
}

PHX_TEST_CLASS(GoldenTest)

} // namespace phx::test

#include "tst_golden.moc"
