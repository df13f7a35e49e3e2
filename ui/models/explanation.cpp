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

//! A frame that was composed to be wrong.
Explanation explainRawFrame(const app::MessageRow &row)
{
    Explanation result;
    result.tone = Outcome::Warning;
    result.title =
        sentence(Text::tr("A *raw frame* to *%1*, sent as it is."), {clientName(row.connection)});
    if (!row.detail.isEmpty())
        result.meaning.append(sentence(QStringLiteral("%1"), {lineText(row.detail, 1000)}));
    result.meaning.append(
        sentence(Text::tr("Somebody composed it by hand: a Phoenix server would not send it.")));
    result.next = sentence(
        Text::tr("phoenix.js does not check what it gets: `JSON.parse` raises in its handler, the "
                 "console of the browser shows it, and the connection stays. Text that is no UTF-8 "
                 "ends the connection with `1007`."));
    return result;
}

Explanation explainUndecodable(const app::MessageRow &row)
{
    if (row.direction == tap::Direction::Out)
        return explainRawFrame(row);
    Explanation result;
    result.tone = Outcome::Error;
    result.title =
        sentence(Text::tr("A frame from *%1* that is *no message*."), {clientName(row.connection)});
    if (!row.detail.isEmpty())
        result.meaning.append(sentence(QStringLiteral("%1"), {lineText(row.detail, 1000)}));
    result.meaning.append(sentence(
        Text::tr("In Phoenix the decoding raises in the process of the connection, so the whole "
                 "connection ends with `%1`, and with it every channel on it."),
        {QString::number(row.code == 0 ? 1011 : row.code)}));
    result.next = sentence(
        Text::tr("phoenix.js reconnects after 10 ms and joins its channels again. If it sends the "
                 "same frame again, this repeats."));
    result.remedy = sentence(
        row.vsn == 1 ? Text::tr(
            "With vsn 1.0.0 a message is an object with the keys `topic`, `event`, `payload` and "
            "`ref`. Look at the Frame tab, and at the `vsn` in the address of the connection.")
                     : Text::tr("With vsn 2.0.0 a message is an array of five: `[join_ref, ref, "
                                "topic, event, payload]`. "
                                "Look at the Frame tab, and at the `vsn` in the address of the "
                                "connection."));
    return result;
}

Explanation explainCrash(const app::MessageRow &row)
{
    Explanation result;
    result.tone = Outcome::Fault;
    const QString topic = lineText(row.topic);
    result.title = sentence(Text::tr("The channel *%1* of *%2* *crashed*."),
                            {topic, clientName(row.connection)});
    if (!explainScriptError(row.detail, result) && !row.detail.isEmpty())
        result.meaning.append(sentence(Text::tr("Reason: `%1`."), {lineText(row.detail, 1000)}));
    result.meaning.append(
        sentence(Text::tr("The server told the client with `phx_error`. Other channels and the "
                          "connection go on; the server never restarts a channel.")));
    result.next = sentence(
        Text::tr(
            "phoenix.js joins `%1` again after 1 s; if that is refused, after 2, 5, then every "
            "10 s. Pushes wait in its buffer until then."),
        {topic});
    return result;
}

Explanation explainJoined(const app::MessageRow &row)
{
    Explanation result;
    result.tone = Outcome::Ok;
    result.title = sentence(Text::tr("*%1* is now on *%2*."),
                            {clientName(row.connection), lineText(row.topic)});
    result.meaning.append(
        sentence(Text::tr("The join with join_ref `%1` is number %2 of this topic on this "
                          "connection. Messages with an older join_ref are ignored."),
                 {lineText(row.joinRef), QString::number(row.generation)}));
    return result;
}

Explanation explainRefusedJoin(const app::MessageRow &row)
{
    Explanation result;
    result.tone = Outcome::Error;
    const QString topic = lineText(row.topic);
    result.title =
        sentence(Text::tr("*%1* was *refused* on *%2*."), {clientName(row.connection), topic});
    if (!row.detail.isEmpty())
        result.meaning.append(sentence(QStringLiteral("%1"), {lineText(row.detail, 1000)}));
    result.next = sentence(
        Text::tr("phoenix.js tries again after 1, 2, 5, then every 10 s, until the page leaves the "
                 "channel."));
    result.remedy = sentence(
        Text::tr("A page that does not want these tries calls `channel.leave()` when the join "
                 "answers with an error."));
    return result;
}

Explanation explainLifecycle(const app::MessageRow &row)
{
    Explanation result;
    const QString detail = lineText(row.detail, 1000);
    switch (row.kind) {
    case EventKind::ServerStarted:
        result.title = sentence(Text::tr("The *server started*."));
        break;
    case EventKind::ServerStopped:
        result.title = sentence(Text::tr("The *server stopped*."));
        result.next = sentence(
            Text::tr("Clients try to connect again after 10, 50, 100, 150, 200, 250, 500 ms, 1, 2, "
                     "then every 5 s."));
        break;
    case EventKind::ChannelClosed:
        result.title = sentence(Text::tr("*%1* is no longer on *%2*."),
                                {clientName(row.connection), lineText(row.topic)});
        break;
    default:
        result.title = sentence(Text::tr("A *note* of the server."));
        result.tone = Outcome::Warning;
    }
    if (!detail.isEmpty())
        result.meaning.append(sentence(QStringLiteral("%1"), {detail}));
    return result;
}

} // namespace

Explanation explain(const app::MessageDetail &detail, const std::optional<app::MessageRow> &pair)
{
    const app::MessageRow &row = detail.row;
    switch (row.kind) {
    case EventKind::HandshakeAccepted:
    case EventKind::HandshakeRefused:
        return explainHandshake(detail);
    case EventKind::MessageIn:
        return explainFromClient(row, pair);
    case EventKind::MessageOut:
        return explainFromServer(row, pair);
    case EventKind::FanOut:
        return explainFanOut(detail);
    case EventKind::Undecodable:
        return explainUndecodable(row);
    case EventKind::Closed:
        return explainClosed(row);
    case EventKind::ChannelCrashed:
        return explainCrash(row);
    case EventKind::ChannelJoined:
        return explainJoined(row);
    case EventKind::JoinRefused:
        return explainRefusedJoin(row);
    case EventKind::ServerStarted:
    case EventKind::ServerStopped:
    case EventKind::ChannelClosed:
        break;
    case EventKind::Note:
        if (auto explanation = explainScriptNote(row))
            return *std::move(explanation);
        break;
    }
    return explainLifecycle(row);
}

} // namespace phx::ui
