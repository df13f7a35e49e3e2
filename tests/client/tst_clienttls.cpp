// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/certificate/selfsigned.h"
#include "client/socket.h"
#include "tests/client/serverfixture.h"
#include "tests/support/testcase.h"

#include <QFile>
#include <QSslCertificate>
#include <QTemporaryDir>

namespace phx::test {

using client::Socket;
using client::SocketOptions;
using client::TransportError;
using client::TransportKind;

//! The client at the embedded server's own TLS.
class ClientTlsTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aChannelIsJoinedUnderTls_data();
    void aChannelIsJoinedUnderTls();
    void aCertificateThatIsNotTrustedIsNamed_data();
    void aCertificateThatIsNotTrustedIsNamed();

private:
    [[nodiscard]] QByteArray url(const QByteArray &host) const
    {
        return "wss://" + host + ':' + QByteArray::number(m_server->port()) + "/socket";
    }

    QTemporaryDir m_folder;
    QSslCertificate m_certificate;
    std::unique_ptr<ServerFixture> m_server;
};

void ClientTlsTest::initTestCase()
{
    const auto pair = app::makeSelfSigned({QStringLiteral("localhost")}, std::chrono::days(1));
    QVERIFY(pair);
    const auto write = [this](const QString &name, const QByteArray &bytes) {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    };
    QVERIFY(write(QStringLiteral("cert.pem"), pair.value().certificate));
    QVERIFY(write(QStringLiteral("key.pem"), pair.value().key));
    m_certificate = QSslCertificate(pair.value().certificate);
    m_server = std::make_unique<ServerFixture>(
        0,
        server::TlsFiles {.certificate = m_folder.filePath(QStringLiteral("cert.pem")),
                          .key = m_folder.filePath(QStringLiteral("key.pem"))});
}

void ClientTlsTest::aChannelIsJoinedUnderTls_data()
{
    QTest::addColumn<TransportKind>("kind");
    QTest::newRow("WebSocket") << TransportKind::WebSocket;
    QTest::newRow("long-poll") << TransportKind::LongPoll;
}

void ClientTlsTest::aChannelIsJoinedUnderTls()
{
    QFETCH(const TransportKind, kind);
    SocketOptions options;
    options.transport = kind;
    options.network.caCertificates = {m_certificate};
    Socket socket(url("localhost"), options);
    const auto channel = socket.channel("room:a");
    std::ignore = channel->join();

    socket.connectSocket();

    QTRY_VERIFY(channel->isJoined());
    // More than a record of TLS, both ways.
    const QByteArray json = "{\"text\":\"" + QByteArray(200'000, 'x') + "\"}";
    const auto push = channel->push("echo", protocol::Payload::json(json));
    QTRY_COMPARE(push.value()->status(), std::optional<QByteArray>("ok"));
    QCOMPARE(push.value()->response().bytes(), json);
}

void ClientTlsTest::aCertificateThatIsNotTrustedIsNamed_data()
{
    QTest::addColumn<bool>("isTrusted");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("no own CA") << false << QByteArray("localhost")
                               << QStringLiteral(": its certificate is not trusted (");
    QTest::newRow("another host")
        << true << QByteArray("127.0.0.1")
        << QStringLiteral(": its certificate is for localhost and not for this host.");
}

void ClientTlsTest::aCertificateThatIsNotTrustedIsNamed()
{
    QFETCH(const bool, isTrusted);
    QFETCH(const QByteArray, host);
    QFETCH(const QString, sentence);
    SocketOptions options;
    if (isTrusted)
        options.network.caCertificates = {m_certificate};
    Socket socket(url(host), options);
    QList<TransportError> errors;
    socket.onError(
        [&errors](const TransportError &error, TransportKind, int) { errors.append(error); });

    socket.connectSocket();

    QTRY_VERIFY(!errors.isEmpty());
    QCOMPARE(errors.constFirst().cause, client::TransportError::Cause::Tls);
    const QString told = errors.constFirst().sentence;
    QVERIFY2(told.startsWith(QString::fromLatin1(host)) && told.contains(sentence),
             qPrintable(told));
    QVERIFY(!socket.isConnected());
    socket.disconnectSocket();
}

PHX_TEST_CLASS(ClientTlsTest)

} // namespace phx::test

#include "tst_clienttls.moc"
