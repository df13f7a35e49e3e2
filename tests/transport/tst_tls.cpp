// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/certificate/selfsigned.h"
#include "server/transport/listener.h"
#include "tests/support/testcase.h"
#include "tests/transport/fakehandler.h"
#include "tests/transport/rawclient.h"

#include <QFile>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTemporaryDir>

namespace phx::server {

using namespace std::chrono_literals;
using phx::test::FakeHandler;
using phx::test::RawClient;

namespace {

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

//! The first record of a handshake, as every client begins; its message says that it is `size`
//! long.
QByteArray beginning(int size)
{
    QByteArray bytes("\x16\x03\x01\x40\x00\x01", 6);
    for (const int shift : {16, 8, 0})
        bytes.append(char((size >> shift) & 0xff));
    return bytes + QByteArray(16 * 1024 - 4, '\0');
}

} // namespace

class TlsTest : public phx::test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void requestsAreAnswered();
    void aLargeAnswerArrivesWhole();
    void framesGoBothWays_data();
    void framesGoBothWays();
    void http11IsChosenByAlpn();
    void aFailedHandshakeIsTold_data();
    void aFailedHandshakeIsTold();
    void aClientThatDoesNotTrustTheCertificateIsTold();
    void aHalfHandshakeEndsInTime();
    void aConnectionThatSaysNothingIsNotTold();
    void tooManyConnectionsAreAnswered503();
    void theEndOfTheClientIsSeen();
    void filesThatCannotBeUsedAreNamed_data();
    void filesThatCannotBeUsedAreNamed();

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    //! A listener under TLS.
    [[nodiscard]] bool listen(Listener &listener) const;
    //! Trusts the certificate.
    void connectTo(QSslSocket &socket, const Listener &listener) const;

    QTemporaryDir m_folder;
    app::SelfSigned m_pair;
};

void TlsTest::initTestCase()
{
    const auto made = app::makeSelfSigned(
        {QStringLiteral("localhost"), QStringLiteral("127.0.0.1")}, std::chrono::days(1));
    QVERIFY(made);
    m_pair = made.value();
    write(path(QStringLiteral("cert.pem")), m_pair.certificate);
    write(path(QStringLiteral("key.pem")), m_pair.key);
    const auto other = app::makeSelfSigned({QStringLiteral("localhost")}, std::chrono::days(1));
    write(path(QStringLiteral("other.pem")), other.value().key);
    write(path(QStringLiteral("text.pem")), "no PEM");
}

bool TlsTest::listen(Listener &listener) const
{
    const auto context = TlsContext::load(
        {.certificate = path(QStringLiteral("cert.pem")), .key = path(QStringLiteral("key.pem"))});
    if (!context)
        return false;
    listener.setTls(context.value());
    return listener.listen(QHostAddress::LocalHost, 0);
}

void TlsTest::connectTo(QSslSocket &socket, const Listener &listener) const
{
    QSslConfiguration configuration = socket.sslConfiguration();
    configuration.setCaCertificates({QSslCertificate(m_pair.certificate)});
    configuration.setAllowedNextProtocols({"h2", "http/1.1"});
    socket.setSslConfiguration(configuration);
    socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), listener.port());
}

void TlsTest::requestsAreAnswered()
{
    FakeHandler handler;
    Listener listener(handler, {});
    QVERIFY(listen(listener));
    QSslSocket socket;
    QByteArray received;
    connect(&socket, &QIODevice::readyRead, this, [&] { received += socket.readAll(); });

    connectTo(socket, listener);
    socket.write(RawClient::get("/") + RawClient::get("/"));

    QTRY_COMPARE(received.count("home"), 2);
    QVERIFY(socket.sslHandshakeErrors().isEmpty());
    QVERIFY(handler.peers.constFirst().isTls);
    QVERIFY(handler.refused.isEmpty());
}

void TlsTest::aLargeAnswerArrivesWhole()
{
    FakeHandler handler;
    Listener listener(handler, {});
    QVERIFY(listen(listener));
    QSslSocket socket;
    QByteArray received;

    connectTo(socket, listener);
    socket.write(RawClient::get("/big") + RawClient::get("/big"));
    // The kernel's buffers fill up before anything is read.
    QTRY_COMPARE(handler.answered.size(), 2);
    connect(&socket, &QIODevice::readyRead, this, [&] { received += socket.readAll(); });
    received += socket.readAll();

    QTRY_COMPARE(received.count('b'), 2 * 1'000'000);
}

void TlsTest::framesGoBothWays_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::newRow("small") << qsizetype(5);
    QTest::newRow("a whole record") << qsizetype(16 * 1024);
    QTest::newRow("more than the read buffer") << qsizetype(200'000);
    QTest::newRow("large") << qsizetype(3'000'000);
}

void TlsTest::framesGoBothWays()
{
    QFETCH(qsizetype, size);
    FakeHandler handler;
    handler.onOpen = [](test::RecordingListener &listener) {
        listener.onFrame = [&listener](const protocol::Frame &frame) {
            listener.transport->send(frame);
        };
    };
    Listener listener(handler, {});
    QVERIFY(listen(listener));
    QSslSocket socket;
    QByteArray received;
    connect(&socket, &QIODevice::readyRead, this, [&] { received += socket.readAll(); });

    connectTo(socket, listener);
    socket.write(RawClient::handshake() + RawClient::frame(RawClient::Text, QByteArray(size, '#')));

    QTRY_COMPARE(received.count('#'), size);
}

void TlsTest::http11IsChosenByAlpn()
{
    FakeHandler handler;
    Listener listener(handler, {});
    QVERIFY(listen(listener));
    QSslSocket socket;

    connectTo(socket, listener);

    QTRY_VERIFY(socket.isEncrypted());
    QCOMPARE(socket.sslConfiguration().nextNegotiatedProtocol(), QByteArray("http/1.1"));
}

void TlsTest::aFailedHandshakeIsTold_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const char *name, const QByteArray &bytes, const char *sentence) {
        QTest::newRow(name) << bytes << QByteArray(sentence);
    };
    row("plain HTTP", RawClient::get("/"), "plain HTTP to the TLS port");
    row("no TLS at all", QByteArray(100, '\xff'), "The TLS handshake failed: ");
    row("half a handshake, then the end", QByteArray("\x16\x03\x01\x02\x00\x01", 6),
        "left within the TLS handshake");
    row("a handshake without end", beginning(120'000) + beginning(0) + beginning(0) + beginning(0),
        "sent too much");
}

void TlsTest::aFailedHandshakeIsTold()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, sentence);
    FakeHandler handler;
    Listener listener(handler, {});
    QVERIFY(listen(listener));
    RawClient client(listener.port());

    client.send(bytes);
    QTRY_COMPARE(client.socket().bytesToWrite(), 0);
    client.socket().disconnectFromHost();

    QTRY_COMPARE(handler.refused.size(), 1);
    QCOMPARE(handler.refused.constFirst().status, 0);
    QVERIFY2(handler.refused.constFirst().sentence.contains(sentence),
             handler.refused.constFirst().sentence.constData());
    QCOMPARE(listener.stats().tlsFailures, quint64(1));
    QTRY_COMPARE(listener.connectionCount(), 0);
    QVERIFY(handler.requests.isEmpty());
}

void TlsTest::aClientThatDoesNotTrustTheCertificateIsTold()
{
    FakeHandler handler;
    Listener listener(handler, {});
    QVERIFY(listen(listener));
    QSslSocket socket;
    QSslConfiguration configuration = socket.sslConfiguration();
    configuration.setCaCertificates({});
    socket.setSslConfiguration(configuration);

    socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), listener.port());

    QTRY_COMPARE(handler.refused.size(), 1);
    QVERIFY2(handler.refused.constFirst().sentence.contains("trust"),
             handler.refused.constFirst().sentence.constData());
    QVERIFY(!socket.isEncrypted());
}

void TlsTest::aHalfHandshakeEndsInTime()
{
    FakeHandler handler;
    Listener listener(handler, {.headDeadline = 50ms});
    QVERIFY(listen(listener));
    RawClient client(listener.port());

    client.send(QByteArray("\x16\x03\x01\x02\x00\x01", 6));

    QTRY_VERIFY(client.isEnded());
    QCOMPARE(handler.refused.size(), 1);
    QVERIFY(handler.refused.constFirst().sentence.contains("did not end in time"));
    QTRY_COMPARE(listener.connectionCount(), 0);
}

void TlsTest::aConnectionThatSaysNothingIsNotTold()
{
    FakeHandler handler;
    Listener listener(handler, {.headDeadline = 50ms});
    QVERIFY(listen(listener));

    RawClient client(listener.port());

    QTRY_COMPARE(listener.stats().accepted, quint64(1));
    QTRY_COMPARE(listener.connectionCount(), 0);
    QVERIFY(handler.refused.isEmpty());
}

void TlsTest::tooManyConnectionsAreAnswered503()
{
    FakeHandler handler;
    Listener listener(handler, {.maxConnections = 1});
    QVERIFY(listen(listener));
    QSslSocket first;
    QSslSocket second;
    QByteArray received;
    connect(&second, &QIODevice::readyRead, this, [&] { received += second.readAll(); });

    connectTo(first, listener);
    QTRY_VERIFY(first.isEncrypted());
    connectTo(second, listener);

    QTRY_VERIFY(received.startsWith("HTTP/1.1 503 "));
    QTRY_COMPARE(second.state(), QAbstractSocket::UnconnectedState);
}

void TlsTest::theEndOfTheClientIsSeen()
{
    FakeHandler handler;
    Listener listener(handler, {});
    QVERIFY(listen(listener));
    QSslSocket socket;
    QByteArray received;
    connect(&socket, &QIODevice::readyRead, this, [&] { received += socket.readAll(); });
    connectTo(socket, listener);
    socket.write(RawClient::handshake());
    QTRY_VERIFY(received.startsWith("HTTP/1.1 101 "));

    // The end comes in the segment of the frame.
    socket.write(RawClient::frame(RawClient::Text, "last words"));
    socket.disconnectFromHost();

    QTRY_COMPARE(handler.listeners.front()->closes.size(), 1);
    QCOMPARE(handler.listeners.front()->frames.size(), 1);
    QVERIFY(handler.listeners.front()->closes.constFirst().byPeer);
}

void TlsTest::filesThatCannotBeUsedAreNamed_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const char *certificate, const char *key,
                        const char *sentence) {
        QTest::newRow(name) << QString::fromLatin1(certificate) << QString::fromLatin1(key)
                            << QString::fromLatin1(sentence);
    };
    row("no certificate", "missing.pem", "key.pem", "Cannot read %1/missing.pem: ");
    row("no key", "cert.pem", "missing.pem", "Cannot read %1/missing.pem: ");
    row("a text as a certificate", "text.pem", "key.pem",
        "Cannot use %1/text.pem as a certificate");
    row("a text as a key", "cert.pem", "text.pem", "Cannot use %1/text.pem as a private key");
    row("the key of another", "cert.pem", "other.pem",
        "The key in %1/other.pem does not belong to the certificate in %1/cert.pem.");
}

void TlsTest::filesThatCannotBeUsedAreNamed()
{
    QFETCH(QString, certificate);
    QFETCH(QString, key);
    QFETCH(QString, sentence);

    const auto loaded = TlsContext::load({.certificate = path(certificate), .key = path(key)});

    QVERIFY(!loaded);
    QVERIFY2(
        loaded.error().startsWith(QString(sentence).replace(QStringLiteral("%1"), m_folder.path())),
        qPrintable(loaded.error()));
}

PHX_TEST_CLASS(TlsTest)

} // namespace phx::server

#include "tst_tls.moc"
