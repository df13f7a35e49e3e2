// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/endpoint/endpointthread.h"
#include "server/handlers/guidehandler.h"
#include "server/handlers/labmounts.h"
#include "tests/golden/transcript.h"
#include "tests/support/testcase.h"
#include "tests/support/wireclient.h"

#include <QLoggingCategory>

namespace phx::test {

//! What the ready-made channels do that no recording shows: the guide's chat, and the rest of the
//! lab.
class ReadyMadeTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void answers_data();
    void answers();

private:
    std::unique_ptr<server::EndpointThread> m_endpoint;
};

void ReadyMadeTest::initTestCase()
{
    QLoggingCategory::setFilterRules(QStringLiteral("phx.*=false"));
    const QByteArray secret = QByteArray("phx_baseline_secret_").repeated(4);
    server::EndpointConfig config;
    config.port = 0;
    config.secretKeyBase = secret;
    server::SocketMount guide;
    guide.path = "/guide";
    guide.handler = std::make_shared<server::GuideHandler>();
    config.sockets.append(guide);
    for (const server::SocketMount &mount : server::labMounts(secret))
        config.sockets.append(mount);
    m_endpoint = std::make_unique<server::EndpointThread>();
    m_endpoint->start(config);
    QTRY_COMPARE(m_endpoint->status().state, server::EndpointStatus::State::Listening);
}

void ReadyMadeTest::cleanupTestCase()
{
    m_endpoint->stopAndWait();
    m_endpoint.reset();
}

void ReadyMadeTest::answers_data()
{
    QTest::addColumn<QByteArray>("mount");
    QTest::addColumn<QByteArray>("join"); // its ref and join_ref are "1"
    QTest::addColumn<QByteArray>("push"); // empty: none; its ref is "2"
    QTest::addColumn<QList<QByteArray>>("expected");
    using Frames = QList<QByteArray>;
    const QByteArray lobby = R"(["1","1","room:lobby","phx_join",{}])";
    const QByteArray lobbyOk =
        R"(["1","1","room:lobby","phx_reply",{"status":"ok","response":{}}])";
    const QByteArray lobbyError =
        R"(["1","1","room:lobby","phx_error",{"reason":"channel_crash"}])";
    const QByteArray lobbyClose = R"(["1","1","room:lobby","phx_close",{}])";
    const auto guide = [&](const char *name, const char *push, const QByteArray &answer) {
        QTest::newRow(name) << QByteArray("/guide") << lobby << QByteArray(push)
                            << Frames {lobbyOk, answer};
    };
    QTest::newRow("guide: another room is refused")
        << QByteArray("/guide") << QByteArray(R"(["1","1","room:1","phx_join",{}])") << QByteArray()
        << Frames {
               R"(["1","1","room:1","phx_reply",{"status":"error","response":{"reason":"unauthorized"}}])"};
    guide("guide: only the body is broadcast",
          R"(["1","2","room:lobby","new_msg",{"body":"hi","from":"me"}])",
          R"([null,null,"room:lobby","new_msg",{"body":"hi"}])");
    guide("guide: the body may be any value",
          R"(["1","2","room:lobby","new_msg",{"body":[1,null]}])",
          R"([null,null,"room:lobby","new_msg",{"body":[1,null]}])");
    guide("guide: without a body it crashes", R"(["1","2","room:lobby","new_msg",{}])", lobbyError);
    guide("guide: no object crashes", R"(["1","2","room:lobby","new_msg","body"])", lobbyError);
    guide("guide: other events crash", R"(["1","2","room:lobby","shout",{"body":"hi"}])",
          lobbyError);

    const auto lab = [&](const char *name, const char *push, const QByteArray &answer) {
        QTest::newRow(name) << QByteArray("/socket") << lobby << QByteArray(push)
                            << Frames {lobbyOk, answer};
    };
    QTest::newRow("lab: room:reply answers with the join payload")
        << QByteArray("/socket") << QByteArray(R"(["1","1","room:reply","phx_join",[1,{"a":2}]])")
        << QByteArray()
        << Frames {R"(["1","1","room:reply","phx_reply",{"status":"ok","response":[1,{"a":2}]}])"};
    lab("lab: async answers later", R"(["1","2","room:lobby","async",{"a":1}])",
        R"(["1","2","room:lobby","phx_reply",{"status":"ok","response":{"a":1}}])");
    lab("lab: stop_shutdown closes", R"(["1","2","room:lobby","stop_shutdown",{}])", lobbyClose);
    lab("lab: stop_shutdown_reason closes", R"(["1","2","room:lobby","stop_shutdown_reason",{}])",
        lobbyClose);
    lab("lab: bin wants bytes", R"(["1","2","room:lobby","bin",{}])", lobbyError);
    QTest::newRow("presence: without a user_id the join crashes")
        << QByteArray("/socket") << QByteArray(R"(["1","1","presence:x","phx_join",{}])")
        << QByteArray()
        << Frames {
               R"(["1","1","presence:x","phx_reply",{"status":"error","response":{"reason":"join crashed"}}])"};
    QTest::newRow("exact: other events crash")
        << QByteArray("/socket") << QByteArray(R"(["1","1","exact","phx_join",{}])")
        << QByteArray(R"(["1","2","exact","echo",{}])")
        << Frames {
               R"(["1","1","exact","phx_reply",{"status":"ok","response":{"auth_token":null}}])",
               R"(["1","1","exact","phx_error",{"reason":"channel_crash"}])"};
}

void ReadyMadeTest::answers()
{
    QFETCH(const QByteArray, mount);
    QFETCH(const QByteArray, join);
    QFETCH(const QByteArray, push);
    QFETCH(const QList<QByteArray>, expected);
    WireClient client(m_endpoint->status().port);
    QCOMPARE(client.upgrade(mount + "/websocket?vsn=2.0.0", {}).status, 101);

    client.sendText(join);
    if (!push.isEmpty())
        client.sendText(push);

    for (const QByteArray &frame : expected)
        QCOMPARE(parseJson(client.next().data), parseJson(frame));
    client.sendText(R"([null,"3","phoenix","heartbeat",{}])");
    QCOMPARE(parseJson(client.next().data),
             parseJson(R"([null,"3","phoenix","phx_reply",{"status":"ok","response":{}}])"));
}

PHX_TEST_CLASS(ReadyMadeTest)

} // namespace phx::test

#include "tst_readymade.moc"
