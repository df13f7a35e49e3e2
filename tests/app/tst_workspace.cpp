// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/workspace/endpointbuilder.h"
#include "app/workspace/workspacereader.h"
#include "server/handlers/labmounts.h"
#include "tests/support/testcase.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace phx;
using namespace phx::app;
using namespace std::chrono_literals;

namespace {

const char Minimal[] =
    R"({"sockets":[{"path":"/socket","handler":"g"}],"handlers":{"g":{"kind":"guide"}}})";

//! A whole workspace with this text as the value of "endpoint", which begins at 1:13.
QByteArray withEndpoint(const char *endpoint)
{
    return QByteArray("{\"endpoint\":") + endpoint + ',' + (Minimal + 1);
}

//! … as its only socket, which begins at 1:13.
QByteArray withSocket(const char *socket)
{
    return QByteArray("{\"sockets\":[") + socket + R"(],"handlers":{"g":{"kind":"guide"}}})";
}

//! … with these options of the WebSocket, which begin at 1:53.
QByteArray withWebSocket(const char *options)
{
    return withSocket(
        QByteArray(QByteArray(R"({"path":"/s","handler":"g","websocket":)") + options + '}')
            .constData());
}

//! … as the handler "g", which begins at 1:18.
QByteArray withHandler(const char *handler)
{
    return QByteArray(R"({"handlers":{"g":)") + handler
        + R"(},"sockets":[{"path":"/s","handler":"g"}]})";
}

} // namespace

class TestWorkspace : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryKey();
    void theDefaultHostsTheGuideForThisMachineOnly();
    void withoutASecretEachStartHasItsOwn();
    void namesPlaceAndKeyOfAnError_data();
    void namesPlaceAndKeyOfAnError();
    void anErrorLineIsOneVisibleLine();
    void refusesWhatIsNoRegularFile();
};

void TestWorkspace::readsEveryKey()
{
    const QByteArray text = R"({
      "endpoint": {"listen": "[::1]:0", "url_host": "example.com", "check_origin": ":conn",
                   "secret_key_base": "12345678901234567890",
                   "tls": {"certificate": "cert.pem", "key": "/etc/key.pem"}},
      "pubsub": {"name": "MyApp.PubSub", "adapter": "redis", "url": "rediss://ann:x@r.example:7000/2",
                 "node_name": "a@b", "compression_level": 6, "ca": "ca.pem"},
      "sockets": [{"path": "/v/:a", "handler": "mine",
                   "websocket": {"path": "/ws", "timeout_ms": 0, "max_frame_size": 20000000,
                                 "subprotocols": ["phx", "mqtt"], "compress": true,
                                 "error_answers": {"busy": {"status": 503, "body": "later"}}},
                   "longpoll": {"path": "/lp/:b", "window_ms": 500, "pubsub_timeout_ms": 50,
                                "crypto": {"max_age": 60}},
                   "connect_info": ["peer_data", "uri"],
                   "session": {"key": "_app_key", "signing_salt": "abc"}, "check_csrf": false,
                   "drainer": {"batch_size": 2, "batch_interval_ms": 200, "shutdown_ms": 900},
                   "check_origin": ["https://*.ex.com", "//a.com:81"],
                   "auth_token": true, "max_channels": 0, "dialect": "supabase", "log": false},
                  {"path": "/off", "handler": "mine", "websocket": false, "longpoll": true,
                   "drainer": false, "check_origin": false}],
      "handlers": {"mine": {"channels": [{"topic": "room:*", "channel": "lab",
                                          "log_join": "debug", "log_handle_in": false},
                                         {"topic": "exact", "channel": "guide_chat"}]}},
      "faults": [], "saved_messages": [], "filters": []})";

    const auto workspace = WorkspaceReader::read(text, QStringLiteral("w.json"));

    QVERIFY2(workspace, workspace ? "" : qPrintable(workspace.error()));
    const auto built = toEndpointConfig(workspace.value());
    QVERIFY(built);
    const server::EndpointConfig &config = built.value();
    QCOMPARE(config.address, QHostAddress(QHostAddress::LocalHostIPv6));
    QCOMPARE(config.port, quint16(0));
    QCOMPARE(config.urlHost, QByteArray("example.com"));
    QCOMPARE(config.checkOrigin.mode, server::OriginPolicy::Mode::SameHost);
    QCOMPARE(config.secretKeyBase, QByteArray("12345678901234567890"));
    QCOMPARE(config.tls.value().certificate, QDir().absoluteFilePath(QStringLiteral("cert.pem")));
    QCOMPARE(config.tls.value().key, QStringLiteral("/etc/key.pem"));
    QCOMPARE(config.redis.value().channel(), QByteArray("phx:Elixir.MyApp.PubSub.Adapter"));
    QCOMPARE(config.redis.value().address.toString(), QStringLiteral("r.example:7000"));
    QCOMPARE(config.redis.value().address.username, QByteArray("ann"));
    QCOMPARE(config.redis.value().address.database, 2);
    QVERIFY(config.redis.value().address.tls);
    QCOMPARE(config.redis.value().nodeName, QByteArray("a@b"));
    QCOMPARE(config.redis.value().compressionLevel, 6);
    QCOMPARE(config.redis.value().caFile, QDir().absoluteFilePath(QStringLiteral("ca.pem")));
    QCOMPARE(config.sockets.size(), 2);
    const server::SocketMount &mount = config.sockets.at(0);
    QCOMPARE(mount.path, QByteArray("/v/:a"));
    QCOMPARE(mount.webSocket.path, QByteArray("ws"));
    QCOMPARE(mount.webSocket.timeout, 0ms);
    QCOMPARE(mount.webSocket.maxFrameBytes, 20'000'000);
    QVERIFY(config.limits.maxMessageBytes >= 20'000'000);
    QCOMPARE(mount.webSocket.subprotocols.value(), (QList<QByteArray> {"phx", "mqtt"}));
    QVERIFY(mount.webSocket.compress);
    QCOMPARE(mount.errorAnswers.value("busy"), std::make_pair(503, QByteArray("later")));
    QCOMPARE(mount.checkOrigin.value().entries,
             (QList<QByteArray> {"https://*.ex.com", "//a.com:81"}));
    QVERIFY(mount.longPoll.enabled);
    QCOMPARE(mount.longPoll.path, QByteArray("lp/:b"));
    QCOMPARE(mount.longPoll.window, 500ms);
    QCOMPARE(mount.longPoll.pubsubTimeout, 50ms);
    QCOMPARE(mount.longPoll.maxAge, 60s);
    QVERIFY(mount.connectInfo.peerData);
    QVERIFY(mount.connectInfo.uri);
    QVERIFY(mount.connectInfo.session);
    QVERIFY(!mount.connectInfo.userAgent);
    QVERIFY(mount.log == server::LogLevel::Off);
    QVERIFY(!config.sockets.at(1).log);
    QCOMPARE(mount.handler->routes().front().log.join, server::LogLevel::Debug);
    QCOMPARE(mount.handler->routes().front().log.handleIn, server::LogLevel::Off);
    QCOMPARE(mount.handler->routes().back().log.join, server::LogLevel::Info);
    QCOMPARE(mount.drain.batchSize, 2);
    QCOMPARE(mount.drain.batchInterval, 200ms);
    QCOMPARE(mount.drain.shutdown, 900ms);
    QVERIFY(mount.authToken);
    QCOMPARE(mount.maxChannels, 0);
    QCOMPARE(mount.dialect, protocol::Dialect::Supabase);
    QCOMPARE(mount.handler->routes().size(), size_t(2));
    QVERIFY(mount.handler->routes().at(0).pattern.matches("room:lobby"));
    QVERIFY(mount.handler->routes().at(0).channel());
    QVERIFY(!config.sockets.at(1).webSocket.enabled);
    QCOMPARE(config.sockets.at(1).dialect, protocol::Dialect::Phoenix);
    QVERIFY(config.sockets.at(1).longPoll.enabled);
    QVERIFY(!config.sockets.at(1).drain.enabled);
    QCOMPARE(config.sockets.at(1).checkOrigin.value().mode, server::OriginPolicy::Mode::Any);
}

void TestWorkspace::theDefaultHostsTheGuideForThisMachineOnly()
{
    const auto built = toEndpointConfig(Workspace::makeDefault());

    QVERIFY(built);
    const server::EndpointConfig &config = built.value();
    QCOMPARE(config.address, QHostAddress(QHostAddress::LocalHost));
    QCOMPARE(config.port, quint16(4000));
    QCOMPARE(config.checkOrigin.mode, server::OriginPolicy::Mode::List);
    QCOMPARE(config.checkOrigin.entries,
             (QList<QByteArray> {"//localhost", "//127.0.0.1", "//[::1]"}));
    QCOMPARE(config.sockets.size(), 1);
    QCOMPARE(config.sockets.at(0).path, QByteArray("/socket"));
    QVERIFY(config.sockets.at(0).webSocket.enabled);
    QVERIFY(config.sockets.at(0).longPoll.enabled);
    QVERIFY(config.sockets.at(0).handler);
}

void TestWorkspace::withoutASecretEachStartHasItsOwn()
{
    const auto first = toEndpointConfig(Workspace::makeDefault());
    const auto second = toEndpointConfig(Workspace::makeDefault());

    QVERIFY(first && second);
    QCOMPARE(first.value().secretKeyBase.size(), 64);
    QVERIFY(first.value().secretKeyBase != second.value().secretKeyBase);
}

void TestWorkspace::namesPlaceAndKeyOfAnError_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QByteArray &text, const char *place,
                        const char *words) {
        QTest::newRow(name) << text << QString::fromLatin1(place) << QString::fromUtf8(words);
    };

    row("not an object", "[]", "1:1", "the workspace must be an object, not a list");
    row("no sockets", R"({"handlers":{}})", "1:1", "the workspace needs the key \"sockets\"");
    row("no handlers", R"({"sockets":[]})", "1:1", "the workspace needs the key \"handlers\"");
    row("empty sockets", R"({"sockets":[],"handlers":{}})", "1:12",
        "\"sockets\" must list 1 to 64 sockets");
    row("unknown key", "{\n  \"endpont\": {}\n}", "2:3",
        "unknown key \"endpont\" in the workspace; did you mean \"endpoint\"?");
    row("unknown key, nothing near", "{\n\n \"zebra\": {}\n}", "3:2",
        "allowed are: $schema, endpoint, pubsub, sockets");
    row("key twice", R"({"faults":[],"faults":[]})", "1:14", "the key \"faults\" stands twice");
    row("faults",
        "{\"faults\":[\n "
        "{}],\"sockets\":[{\"path\":\"/"
        "s\",\"handler\":\"g\"}],\"handlers\":{\"g\":{\"kind\":\"guide\"}}}",
        "2:2", "\"faults\" must be empty: this version has no faults");
    row("saved messages", QByteArray(R"({"saved_messages":[1],)") + (Minimal + 1), "1:20",
        "a saved message must be an object, not 1");
    row("filters", QByteArray(R"({"filters":["x"],)") + (Minimal + 1), "1:13",
        "\"filters\" must be empty");
    row("filters type", QByteArray(R"({"filters":{},)") + (Minimal + 1), "1:12",
        "\"filters\" must be a list, not an object");

    row("endpoint type", withEndpoint("4000"), "1:13", "\"endpoint\" must be an object, not 4000");
    row("endpoint key", withEndpoint(R"({"lisen":1})"), "1:14", "did you mean \"listen\"?");
    row("listen type", withEndpoint(R"({"listen":4000})"), "1:23",
        "\"listen\" must be a text, not 4000");
    row("listen name", withEndpoint(R"({"listen":"example.com:4000"})"), "1:23",
        "not ADDRESS:PORT");
    row("listen port", withEndpoint(R"({"listen":"127.0.0.1:65536"})"), "1:23",
        "a number from 0 to 65535");
    row("url_host", withEndpoint(R"({"url_host":"http://x"})"), "1:25",
        "\"url_host\" must be a host name or address");
    row("check_origin number", withEndpoint(R"({"check_origin":1})"), "1:29",
        "must be true, false, \":conn\" or a list of origins, not 1");
    row("check_origin word", withEndpoint(R"({"check_origin":"conn"})"), "1:29", "not \"conn\"");
    row("check_origin item", withEndpoint(R"({"check_origin":["//a", 5]})"), "1:37",
        "must be a text, not 5");
    row("check_origin host", withEndpoint(R"({"check_origin":["example.com"]})"), "1:30",
        "has no host");
    row("secret short", withEndpoint(R"({"secret_key_base":"short"})"), "1:32",
        "at least 20 bytes");
    row("TLS without a key", withEndpoint(R"({"tls":{"certificate":"c.pem"}})"), "1:20",
        "\"tls\" needs the key \"key\"");
    row("TLS without a path", withEndpoint(R"({"tls":{"certificate":"","key":"k.pem"}})"), "1:35",
        "\"certificate\" must be the path of a PEM file, not \"\"");
    row("TLS key unknown", withEndpoint(R"({"tls":{"cert":"c.pem","key":"k"}})"), "1:21",
        "\"tls\"");
    row("secret type", withEndpoint(R"({"secret_key_base":null})"), "1:32",
        "\"secret_key_base\" must be a text, not null");

    const auto withPubSub = [](const char *pubsub) {
        return QByteArray(R"({"pubsub":)") + pubsub + "," + (Minimal + 1);
    };
    row("pubsub type", withPubSub("1"), "1:11", "\"pubsub\" must be an object, not 1");
    row("pubsub key", withPubSub(R"({"nam":"A"})"), "1:12", "did you mean \"name\"?");
    row("pubsub without name", withPubSub(R"({"adapter":"redis"})"), "1:11",
        "\"pubsub\" needs the key \"name\"");
    row("pubsub name", withPubSub(R"({"name":"My App","adapter":"redis"})"), "1:19",
        "\"name\" must be the name of a PubSub module");
    row("pubsub adapter", withPubSub(R"({"name":"A","adapter":"pg2"})"), "1:33",
        "\"adapter\" must be \"redis\", not \"pg2\"");
    row("pubsub URL", withPubSub(R"({"name":"A","adapter":"redis","url":"http://:secret@h"})"),
        "1:47", "\"url\": must be redis://");
    row("pubsub level", withPubSub(R"({"name":"A","adapter":"redis","compression_level":10})"),
        "1:61", "a whole number from 0 to 9, not 10");
    row("pubsub CA without TLS", withPubSub(R"({"name":"A","adapter":"redis","ca":"c.pem"})"),
        "1:46", "beside a rediss:// URL");
    row("pubsub node", withPubSub(R"({"name":"A","adapter":"redis","node_name":"a b"})"), "1:53",
        "without spaces");

    row("socket type", withSocket("\"/socket\""), "1:13",
        "a socket must be an object, not \"/socket\"");
    row("socket key", withSocket(R"({"path":"/s","handler":"g","web_socket":{}})"), "1:40",
        "did you mean \"websocket\"?");
    row("log true", withSocket(R"({"path":"/s","handler":"g","log":true})"), "1:46",
        "\"log\" must be false, \"debug\", \"info\", \"warning\" or \"error\", not true");
    row("no path", withSocket(R"({"handler":"g"})"), "1:13", "a socket needs the key \"path\"");
    row("no handler", withSocket(R"({"path":"/s"})"), "1:13", "a socket needs the key \"handler\"");
    row("path relative", withSocket(R"({"path":"s","handler":"g"})"), "1:21",
        "\"path\" must be a path like /socket");
    row("path slash", withSocket(R"({"path":"/","handler":"g"})"), "1:21",
        "\"path\" must be a path");
    row("path query", withSocket(R"({"path":"/s?a","handler":"g"})"), "1:21",
        "\"path\" must be a path");
    row("handler unknown", withSocket(R"({"path":"/s","handler":"zebra"})"), "1:36",
        "\"zebra\", which is not in \"handlers\"");
    row("socket twice", withSocket(R"({"path":"/s","handler":"g"},{"path":"/s","handler":"g"})"),
        "1:41", "\"/s/websocket\" stands twice");
    row("longpoll key", withSocket(R"({"path":"/s","handler":"g","longpoll":{"window":1}})"),
        "1:52", "unknown key \"window\" in \"longpoll\"");
    row("longpoll window", withSocket(R"({"path":"/s","handler":"g","longpoll":{"window_ms":0}})"),
        "1:64", "a whole number from 1 to 86400000, not 0");
    row("connect_info", withSocket(R"({"path":"/s","handler":"g","connect_info":["cookies"]})"),
        "1:56", "\"connect_info\" must be a list of: peer_data,");
    row("session", withSocket(R"({"path":"/s","handler":"g","session":{"key":"k"}})"), "1:50",
        "signing_salt");
    row("check_csrf",
        withSocket(R"({"path":"/s","handler":"g","check_csrf":false,"check_origin":false})"),
        "1:53", "must not both be false");
    row("drainer", withSocket(R"({"path":"/s","handler":"g","drainer":{"batch_size":"2"}})"),
        "1:64", "a whole number from 1 to 1000000, not \"2\"");
    row("auth_token", withSocket(R"({"path":"/s","handler":"g","auth_token":"yes"})"), "1:53",
        "\"auth_token\" must be true or false, not \"yes\"");
    row("max_channels -1", withSocket(R"({"path":"/s","handler":"g","max_channels":-1})"), "1:55",
        "a whole number from 0 to 1000000, not -1");
    row("max_channels 1e3", withSocket(R"({"path":"/s","handler":"g","max_channels":1e3})"), "1:55",
        "not 1e3");
    row("max_channels 1e400", withSocket(R"({"path":"/s","handler":"g","max_channels":1e400})"),
        "1:55", "not 1e400");
    row("max_channels huge",
        withSocket(R"({"path":"/s","handler":"g","max_channels":99999999999999999999})"), "1:55",
        "not 99999999999999999999");
    row("dialect", withSocket(R"({"path":"/s","handler":"g","dialect":"superbase"})"), "1:50",
        "\"dialect\" must be one of: phoenix, supabase, not \"superbase\"");

    row("websocket null", withWebSocket("null"), "1:52",
        "\"websocket\" must be an object, not null");
    row("websocket key", withWebSocket(R"({"timeout":1})"), "1:53",
        "unknown key \"timeout\" in \"websocket\"");
    row("timeout text", withWebSocket(R"({"timeout_ms":"60000"})"), "1:66", "not \"60000\"");
    row("timeout fraction", withWebSocket(R"({"timeout_ms":1.5})"), "1:66",
        "a whole number from 0 to 86400000, not 1.5");
    row("frame size 0", withWebSocket(R"({"max_frame_size":0})"), "1:70",
        "a whole number from 1 to 100000000, not 0");
    row("frame size 10^9", withWebSocket(R"({"max_frame_size":1000000000})"), "1:70",
        "not 1000000000");
    row("subprotocols text", withWebSocket(R"({"subprotocols":"phx"})"), "1:68", "null or a list");
    row("subprotocol space", withWebSocket(R"({"subprotocols":["a b"]})"), "1:69",
        "a name of \"subprotocols\" must be");
    row("compress", withWebSocket(R"({"compress":1})"), "1:64",
        "\"compress\" must be true or false, not 1");
    row("sub-path", withWebSocket(R"({"path":"websocket"})"), "1:60", "a path like /websocket");
    row("error answers type", withWebSocket(R"({"error_answers":[]})"), "1:69",
        "\"error_answers\" must be an object, not a list");
    row("error answer status", withWebSocket(R"({"error_answers":{"a":{"status":200}}})"), "1:84",
        "a whole number from 400 to 599, not 200");

    row("handlers type", R"({"handlers":[],"sockets":[]})", "1:13",
        "\"handlers\" must be an object, not a list");
    row("handler name", R"({"handlers":{"a b":{"kind":"guide"}},"sockets":[]})", "1:14",
        "a handler's name must be");
    row("handler name twice",
        R"({"handlers":{"g":{"kind":"guide"},"g":{"kind":"lab"}},"sockets":[]})", "1:35",
        "the handler \"g\" stands twice");
    row("handler empty", withHandler("{}"), "1:14",
        "the handler \"g\" needs \"kind\", \"channels\" or \"script\"");
    row("handler both", withHandler(R"({"kind":"guide","channels":[]})"), "1:14",
        "only one of \"kind\", \"channels\" and \"script\"");
    row("kind unknown", withHandler(R"({"kind":"gide"})"), "1:26",
        "\"kind\" must be one of: guide, lab, not \"gide\"");
    row("script outside", withHandler(R"({"script":"../user_socket.mjs"})"), "1:28",
        "\"script\" must be the path of a .mjs file in the folder of the workspace");
    row("channels empty", withHandler(R"({"channels":[]})"), "1:30",
        "\"channels\" must list 1 to 256 channels");
    row("rules", withHandler(R"({"channels":[{"topic":"a","channel":"lab","rules":[]}]})"), "1:68",
        "a channel has either \"channel\" or \"rules\", not both");
    row("channel no topic", withHandler(R"({"channels":[{"channel":"lab"}]})"), "1:31",
        "a channel needs the key \"topic\"");
    row("topic star inside", withHandler(R"({"channels":[{"topic":"a*b","channel":"lab"}]})"),
        "1:40", "\"topic\": ");
    row("topic empty", withHandler(R"({"channels":[{"topic":"","channel":"lab"}]})"), "1:40",
        "\"topic\": ");
    row("channel unknown", withHandler(R"({"channels":[{"topic":"a","channel":"presense"}]})"),
        "1:54", "did you mean \"presence\"?");
    row("columns are characters", "{\"sockets\":[],\"日本\":1}", "1:15", "unknown key \"日本\"");
}

void TestWorkspace::namesPlaceAndKeyOfAnError()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, place);
    QFETCH(QString, words);

    const auto workspace = WorkspaceReader::read(text, QStringLiteral("w.json"));

    QVERIFY(!workspace);
    const QString error = workspace.error();
    QVERIFY2(error.startsWith(QStringLiteral("w.json:%1: ").arg(place)), qPrintable(error));
    QVERIFY2(error.contains(words), qPrintable(error));
}

void TestWorkspace::anErrorLineIsOneVisibleLine()
{
    const QByteArray text = "{\"a\\n\\u001b[31m\\u202e" + QByteArray("x").repeated(5000) + "\":1}";

    const auto workspace = WorkspaceReader::read(text, QStringLiteral("a\nb.json"));

    QVERIFY(!workspace);
    QVERIFY(workspace.error().startsWith(
        QStringLiteral("a\\u{a}b.json:1:2: unknown key \"a\\u{a}\\u{1b}[31m\\u{202e}xx")));
    QVERIFY(workspace.error().size() < 400);
}

void TestWorkspace::refusesWhatIsNoRegularFile()
{
    const QTemporaryDir folder;

    const auto missing = WorkspaceReader::load(folder.filePath(QStringLiteral("none.json")));
    const auto directory = WorkspaceReader::load(folder.path());
    const auto device = WorkspaceReader::load(QStringLiteral("/dev/zero"));

    QVERIFY(missing.error().contains(QStringLiteral("there is no such file")));
    QVERIFY(directory.error().contains(QStringLiteral("is not a regular file")));
    QVERIFY(device.error().contains(QStringLiteral("is not a regular file")));
}

PHX_TEST_CLASS(TestWorkspace)

#include "tst_workspace.moc"
