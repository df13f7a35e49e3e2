// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/channels/absinthechannel.h"
#include "tests/server/nodefixture.h"
#include "tests/support/testcase.h"

#include <QJsonArray>

using namespace phx;
using server::AbsintheChannel;
using test::FakeTransport;
using test::Node;

namespace {

constexpr auto Control = "\"__absinthe__:control\"";

//! A message on the control topic with join_ref and ref as given.
QByteArray toControl(const char *ref, const char *event, const QByteArray &payload)
{
    return QByteArray("[\"1\",\"") + ref + "\"," + Control + ",\"" + event + "\"," + payload + ']';
}

QByteArray replyFrom(const char *ref, const char *status, const QByteArray &response)
{
    return toControl(ref, "phx_reply",
                     "{\"response\":" + response + ",\"status\":\"" + status + "\"}");
}

FakeTransport &joined(Node &node)
{
    node.routeTo<AbsintheChannel>("__absinthe__:*");
    FakeTransport &client = node.client();
    client.receive(toControl("1", "phx_join", "{}"));
    client.take();
    return client;
}

//! The subscriptionId of the only frame, a reply.
QString subscribedAs(FakeTransport &client)
{
    const QJsonArray reply = QJsonDocument::fromJson(client.take().value(0)).array();
    return reply.at(4)[QLatin1String("response")][QLatin1String("subscriptionId")].toString();
}

const QByteArray Subscription = R"({"query":"subscription { tick }","variables":{}})";

} // namespace

//! What @absinthe/socket needs (protocol.md §11.2, §12 O 270).
class AbsintheChannelTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void onlyTheControlTopicCanBeJoined()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("join crashed")));
        Node node;
        node.routeTo<AbsintheChannel>("__absinthe__:*");
        FakeTransport &client = node.client();

        client.receive(R"(["1","1","__absinthe__:doc:1:1","phx_join",{}])");

        PHX_COMPARE_FRAMES(
            client,
            {R"(["1","1","__absinthe__:doc:1:1","phx_reply",{"response":{"reason":"join crashed"},"status":"error"}])"});
    }
    void answersDocuments_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("response");
        const QByteArray world = R"({"data":{"hello":"world"}})";
        const QByteArray unknown = "{\"errors\":[{\"message\":\"This channel knows only \\\"query "
                                   "{ hello }\\\" and \\\"subscription { tick }\\\".\"}]}";
        const QByteArray badVariables = R"({"error":"Could not parse variables as map"})";
        const auto row = [](const char *name, const char *document, const char *status,
                            const QByteArray &response) {
            QTest::newRow(name) << QByteArray(document) << QByteArray(status) << response;
        };
        row("query", R"({"query":"query { hello }","variables":{}})", "ok", world);
        row("named query", "{\"query\":\"query Greeting {\\n  hello\\n}\\n\",\"variables\":{}}",
            "ok", world);
        row("shorthand", R"({"query":"{ hello }"})", "ok", world);
        row("null variables", R"({"query":"{hello}","variables":null})", "ok", world);
        row("variables of text", R"({"query":"{hello}","variables":"{}"})", "error", badVariables);
        row("variables in a list", R"({"query":"{hello}","variables":[]})", "error", badVariables);
        row("another field", R"({"query":"{ goodbye }"})", "error", unknown);
        row("the other's field", R"({"query":"query { tick }"})", "error", unknown);
        row("no query", "{}", "error", unknown);
        row("a query that is no text", R"({"query":7})", "error", unknown);
    }
    void answersDocuments()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const QByteArray, status);
        QFETCH(const QByteArray, response);
        Node node;
        FakeTransport &client = joined(node);

        client.receive(toControl("2", "doc", document));

        PHX_COMPARE_FRAMES(client, {replyFrom("2", status, response)});
    }
    void item270AResultTravelsOnTheTopicOfItsSubscription()
    {
        Node node;
        FakeTransport &client = joined(node);

        client.receive(toControl("2", "doc", Subscription));
        const QString id = subscribedAs(client);

        QVERIFY(id.startsWith(QStringLiteral("__absinthe__:doc:")));
        QTRY_COMPARE(client.frames.size(), 1);
        PHX_COMPARE_FRAMES(
            client,
            {QStringLiteral(
                 R"([null,null,"%1","subscription:data",{"result":{"data":{"tick":1}},"subscriptionId":"%1"}])")
                 .arg(id)
                 .toUtf8()});
    }
    void subscriptionsHaveDifferentIds()
    {
        Node node;
        FakeTransport &client = joined(node);

        client.receive(toControl("2", "doc", Subscription));
        const QString first = subscribedAs(client);
        client.receive(toControl("3", "doc", Subscription));

        QVERIFY(subscribedAs(client) != first);
    }
    void whoUnsubscribesGetsNothingMore()
    {
        Node node;
        FakeTransport &client = joined(node);
        client.receive(toControl("2", "doc", Subscription));
        const QByteArray first = subscribedAs(client).toUtf8();
        client.receive(toControl("3", "doc", Subscription));
        const QByteArray second = subscribedAs(client).toUtf8();

        client.receive(toControl("4", "unsubscribe", "{\"subscriptionId\":\"" + first + "\"}"));
        PHX_COMPARE_FRAMES(client,
                           {replyFrom("4", "ok", "{\"subscriptionId\":\"" + first + "\"}")});

        // Their ticks are due in this order.
        QTRY_COMPARE(client.frames.size(), 1);
        QVERIFY(client.take().at(0).contains(second));
    }
    void subscriptionsUnderWayHaveALimit()
    {
        Node node;
        FakeTransport &client = joined(node);
        for (int i = 0; i < 100; ++i)
            client.receive(toControl("2", "doc", Subscription));
        client.take();

        client.receive(toControl("3", "doc", Subscription));

        PHX_COMPARE_FRAMES(
            client,
            {replyFrom(
                "3", "error",
                R"({"errors":[{"message":"Too many subscriptions wait for their tick."}]})")});
    }
    void otherEventsCrashIt()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("channel crashed")));
        Node node;
        FakeTransport &client = joined(node);

        client.receive(toControl("2", "unsubscribe", "{}"));

        PHX_COMPARE_FRAMES(client, {toControl("1", "phx_error", R"({"reason":"channel_crash"})")});
    }
};

PHX_TEST_CLASS(AbsintheChannelTest)

#include "tst_absinthechannel.moc"
