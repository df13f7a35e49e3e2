// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/models/explanation.h"

#include <QCoreApplication>

namespace phx::ui {

namespace {

using tap::EventKind;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(phx::ui::Explanation)
};

//! Value of a field of a request head; empty if there is none.
QByteArray headField(const QByteArray &head, const QByteArray &name)
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).trimmed().compare(name, Qt::CaseInsensitive) == 0)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

//! "/socket/websocket?vsn=2.0.0" of "GET /socket/websocket?vsn=2.0.0 HTTP/1.1".
QString target(const QByteArray &head)
{
    const QList<QByteArray> words = head.left(head.indexOf('\n')).trimmed().split(' ');
    return words.size() < 2 ? QString() : lineText(words.at(1), 500);
}

void explainForbidden(const app::MessageDetail &detail, Explanation &result)
{
    const QByteArray &why = detail.row.detail;
    const QString origin = lineText(headField(detail.frame, "origin"));
    if (why.contains("origin")) {
        result.meaning.append(sentence(
            Text::tr("The page came from `%1`, and check_origin does not allow that. A request "
                     "without an Origin (a program, not a page) would have been accepted."),
            {origin}));
        result.remedy = sentence(
            Text::tr("Open the page from an allowed address, or add `//%1` to check_origin."),
            {origin.section(QStringLiteral("://"), -1).section(QLatin1Char(':'), 0, 0)});
    } else if (why.contains("vsn")) {
        result.meaning.append(
            sentence(Text::tr("The parameter vsn asks for a serializer that is not there.")));
        result.remedy = sentence(
            Text::tr("phoenix.js 1.5 and later send `vsn=2.0.0`; three numbers are needed."));
    } else if (why.contains("subprotocol")) {
        result.meaning.append(
            sentence(Text::tr("None of the subprotocols that the client offers is known here.")));
        result.remedy =
            sentence(Text::tr("Take `Sec-WebSocket-Protocol` out of the client, or configure it."));
    } else {
        result.meaning.append(
            sentence(Text::tr("The `connect` callback of the socket refused this client.")));
        result.remedy = sentence(
            Text::tr("Look at the parameters that the client sent (a token?) in the Frame tab."));
    }
}

void explainRefusal(const app::MessageDetail &detail, Explanation &result)
{
    switch (detail.row.code) {
    case 403:
        explainForbidden(detail, result);
        return;
    case 404:
        result.meaning.append(
            sentence(Text::tr("No socket is mounted at `%1`."), {target(detail.frame)}));
        result.remedy = sentence(
            Text::tr("phoenix.js adds `/websocket` itself: give it `/socket`, other clients "
                     "`/socket/websocket`."));
        return;
    case 400:
    case 426:
        result.meaning.append(sentence(Text::tr("This was not a complete WebSocket handshake.")));
        result.remedy =
            sentence(Text::tr("A proxy in between may not pass on `Upgrade` and `Connection`."));
        return;
    case 500:
        result.meaning.append(sentence(Text::tr("The `connect` callback of the socket raised.")));
        explainScriptError(detail.row.detail, result);
        return;
    case 503:
        result.meaning.append(sentence(Text::tr("The limit of connections is reached.")));
        return;
    default:
        result.meaning.append(sentence(Text::tr("The request was not accepted.")));
    }
}

QString closeMeaning(quint16 code)
{
    switch (code) {
    case 1000:
        return Text::tr("An orderly end: one side closed on purpose.");
    case 1001:
        return Text::tr(
            "Going away: the page was left, or the server ended the connection by its socket id.");
    case 1002:
        return Text::tr(
            "A violation of the WebSocket protocol, or no sign of life within the timeout.");
    case 1005:
        return Text::tr("A close frame without a code.");
    case 1006:
        return Text::tr("TCP ended without a close frame: a lost network, a killed process or a "
                        "cut on purpose.");
    case 1007:
        return Text::tr("A text frame was not UTF-8.");
    case 1008:
        return Text::tr("A limit against floods of pings or fragments was reached.");
    case 1009:
        return Text::tr("A frame was larger than the limit.");
    case 1011:
        return Text::tr("A frame was no message, or the server failed while it handled one.");
    case 1012:
        return Text::tr("The server restarts: it asked its clients to come back.");
    default:
        return code >= 3000 ? Text::tr("A code of the application's own.")
                            : Text::tr("A code that the WebSocket standard names.");
    }
}

Sentence afterRefusal()
{
    return sentence(
        Text::tr("A browser tells the page nothing but `1006`. phoenix.js tries again after 10, "
                 "50, 100 ms … and then every 5 s."));
}

Explanation explainFailedTls(const app::MessageRow &row)
{
    Explanation result;
    result.tone = Outcome::Error;
    result.title = sentence(Text::tr("A connection *failed* before its first request: TLS."));
    result.meaning.append(sentence(Text::tr("The server says: %1"), {lineText(row.detail, 1000)}));
    result.next = afterRefusal();
    result.remedy = sentence(
        Text::tr("A client must know the certificate: `NODE_EXTRA_CA_CERTS`, `join --ca`, or the "
                 "browser's own settings; and its URL begins with `https://` or `wss://`."));
    return result;
}

//! A client of this program keeps what it asked for as one line with the whole URL.
bool isOfBuiltinClient(const app::MessageDetail &detail)
{
    return (detail.frame.startsWith("GET ws") || detail.frame.startsWith("GET http"))
        && !detail.frame.trimmed().contains('\n');
}

QString remedyOfBuiltinClient(quint16 status)
{
    switch (status) {
    case 0:
        return Text::tr("See whether a server listens there, on that port, whether it wants "
                        "`ws://`, or `wss://` for TLS, and whether its certificate is trusted: the "
                        "profile can name a CA.");
    case 404:
        return Text::tr("See the path of the URL: `/websocket` is added by the client itself.");
    default:
        return Text::tr("See whether origin, token and params are what that server wants.");
    }
}

//! A client of this program that another server, or nobody, received.
Explanation explainBuiltinClient(const app::MessageDetail &detail)
{
    Explanation result;
    result.tone = Outcome::Error;
    const QString client = clientName(detail.row.connection);
    result.title = detail.row.code == 0 ? sentence(Text::tr("*%1* could *not connect*."), {client})
                                        : sentence(Text::tr("*%1* was *refused* with *%2*."),
                                                   {client, QString::number(detail.row.code)});
    result.meaning.append(sentence(Text::tr("It wanted `%1`."), {target(detail.frame)}));
    result.meaning.append(sentence(QStringLiteral("%1"), {lineText(detail.row.detail, 1000)}));
    result.next = sentence(
        Text::tr("It tries again after 10, 50, 100 ms … and then every 5 s, or as its profile "
                 "says."));
    result.remedy = sentence(remedyOfBuiltinClient(detail.row.code));
    return result;
}

} // namespace

Explanation explainHandshake(const app::MessageDetail &detail)
{
    const app::MessageRow &row = detail.row;
    Explanation result;
    const QString code = QString::number(row.code);
    if (row.kind == EventKind::HandshakeAccepted) {
        const QString transport = row.transport == tap::TransportKind::LongPoll
            ? Text::tr("long polling")
            : Text::tr("WebSocket");
        result.tone = Outcome::Ok;
        result.title = sentence(Text::tr("*%1* *connected*."), {clientName(row.connection)});
        result.meaning.append(
            sentence(Text::tr("`%1` was accepted (%2) by %3, serializer V%4."),
                     {target(detail.frame), code, transport, QString::number(row.vsn)}));
        const QString origin = lineText(headField(detail.frame, "origin"));
        if (!origin.isEmpty())
            result.meaning.append(sentence(Text::tr("The page came from `%1`."), {origin}));
        result.next = sentence(
            Text::tr("phoenix.js sends what it had buffered, joins every channel that waits, and a "
                     "heartbeat every 30 s."));
        return result;
    }
    if (isOfBuiltinClient(detail))
        return explainBuiltinClient(detail);
    if (row.code == 0)
        return explainFailedTls(row);
    result.tone = Outcome::Error;
    result.title = sentence(Text::tr("A connection was *refused* with *%1*."), {code});
    explainRefusal(detail, result);
    if (!row.detail.isEmpty())
        result.meaning.append(
            sentence(Text::tr("The server says: %1"), {lineText(row.detail, 1000)}));
    result.next = afterRefusal();
    return result;
}

Explanation explainClosed(const app::MessageRow &row)
{
    Explanation result;
    result.tone = row.code == 1000 ? Outcome::Warning : Outcome::Fault;
    result.title = sentence(Text::tr("The connection of *%1* *ended* with *%2*."),
                            {clientName(row.connection), QString::number(row.code)});
    result.meaning.append(sentence(closeMeaning(row.code)));
    if (!row.detail.isEmpty())
        result.meaning.append(sentence(QStringLiteral("%1"), {lineText(row.detail, 1000)}));
    result.meaning.append(
        sentence(Text::tr("All channels of this connection ended with it. What was sent to the "
                          "client in the meantime is not sent again.")));
    if (row.transport == tap::TransportKind::LongPoll) {
        result.next = sentence(
            Text::tr("A poll of the ended session is answered with 410, and the client opens a new "
                     "one."));
    } else if (row.code == 1000) {
        result.next = sentence(Text::tr(
            "phoenix.js 1.6.3 to 1.8.15 *never reconnects* after 1000; 1.8.16 does, unless "
            "the page called `disconnect()`."));
        result.remedy =
            sentence(Text::tr("If the client must come back, close with 1001 or 1012 instead."));
    } else {
        result.next = sentence(
            Text::tr("phoenix.js reconnects after 10, 50, 100, 150, 200, 250, 500 ms, 1, 2, then "
                     "every 5 s, and joins its channels again at once."));
    }
    return result;
}

} // namespace phx::ui
