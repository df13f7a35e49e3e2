// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/clients/clients.h"
#include "app/hosting.h"
#include "app/workspace/endpointbuilder.h"
#include "app/workspace/workspace.h"
#include "tests/support/testcase.h"

#include <QSignalSpy>

#include <algorithm>

namespace phx::app {

using Phase = BuiltinState::Phase;
using State = client::Channel::State;

class ClientsTest : public test::TestCase
{
    Q_OBJECT

private:
    //! What every test finds: a server with the channel of the lab on lab:….
    void start()
    {
        stop();
        m_hosting = std::make_unique<Hosting>(config(), QString());
        m_clients = std::make_unique<Clients>(*m_hosting);
        QObject::connect(m_clients.get(), &Clients::answered, m_clients.get(),
                         [this](const ClientAnswer &answer) { m_answers.append(answer); });
        QCOMPARE(m_hosting->open(), QString());
        m_hosting->startServer();
        QTRY_VERIFY(!m_hosting->socketUrl().isEmpty());
    }

    void stop()
    {
        if (m_clients)
            m_clients->stopAndWait();
        m_clients.reset();
        if (m_hosting)
            m_hosting->endpoint().stopAndWait();
        m_hosting.reset();
        m_answers.clear();
    }

    static server::EndpointConfig config()
    {
        Workspace workspace = Workspace::makeDefault();
        WorkspaceChannel lab;
        lab.topic = "lab:*";
        lab.channel = QStringLiteral("lab");
        workspace.handlers.first().kind.clear();
        workspace.handlers.first().channels = {lab};
        auto config = toEndpointConfig(workspace);
        config.value().port = 0;
        return config.value();
    }

    int add(const QString &topic = {}, const QString &url = {})
    {
        ClientProfile profile;
        profile.topic = topic;
        profile.url = url;
        if (!url.isEmpty())
            profile.target = ClientProfile::Target::Url;
        const auto client = m_clients->add(profile);
        return client ? client.value() : 0;
    }

    [[nodiscard]] Phase phase(int client) const
    {
        const BuiltinState *state = m_clients->state(client);
        return state == nullptr ? Phase::Off : state->phase;
    }

    [[nodiscard]] bool isJoined(int client, const QByteArray &topic) const
    {
        const BuiltinState *state = m_clients->state(client);
        return state != nullptr
            && std::any_of(state->channels.cbegin(), state->channels.cend(),
                           [&topic](const BuiltinChannelState &channel) {
                               return channel.topic == topic && channel.state == State::Joined;
                           });
    }

    [[nodiscard]] const ClientState *seenAs(const QString &label) const
    {
        const auto &clients = m_hosting->capture().snapshot().clients;
        const auto found =
            std::find_if(clients.cbegin(), clients.cend(),
                         [&label](const ClientState &client) { return client.label == label; });
        return found == clients.cend() ? nullptr : &*found;
    }

    std::unique_ptr<Hosting> m_hosting;
    std::unique_ptr<Clients> m_clients;
    QList<ClientAnswer> m_answers;

private Q_SLOTS:
    void initTestCase() { start(); }

    void cleanup() { start(); }

    void cleanupTestCase() { stop(); }

    void severalClientsAreThereAtOnceAndTheServerKnowsThem()
    {
        const int first = add(QStringLiteral("lab:1"));
        const int second = add(QStringLiteral("lab:1"));

        QTRY_VERIFY(isJoined(first, "lab:1") && isJoined(second, "lab:1"));
        QTRY_VERIFY(seenAs(QStringLiteral("built-in 1")) != nullptr);
        QTRY_VERIFY(seenAs(QStringLiteral("built-in 2")) != nullptr);
        QCOMPARE(m_clients->state(first)->name, QStringLiteral("Client 1"));
        // The server here records it; the client does not do so a second time.
        QCOMPARE(m_clients->state(first)->connection, quint64(0));
        QTRY_COMPARE(m_hosting->capture().snapshot().connected, 2);
    }

    void aPushIsAnsweredWithStatusResponseAndTime()
    {
        const int client = add(QStringLiteral("lab:1"));
        QTRY_VERIFY(isJoined(client, "lab:1"));

        const auto sent =
            m_clients->send(client, "lab:1", "echo", protocol::Payload::json(R"({"n": 1.50})"));

        QVERIFY(sent.isOk());
        QTRY_COMPARE(m_answers.size(), 2);
        QCOMPARE(m_answers.first().status, QByteArray("ok"));
        const ClientAnswer &answer = m_answers.last();
        QCOMPARE(answer.id, sent.value());
        QCOMPARE(answer.outcome, ClientAnswer::Outcome::Replied);
        QCOMPARE(answer.status, QByteArray("ok"));
        QVERIFY2(answer.response.bytes().contains("1.50"), answer.response.bytes().constData());
        QVERIFY(answer.elapsed.count() > 0);
    }

    void aPushThatWaitsForItsJoinIsTimedFromItsSending()
    {
        const int client = add(QStringLiteral("lab:1"));

        QVERIFY(m_clients->send(client, "lab:1", "echo", {}).isOk());

        QTRY_COMPARE(m_answers.size(), 2);
        const ClientAnswer &waited = m_answers.last();
        QVERIFY(waited.isSent);
        QVERIFY(waited.waited.count() > 0);
        QVERIFY(waited.elapsed.count() > 0);
        QVERIFY(m_clients->send(client, "lab:1", "echo", {}).isOk());
        QTRY_COMPARE(m_answers.size(), 3);
        QCOMPARE(m_answers.last().waited.count(), 0);
    }

    void whatNeverLeavesSaysSo()
    {
        m_hosting->endpoint().stopAndWait();
        const int client = add();
        ClientProfile elsewhere;
        elsewhere.target = ClientProfile::Target::Url;
        elsewhere.url = QStringLiteral("ws://127.0.0.1:1/socket");
        QVERIFY(!m_clients->change(client, elsewhere));
        QTRY_VERIFY(!m_clients->state(client)->problem.isEmpty());
        QVERIFY(m_clients->join(client, "lab:1", {}).isOk());

        // The client that takes its place does not know of it.
        QVERIFY(!m_clients->change(client, elsewhere));

        QTRY_COMPARE(m_answers.size(), 1);
        QCOMPARE(m_answers.first().outcome, ClientAnswer::Outcome::Failed);
        QVERIFY(!m_answers.first().isSent);
    }

    void aChangedClientConnectsAnewAndJoinsTheSameTopics()
    {
        const int client = add(QStringLiteral("lab:1"));
        QTRY_VERIFY(isJoined(client, "lab:1"));
        QVERIFY(m_clients->join(client, "lab:2", {}).isOk());
        QTRY_VERIFY(isJoined(client, "lab:2"));
        ClientProfile profile = *m_clients->profile(client);
        profile.vsn = QStringLiteral("1.0.0");
        profile.topic = QStringLiteral("lab:3");

        QVERIFY(!m_clients->change(client, profile));

        QTRY_VERIFY(isJoined(client, "lab:3") && isJoined(client, "lab:2"));
        QVERIFY(!isJoined(client, "lab:1"));
        QCOMPARE(m_clients->profile(client)->vsn, QStringLiteral("1.0.0"));
        // The old connection was closed in order, before.
        QTRY_COMPARE(m_hosting->capture().snapshot().connected, 1);
        const auto &seen = m_hosting->capture().snapshot().clients;
        QCOMPARE(seen.first().closeCode, 1000);
        QCOMPARE(seen.last().vsn, 1);
    }

    void aDisconnectedClientStaysSoWhenItIsChanged()
    {
        const int client = add(QStringLiteral("lab:1"));
        QTRY_VERIFY(isJoined(client, "lab:1"));
        m_clients->disconnectClient(client);
        QTRY_COMPARE(m_hosting->capture().snapshot().connected, 0);
        ClientProfile profile = *m_clients->profile(client);
        profile.name = QStringLiteral("renamed");

        QVERIFY(!m_clients->change(client, profile));

        QTRY_VERIFY(m_clients->state(client)->channels.isEmpty());
        QCOMPARE(phase(client), Phase::Off);
        QCOMPARE(m_clients->state(client)->name, QStringLiteral("renamed"));
        m_clients->connectClient(client);
        QTRY_VERIFY(isJoined(client, "lab:1"));
    }

    void aWrongProfileChangesNothing()
    {
        const int client = add(QStringLiteral("lab:1"));
        QTRY_VERIFY(isJoined(client, "lab:1"));
        ClientProfile profile = *m_clients->profile(client);
        profile.reconnect = QStringLiteral("10, soon");

        const auto problem = m_clients->change(client, profile);

        QCOMPARE(problem->field, ProfileProblem::Field::Reconnect);
        QVERIFY(isJoined(client, "lab:1"));
        QVERIFY(m_clients->profile(client)->reconnect.isEmpty());
    }

    void reconnectsByTheTableOfItsProfile()
    {
        ClientProfile profile;
        profile.reconnect = QStringLiteral("60000");
        const int client = m_clients->add(profile).value();
        QTRY_COMPARE(phase(client), Phase::Connected);

        m_clients->cut(client);

        QTRY_COMPARE(phase(client), Phase::Waiting);
        QVERIFY(m_clients->state(client)->retryIn > std::chrono::seconds(30));
    }

    void aFrameByHandIsAnsweredIfItHasARef()
    {
        const int client = add();
        QTRY_COMPARE(phase(client), Phase::Connected);

        const auto asked =
            m_clients->sendFrame(client, {.bytes = R"([null,"77","phoenix","heartbeat",{}])"});
        QVERIFY(asked.isOk());
        QTRY_COMPARE(m_answers.size(), 1);
        const auto silent = m_clients->sendFrame(client, {.bytes = "[1,"});

        QCOMPARE(m_answers.first().id, asked.value());
        QCOMPARE(m_answers.first().status, QByteArray("ok"));
        QCOMPARE(silent.value(), quint64(0));
    }

    void aTopicThatWasNotJoinedGetsNothing()
    {
        const int client = add();
        QTRY_COMPARE(phase(client), Phase::Connected);

        const auto sent = m_clients->send(client, "lab:1", "echo", {});

        QCOMPARE(sent.error(), QStringLiteral("This client has not joined lab:1."));
    }

    void joinAndLeaveGoAsEvents()
    {
        const int client = add();
        QVERIFY(m_clients->send(client, "lab:1", "phx_join", {}).isOk());
        QTRY_VERIFY(isJoined(client, "lab:1"));

        QVERIFY(m_clients->send(client, "lab:1", "phx_leave", {}).isOk());

        QTRY_VERIFY(m_clients->state(client)->channels.isEmpty());
        QTRY_COMPARE(m_answers.size(), 2);
        QCOMPARE(m_answers.last().status, QByteArray("ok"));
    }

    void aCutClientComesBackToItsTopic()
    {
        const int client = add(QStringLiteral("lab:1"));
        QTRY_VERIFY(isJoined(client, "lab:1"));

        m_clients->cut(client);

        QTRY_COMPARE(m_clients->state(client)->channels.first().joins, 2);
        QTRY_VERIFY(isJoined(client, "lab:1"));
    }

    void saysHowLongUntilTheNextAttemptWhileNobodyListens()
    {
        const int client = add(QStringLiteral("lab:1"));
        QTRY_VERIFY(isJoined(client, "lab:1"));

        m_hosting->endpoint().stopAndWait();

        QTRY_VERIFY(phase(client) == Phase::Waiting && m_clients->state(client)->attempt >= 4);
        const BuiltinState *state = m_clients->state(client);
        QVERIFY(state->retryIn.has_value());
        QVERIFY(!state->problem.isEmpty());
        m_hosting->startServer();
        QTRY_VERIFY(isJoined(client, "lab:1"));
    }

    void aDisconnectedClientStaysAwayUntilItIsConnected()
    {
        const int client = add(QStringLiteral("lab:1"));
        QTRY_VERIFY(isJoined(client, "lab:1"));

        m_clients->disconnectClient(client);
        QTRY_COMPARE(phase(client), Phase::Off);
        QTRY_COMPARE(m_hosting->capture().snapshot().connected, 0);
        m_clients->connectClient(client);

        QTRY_VERIFY(isJoined(client, "lab:1"));
    }

    void aClientOfAnotherServerIsRecordedByItsOwnTap()
    {
        Hosting other(config(), QString());
        QCOMPARE(other.open(), QString());
        other.startServer();
        QTRY_VERIFY(!other.socketUrl().isEmpty());

        const int client = add(QStringLiteral("lab:1"), other.socketUrl());
        QTRY_VERIFY(isJoined(client, "lab:1"));

        const quint64 connection = m_clients->state(client)->connection;
        QVERIFY(connection != 0);
        const auto seen = [&]() -> const ClientState * {
            for (const ClientState &state : m_hosting->capture().snapshot().clients) {
                if (state.connection == connection)
                    return &state;
            }
            return nullptr;
        };
        QTRY_VERIFY(seen() != nullptr && !seen()->channels.isEmpty());
        QCOMPARE(seen()->channels.first().topic, QByteArray("lab:1"));
        m_clients->cut(client);
        QTRY_COMPARE(m_clients->state(client)->channels.first().joins, 2);
        QTRY_VERIFY(seen()->connected);
        QCOMPARE(m_hosting->capture().snapshot().connected, 1);
        m_clients->stopAndWait();
        other.endpoint().stopAndWait();
    }

    void aRemovedClientIsClosedInOrder()
    {
        const int client = add(QStringLiteral("lab:1"));
        QTRY_VERIFY(isJoined(client, "lab:1"));

        m_clients->remove(client);

        QVERIFY(m_clients->states().isEmpty());
        QTRY_VERIFY(seenAs(QStringLiteral("built-in 1")) != nullptr
                    && !seenAs(QStringLiteral("built-in 1"))->connected);
        QCOMPARE(seenAs(QStringLiteral("built-in 1"))->closeCode, 1000);
    }

    void aClientOfThisServerWaitsUntilItListens()
    {
        m_hosting->endpoint().stopAndWait();
        QTRY_VERIFY(m_hosting->socketUrl().isEmpty());

        const int client = add(QStringLiteral("lab:1"));
        QCOMPARE(phase(client), Phase::Waiting);
        m_hosting->startServer();

        QTRY_VERIFY(isJoined(client, "lab:1"));
    }

    void whatHttpRefusesIsSaidWithWhereToLook()
    {
        const int client = add({}, m_hosting->socketUrl() + QStringLiteral("/nowhere"));

        QTRY_COMPARE(m_clients->state(client)->problem,
                     QStringLiteral("There is no socket at this address (404): see the path of the "
                                    "URL."));
    }

    void thereIsALimit()
    {
        for (int i = 0; i < Clients::MaxClients; ++i)
            QVERIFY(add() != 0);

        QCOMPARE(add(), 0);
    }
};

PHX_TEST_CLASS(ClientsTest)

} // namespace phx::app

#include "tst_clients.moc"
