// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/clients/profilestore.h"
#include "tests/support/testcase.h"

#include <QFile>
#include <QTemporaryDir>

namespace phx::app {

class ProfileStoreTest : public test::TestCase
{
    Q_OBJECT

private:
    static ClientProfile remote()
    {
        return {.name = QStringLiteral("production \"東京\""),
                .target = ClientProfile::Target::Url,
                .url = QStringLiteral("wss://example.com/socket"),
                .transport = ClientProfile::Transport::Fallback,
                .vsn = QStringLiteral("1.0.0"),
                .params = QStringLiteral("{\"user\": \"7\",\n \"n\": 1}"),
                .authToken = QStringLiteral("s3cret"),
                .reconnect = QStringLiteral("10, 50, 100"),
                .jitterPercent = 30,
                .caFile = QStringLiteral("/tmp/own ca.pem"),
                .topic = QStringLiteral("room:1"),
                .joinPayload = QStringLiteral("{\"a\": 1.50}")};
    }

    void write(const QByteArray &text)
    {
        QFile file(m_directory.filePath(QStringLiteral("clients.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    [[nodiscard]] QByteArray written() const
    {
        QFile file(m_directory.filePath(QStringLiteral("clients.json")));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_directory;

private Q_SLOTS:
    void cleanup() { QFile::remove(m_directory.filePath(QStringLiteral("clients.json"))); }

    void keepsProfilesByNameOverARestart()
    {
        ProfileStore store(m_directory.path());
        QCOMPARE(store.save({.name = QStringLiteral("zoo")}), QString());
        QCOMPARE(store.save(remote()), QString());

        const ProfileStore again(m_directory.path());

        QCOMPARE(again.problem(), QString());
        QCOMPARE(again.profiles().size(), 2);
        QCOMPARE(again.profiles().first(), remote());
        QCOMPARE(again.profiles().last().target, ClientProfile::Target::ThisServer);
    }

    void theSameNameIsReplacedAndARemovedOneIsGone()
    {
        ProfileStore store(m_directory.path());
        QCOMPARE(store.save(remote()), QString());
        ClientProfile changed = remote();
        changed.url = QStringLiteral("ws://localhost:4000/socket");
        QCOMPARE(store.save(changed), QString());
        QCOMPARE(ProfileStore(m_directory.path()).profiles(), QList<ClientProfile> {changed});

        QCOMPARE(store.remove(changed.name), QString());

        QVERIFY(ProfileStore(m_directory.path()).profiles().isEmpty());
    }

    void onlyItsOwnerMayReadTheFile()
    {
        ProfileStore store(m_directory.path());
        QCOMPARE(store.save(remote()), QString());

        const auto others =
            QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        const auto mode = QFile::permissions(m_directory.filePath(QStringLiteral("clients.json")));

        QVERIFY(!(mode & others));
    }

    void saysWhatIsWrongWithAFileAndWhere_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *text, const char *expected) {
            QTest::newRow(name) << QByteArray(text) << QString::fromUtf8(expected);
        };
        row("no JSON", "{\"profiles\": [", ":1:15: ");
        row("bytes", "\xff\xfe", ":1:1: ");
        row("empty", "", ":1:1: ");
        row("a list", "[]", "the file must be an object");
        row("no list", "{\"profiles\": 7}", "\"profiles\" must be");
        row("another key", "{\"profile\": []}", "\"profile\"");
        row("no name", "{\"profiles\": [{}]}", "name");
        row("empty name", "{\"profiles\": [{\"name\": \"\"}]}", "\"name\" must be a text of 1 to");
        row("a number", "{\"profiles\": [{\"name\": 7}]}", "\"name\" must be");
        row("transport", "{\"profiles\": [{\"name\": \"a\", \"transport\": \"tcp\"}]}",
            "\"transport\" must be websocket, longpoll or websocket_then_longpoll");
        row("jitter", "{\"profiles\": [{\"name\": \"a\", \"jitter_percent\": 101}]}",
            "\"jitter_percent\" must be");
        row("deep", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]", ":1:");
    }

    void saysWhatIsWrongWithAFileAndWhere()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, expected);
        write(text);

        ProfileStore store(m_directory.path());

        QVERIFY2(store.problem().contains(expected), qPrintable(store.problem()));
        QVERIFY(store.problem().contains(QStringLiteral("clients.json:")));
        QVERIFY(store.profiles().isEmpty());
        // What a person may want to repair is not written over.
        QCOMPARE(store.save(remote()), store.problem());
        QCOMPARE(written(), text);
    }

    void aFileOfTooManyProfilesIsRefused()
    {
        QByteArrayList rows;
        for (int i = 0; i <= ProfileStore::MaxProfiles; ++i)
            rows.append("{\"name\": \"p" + QByteArray::number(i) + "\"}");

        const auto read = readProfiles("{\"profiles\": [" + rows.join(',') + "]}");

        QVERIFY(!read.isOk());
        QVERIFY(read.error().sentence.contains(QStringLiteral("at most 200")));
    }

    void namesTheFieldOfAProfileThatIsWrong_data()
    {
        using Field = ProfileProblem::Field;
        QTest::addColumn<ClientProfile>("profile");
        QTest::addColumn<Field>("field");
        ClientProfile profile = remote();
        profile.caFile.clear();
        const auto row = [&profile](const char *name, QString ClientProfile::*member,
                                    const QString &value, Field field) {
            ClientProfile wrong = profile;
            wrong.*member = value;
            QTest::newRow(name) << wrong << field;
        };
        row("url", &ClientProfile::url, QStringLiteral("example.com"), Field::Url);
        row("query", &ClientProfile::url, QStringLiteral("ws://a/socket?x=1"), Field::Url);
        row("file", &ClientProfile::url, QStringLiteral("file:///etc/passwd"), Field::Url);
        row("vsn", &ClientProfile::vsn, QStringLiteral("3.0.0"), Field::Vsn);
        row("params", &ClientProfile::params, QStringLiteral("[1]"), Field::Params);
        row("ca", &ClientProfile::caFile, QStringLiteral("/nowhere.pem"), Field::CaFile);
        row("payload", &ClientProfile::joinPayload, QStringLiteral("{"), Field::JoinPayload);
        row("long", &ClientProfile::topic, QString(70'000, u'x'), Field::None);
    }

    void namesTheFieldOfAProfileThatIsWrong()
    {
        QFETCH(const ClientProfile, profile);
        QFETCH(const ProfileProblem::Field, field);

        const auto plan = planOf(profile);

        QVERIFY(!plan.isOk());
        QCOMPARE(plan.error().field, field);
        QVERIFY(!plan.error().sentence.isEmpty());
    }

    void takesTheAddressOfAPageForThatOfItsSocket()
    {
        ClientProfile profile;
        profile.target = ClientProfile::Target::Url;
        profile.url = QStringLiteral(" https://example.com/socket/websocket ");

        QCOMPARE(planOf(profile).value().endPoint, QByteArray("wss://example.com/socket"));
    }
};

PHX_TEST_CLASS(ProfileStoreTest)

} // namespace phx::app

#include "tst_profilestore.moc"
