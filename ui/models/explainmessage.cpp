// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/events.h"
#include "ui/models/explanation.h"

#include <QCoreApplication>

namespace phx::ui {

namespace {

namespace events = protocol::events;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(phx::ui::Explanation)
};

QString statusOf(const app::MessageRow &reply)
{
    return lineText(reply.status);
}

//! What became of a message of the client that expects an answer.
Sentence answered(const app::MessageRow &row, const std::optional<app::MessageRow> &pair)
{
    if (!pair)
        return sentence(Text::tr("No reply so far."));
    return sentence(Text::tr("Answered with *%1* after %2 (row %3)."),
                    {statusOf(*pair), durationText(row.rttUs), QString::number(pair->sequence)});
}

Explanation explainJoin(const app::MessageRow &row, const std::optional<app::MessageRow> &pair)
{
    Explanation result;
    result.showPayload = true;
    result.title = sentence(Text::tr("*%1* wants to *join %2*."),
                            {clientName(row.connection), lineText(row.topic)});
    result.meaning.append(sentence(
        Text::tr("Its join_ref `%1` marks everything that belongs to this join. A new join "
                 "of the same topic replaces it. The payload is what `join` gets."),
        {lineText(row.joinRef)}));
    result.meaning.append(answered(row, pair));
    if (!pair) {
        result.next = sentence(
            Text::tr("phoenix.js waits 10 s; then it sends `phx_leave` and joins again after 1, 2, "
                     "5, then every 10 s."));
    }
    return result;
}

Explanation explainPush(const app::MessageRow &row, const std::optional<app::MessageRow> &pair)
{
    Explanation result;
    result.showPayload = true;
    result.title = sentence(Text::tr("*Push* of *%1* from *%2* to *%3*."),
                            {lineText(row.event), clientName(row.connection), lineText(row.topic)});
    if (row.superseded) {
        result.tone = Outcome::Warning;
        result.title = sentence(Text::tr("*Push* from *%1* that nobody will answer."),
                                {clientName(row.connection)});
        result.meaning.append(
            sentence(Text::tr("It carries join_ref `%1`, which is not the current join of `%2` on "
                              "this connection. "
                              "Phoenix drops such a message silently: no reply, no broadcast."),
                     {lineText(row.joinRef), lineText(row.topic)}));
        result.next =
            sentence(Text::tr("phoenix.js waits 10 s for the reply, then fires `timeout`."));
        result.remedy = sentence(
            Text::tr("Send through the channel object that joined last; keep no reference to the "
                     "old one."));
        return result;
    }
    if (pair) {
        result.meaning.append(answered(row, pair));
        return result;
    }
    result.meaning.append(sentence(
        Text::tr("No reply. A channel need not answer a push: this is fine unless the page "
                 "waits for one.")));
    if (!row.ref.isEmpty())
        result.next = sentence(
            Text::tr("If the page asked with `receive(\"timeout\")`, it hears so after 10 s."));
    return result;
}

Explanation explainReply(const app::MessageRow &row, const std::optional<app::MessageRow> &pair)
{
    Explanation result;
    result.showPayload = true;
    const bool ok = row.status == "ok";
    const bool toJoin = pair ? pair->event == events::Join : false;
    result.tone = ok ? Outcome::Ok : Outcome::Error;
    const QString client = clientName(row.connection);
    result.title = pair ? sentence(Text::tr("*Reply %1* to the *%2* of *%3*."),
                                   {statusOf(row), lineText(pair->event), client})
                        : sentence(Text::tr("*Reply %1* to *%2*."), {statusOf(row), client});
    if (pair) {
        result.meaning.append(sentence(
            Text::tr("It answers row %1 (ref `%2`) after %3."),
            {QString::number(pair->sequence), lineText(row.ref), durationText(row.rttUs)}));
    }
    if (toJoin && ok) {
        result.meaning.append(
            sentence(Text::tr("*%1* is on *%2* now."), {client, lineText(row.topic)}));
        result.next =
            sentence(Text::tr("phoenix.js sends the pushes that waited for the join, in order."));
    } else if (toJoin) {
        result.meaning.append(
            sentence(Text::tr("The client is not on *%1*."), {lineText(row.topic)}));
        result.next = sentence(
            Text::tr("phoenix.js tries again after 1, 2, 5, then every 10 s, until the page leaves "
                     "the channel."));
        result.remedy =
            sentence(Text::tr("If it should not try again, call `channel.leave()` on the error."));
    } else if (row.preview.contains("unmatched topic")) {
        result.meaning.append(
            sentence(Text::tr("The client is not on this topic (or there is no such topic): its "
                              "channel may just have ended.")));
    } else if (!ok) {
        result.next =
            sentence(Text::tr("The page's `receive(\"%1\")` callback runs."), {statusOf(row)});
    }
    return result;
}

Explanation explainChannelEnd(const app::MessageRow &row)
{
    Explanation result;
    const QString topic = lineText(row.topic);
    const QString client = clientName(row.connection);
    if (row.event == events::Error) {
        result.tone = Outcome::Error;
        result.title = sentence(Text::tr("The channel *%1* of *%2* *crashed*."), {topic, client});
        result.meaning.append(sentence(
            Text::tr("`phx_error` says that the channel ended unexpectedly. The connection "
                     "and other channels go on.")));
        result.next = sentence(
            Text::tr("phoenix.js joins `%1` again after 1 s with a new join_ref."), {topic});
        return result;
    }
    result.title = sentence(Text::tr("The channel *%1* of *%2* was *closed*."), {topic, client});
    result.meaning.append(sentence(
        Text::tr("`phx_close` with join_ref `%1`: after a leave, an orderly stop, or because "
                 "a newer join replaced it."),
        {lineText(row.joinRef)}));
    result.next = sentence(
        Text::tr("phoenix.js removes the channel and does not join again. If a newer join is "
                 "there, the join_ref tells it to ignore this."));
    return result;
}

} // namespace

Explanation explainFromClient(const app::MessageRow &row,
                              const std::optional<app::MessageRow> &pair)
{
    Explanation result;
    if (row.heartbeat) {
        result.title = sentence(Text::tr("*Heartbeat* of *%1*."), {clientName(row.connection)});
        result.meaning.append(
            sentence(Text::tr("It keeps the connection: without anything from the client for 60 s "
                              "the server closes it.")));
        result.meaning.append(answered(row, pair));
        result.next = sentence(
            Text::tr("Without a reply within 30 s phoenix.js closes the connection itself and "
                     "reconnects."));
        return result;
    }
    if (row.event == events::Join)
        return explainJoin(row, pair);
    if (row.event == events::Leave) {
        result.title = sentence(Text::tr("*%1* *leaves %2*."),
                                {clientName(row.connection), lineText(row.topic)});
        result.meaning.append(
            sentence(Text::tr("The server answers with ok and then `phx_close`.")));
        result.meaning.append(answered(row, pair));
        result.next = sentence(
            Text::tr("phoenix.js has already told the page that the channel is closed; it does not "
                     "wait for the server."));
        return result;
    }
    return explainPush(row, pair);
}

Explanation explainFromServer(const app::MessageRow &row,
                              const std::optional<app::MessageRow> &pair)
{
    if (row.event == events::Reply && row.heartbeat) {
        Explanation result;
        result.title = sentence(Text::tr("The answer to a *heartbeat* of *%1*."),
                                {clientName(row.connection)});
        result.next = sentence(Text::tr("The next heartbeat follows 30 s after this."));
        return result;
    }
    if (row.event == events::Reply)
        return explainReply(row, pair);
    if (row.event == events::Error || row.event == events::Close)
        return explainChannelEnd(row);
    Explanation result;
    result.showPayload = true;
    result.title = sentence(Text::tr("The *server pushes %1* to *%2*."),
                            {lineText(row.event), clientName(row.connection)});
    result.meaning.append(
        sentence(Text::tr("For this client on *%1* only, without being asked. There is no reply to "
                          "it."),
                 {lineText(row.topic)}));
    if (row.event == events::PresenceState) {
        result.meaning.append(
            sentence(Text::tr("`presence_state` is the full list of who is there; `presence_diff` "
                              "messages change it from now on.")));
    }
    return result;
}

Explanation explainFanOut(const app::MessageDetail &detail)
{
    const app::MessageRow &row = detail.row;
    Explanation result;
    result.showPayload = true;
    result.title = sentence(Text::tr("*Broadcast* of *%1* on *%2*."),
                            {lineText(row.event), lineText(row.topic)});
    const QString sender = clientName(row.connection);
    if (!row.detail.isEmpty())
        result.meaning.append(
            sentence(Text::tr("It began on node *%1* of the cluster and came here through Redis."),
                     {lineText(row.detail)}));
    if (row.recipientCount == 0) {
        result.tone = Outcome::Warning;
        result.meaning.append(sentence(
            Text::tr("Nobody was subscribed, so nobody got it. It is not kept for later.")));
        return result;
    }
    result.meaning.append(
        sentence(row.connection == 0
                     ? Text::tr("The server sent it once to *%n* subscriber(s).", nullptr,
                                row.recipientCount)
                     : Text::tr("It follows from a message of *%1* and went to *%n* subscriber(s).",
                                nullptr, row.recipientCount),
                 {sender}));
    QStringList names;
    for (const quint64 recipient :
         detail.recipients.first(std::min<qsizetype>(20, detail.recipients.size())))
        names.append(clientName(recipient));
    if (detail.recipients.size() > names.size())
        names.append(QStringLiteral("…"));
    if (!names.isEmpty())
        result.meaning.append(sentence(Text::tr("To: %1."), {names.join(QStringLiteral(", "))}));
    result.meaning.append(
        sentence(Text::tr("A client that is away at this moment misses it: delivery is at most "
                          "once.")));
    return result;
}

} // namespace phx::ui
