// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/app/clirunner.h"
#include "tests/support/testcase.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QHostAddress>
#include <QSslCertificate>
#include <QSslCertificateExtension>
#include <QTemporaryDir>

using namespace phx;
using namespace phx::test;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestCertificate : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void isForTheMachineItselfAndNoAuthority();
    void theKeyIsReadableByItsOwnerOnly();
    void overwritesOnlyWhenItIsToldTo();
    void refusesHostsThatCannotStandInACertificate_data();
    void refusesHostsThatCannotStandInACertificate();
    void serveSpeaksTlsWithItAndJoinTrustsIt_data();
    void serveSpeaksTlsWithItAndJoinTrustsIt();
    void joinRefusesAServerThatItDoesNotKnow();
    void aMissingFileIsNamedWhenTheServerStarts();

private:
    //! Makes a certificate and a workspace that names it. \return the workspace
    [[nodiscard]] QString workspaceWithTls(const QTemporaryDir &folder, const QString &key);
};

void TestCertificate::isForTheMachineItselfAndNoAuthority()
{
    const QTemporaryDir folder;
    const QString prefix = folder.filePath(QStringLiteral("mine"));

    const Ended ended =
        run({QStringLiteral("certificate"), QStringLiteral("-o"), prefix, QStringLiteral("--host"),
             QStringLiteral("dev.example"), QStringLiteral("--host"), QStringLiteral("192.168.1.7"),
             QStringLiteral("--days"), QStringLiteral("30")});

    QCOMPARE(ended.status, 0);
    QVERIFY(ended.output.contains("mine-cert.pem (for localhost, 127.0.0.1, ::1, dev.example"));
    const QSslCertificate certificate(contentOf(prefix + QStringLiteral("-cert.pem")));
    const auto names = certificate.subjectAlternativeNames();
    QCOMPARE(names.values(QSsl::DnsEntry).size(), 2);
    QVERIFY(names.values(QSsl::DnsEntry).contains(QStringLiteral("dev.example")));
    QCOMPARE(names.values(QSsl::IpAddressEntry).size(), 3);
    QVERIFY(certificate.isSelfSigned());
    const qint64 days = QDateTime::currentDateTimeUtc().daysTo(certificate.expiryDate());
    QVERIFY(days == 29 || days == 30);
    bool hasConstraint = false;
    for (const QSslCertificateExtension &extension : certificate.extensions()) {
        if (extension.oid() != QStringLiteral("2.5.29.19"))
            continue;
        hasConstraint = true;
        QVERIFY(extension.isCritical());
        QCOMPARE(extension.value().toMap().value(QStringLiteral("ca")).toBool(), false);
    }
    QVERIFY(hasConstraint);
}

void TestCertificate::theKeyIsReadableByItsOwnerOnly()
{
    const QTemporaryDir folder;
    const QString prefix = folder.filePath(QStringLiteral("mine"));

    QCOMPARE(run({QStringLiteral("certificate"), QStringLiteral("-o"), prefix}).status, 0);

    const QFileInfo key(prefix + QStringLiteral("-key.pem"));
    const QFileDevice::Permissions others = QFileDevice::ReadGroup | QFileDevice::WriteGroup
        | QFileDevice::ReadOther | QFileDevice::WriteOther;
    QVERIFY(!(key.permissions() & others));
    QVERIFY(contentOf(key.filePath()).startsWith("-----BEGIN PRIVATE KEY-----"));
}

void TestCertificate::overwritesOnlyWhenItIsToldTo()
{
    const QTemporaryDir folder;
    const QString prefix = folder.filePath(QStringLiteral("mine"));
    const QString certificate = prefix + QStringLiteral("-cert.pem");
    QCOMPARE(run({QStringLiteral("certificate"), QStringLiteral("-o"), prefix}).status, 0);
    const QByteArray first = contentOf(certificate);

    const Ended refused = run({QStringLiteral("certificate"), QStringLiteral("-o"), prefix});
    QCOMPARE(refused.status, 1);
    QVERIFY(refused.error.contains("mine-cert.pem is there already"));
    QCOMPARE(contentOf(certificate), first);

    const Ended forced = run(
        {QStringLiteral("certificate"), QStringLiteral("-o"), prefix, QStringLiteral("--force")});
    QCOMPARE(forced.status, 0);
    QVERIFY(contentOf(certificate) != first);
}

void TestCertificate::refusesHostsThatCannotStandInACertificate_data()
{
    QTest::addColumn<QString>("host");
    QTest::newRow("a list") << QStringLiteral("a.example,IP:10.0.0.1");
    QTest::newRow("a URL") << QStringLiteral("https://a.example");
    QTest::newRow("a port") << QStringLiteral("a.example:4000");
    QTest::newRow("not ASCII") << QStringLiteral("bücher.example");
    QTest::newRow("empty") << QString();
    QTest::newRow("a star alone") << QStringLiteral("*");
}

void TestCertificate::refusesHostsThatCannotStandInACertificate()
{
    QFETCH(QString, host);
    const QTemporaryDir folder;
    const QString prefix = folder.filePath(QStringLiteral("mine"));

    const Ended ended = run({QStringLiteral("certificate"), QStringLiteral("-o"), prefix,
                             QStringLiteral("--host=") + host});

    QVERIFY(ended.status != 0);
    QVERIFY(!ended.error.isEmpty());
    QVERIFY(!QFileInfo::exists(prefix + QStringLiteral("-key.pem")));
}

QString TestCertificate::workspaceWithTls(const QTemporaryDir &folder, const QString &key)
{
    const QString prefix = folder.filePath(QStringLiteral("mine"));
    if (run({QStringLiteral("certificate"), QStringLiteral("-o"), prefix}).status != 0)
        return {};
    const QString path = folder.filePath(QStringLiteral("tls.channelscope.json"));
    QFile file(path);
    const QString text =
        QStringLiteral(R"({"endpoint": {"tls": {"certificate": "mine-cert.pem", "key": "%1"}},
            "sockets": [{"path": "/socket", "handler": "g", "longpoll": true}],
            "handlers": {"g": {"kind": "guide"}}})")
            .arg(key);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0)
        return {};
    return path;
}

void TestCertificate::serveSpeaksTlsWithItAndJoinTrustsIt_data()
{
    QTest::addColumn<QString>("transport");
    QTest::newRow("websocket") << QStringLiteral("websocket");
    QTest::newRow("longpoll") << QStringLiteral("longpoll");
}

void TestCertificate::serveSpeaksTlsWithItAndJoinTrustsIt()
{
    QFETCH(QString, transport);
    const QTemporaryDir folder;
    const QString workspace = workspaceWithTls(folder, QStringLiteral("mine-key.pem"));
    // Two threads: connections go from the one that accepts to the other.
    Server server({QStringLiteral("--workspace"), workspace, QStringLiteral("--threads"),
                   QStringLiteral("2")});
    const QUrl url = server.url();
    QCOMPARE(url.scheme(), QStringLiteral("wss"));

    for (int i = 0; i < 2; ++i) {
        const Ended ended = run(
            {QStringLiteral("join"), QStringLiteral("wss://localhost:%1/socket").arg(url.port()),
             QStringLiteral("room:lobby"), QStringLiteral("--ca"),
             folder.filePath(QStringLiteral("mine-cert.pem")), QStringLiteral("--transport"),
             transport, QStringLiteral("--push"), QStringLiteral("new_msg"),
             QStringLiteral(R"({"body":"over TLS"})"), QStringLiteral("--for"),
             QStringLiteral("1")});

        QCOMPARE(ended.error, QByteArray());
        QCOMPARE(ended.status, 0);
        QVERIFY2(ended.output.contains("over TLS"), ended.output.constData());
    }
}

void TestCertificate::joinRefusesAServerThatItDoesNotKnow()
{
    const QTemporaryDir folder;
    Server server(
        {QStringLiteral("--workspace"), workspaceWithTls(folder, QStringLiteral("mine-key.pem"))});
    const QUrl url = server.url();

    const Ended ended =
        run({QStringLiteral("join"), QStringLiteral("wss://localhost:%1/socket").arg(url.port()),
             QStringLiteral("room:lobby"), QStringLiteral("--for"), QStringLiteral("1")});

    QCOMPARE(ended.status, 1);
    QVERIFY(!ended.error.isEmpty());
}

void TestCertificate::aMissingFileIsNamedWhenTheServerStarts()
{
    const QTemporaryDir folder;
    const QString workspace = workspaceWithTls(folder, QStringLiteral("none.pem"));

    const Ended ended =
        run({QStringLiteral("serve"), QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"),
             QStringLiteral("--workspace"), workspace});

    QCOMPARE(ended.status, 1);
    QVERIFY2(ended.error.contains("Cannot read " + folder.path().toUtf8() + "/none.pem: "),
             ended.error.constData());
}

PHX_TEST_CLASS(TestCertificate)

#include "tst_certificate.moc"
