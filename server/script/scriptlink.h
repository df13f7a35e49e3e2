// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channel/channelcontext.h"
#include "server/channel/nodelocals.h"
#include "server/script/scriptfiles.h"
#include "server/script/scriptpresence.h"
#include "server/script/scriptprocess.h"
#include "server/script/scripttoken.h"
#include "server/socket/sockethandler.h"

#include <QObject>

#include <deque>
#include <memory>
#include <optional>
#include <unordered_map>

namespace phx::server {

//! \brief One node's link to the helper process of one script: calls out, results and wishes in.
//!
//! The helper starts at the first connect and again after each death, unless the script is
//! disabled. A saved file reaches it before the next connect or join. Everything is written in the
//! order in which it was asked for, so results need no numbers within a channel. When it dies, the
//! callback at hand is lost and its channels crash, but connects and joins that it had not begun
//! are asked of the next one.
//! Threads: the server thread. Ownership: the node's NodeLocals.
class ScriptLink final : public QObject, public NodeLocal
{
    Q_OBJECT

public:
    ScriptLink(NodeLocals &node, std::shared_ptr<const ScriptSettings> settings);

    //! Gives the decision later, whatever happens to the helper.
    void connectSocket(const QJsonObject &params, const ConnectInfo &info, ConnectLater::Give give);

    //! \return the number of the channel, or 0 with the reason: the join crashes
    quint64 join(const QString &module, const protocol::Payload &payload, ChannelContext &context,
                 QString &reason);
    //! A call of that channel. \return false: the helper has too much to do, or is gone
    [[nodiscard]] bool call(quint64 channel, script::Kind kind, const QByteArrayList &fields);
    //! The channel has ended; its context is kept until the helper has run terminate().
    void terminate(quint64 channel, const StopReason &reason, ChannelContext &context);
    //! The channel is gone without terminate().
    void drop(quint64 channel);

    //! Intercepted events of the channel, as its join told.
    [[nodiscard]] QList<QByteArray> intercepts(quint64 channel) const;
    //! What its module says of its log lines; nullopt: there is no such channel.
    [[nodiscard]] std::optional<ChannelLog> log(quint64 channel) const;
    //! Whether its module exports closesFirst.
    [[nodiscard]] bool closesBeforeReply(quint64 channel) const;

    static QByteArray toField(const protocol::Payload &payload);
    static protocol::Payload toPayload(const QByteArray &field);
    static std::optional<LogLevel> toLogLevel(const QByteArray &field);

private:
    //! A connect or join that has no result yet.
    struct Asked
    {
        script::Frame frame {};
        quint64 call = 0; //!< number in m_process; 0: the helper has not got it
    };
    struct Connecting
    {
        Asked asked {};
        ConnectLater::Give give {};
    };
    struct Entry
    {
        Asked asked {}; //!< empty from the result of join on
        std::weak_ptr<ChannelContext> context {};
        std::shared_ptr<ChannelContext> kept {}; //!< from terminate() on; shared with calls
        QList<QByteArray> intercepts {};
        ChannelLog log {};
        QList<script::Frame> early {}; //!< SendAfter within join: from its end on
        bool isJoining = true;
        bool closesFirst = false;
    };
    using Connects = std::unordered_map<quint64, Connecting>;
    using Channels = std::unordered_map<quint64, Entry>;

    //! Starts the helper and loads what was saved. \return a sentence if it cannot
    QString prepare();
    void load();
    [[nodiscard]] bool ask(Asked &asked);
    //! All that waits, in its order, of a helper that has just started.
    void askAgain();
    void handleFrame(const script::Frame &frame);
    void handleLoaded(const script::Frame &frame);
    void handleConnected(const script::Frame &frame);
    void handleChannelFrame(const script::Frame &frame);
    void handleJoined(Entry &entry, ChannelContext &context, const script::Frame &frame);
    void handleAsk(const script::Frame &frame);
    QJsonObject answerAsk(quint64 channel, const QByteArray &what, const QJsonArray &arguments);
    QJsonObject answerPresence(ChannelContext &context, const QByteArray &what,
                               const QJsonArray &arguments);
    QJsonObject answerStore(const QByteArray &what, const QJsonArray &arguments);
    void handleEnded(const QString &reason);
    //! What a helper that has died leaves behind.
    static void crash(const Connects &connects, const Channels &channels, const QString &reason);
    void countDeath(const QString &reason);
    void note(const QString &sentence, const ChannelContext *context = nullptr);
    [[nodiscard]] std::shared_ptr<ChannelContext> context(quint64 channel) const;

    NodeLocals &m_node;
    std::shared_ptr<const ScriptSettings> m_settings; //!< owners: the handler and its links
    ScriptFiles m_files;
    ScriptProcess m_process;
    ScriptToken m_token;
    ScriptPresence m_presence;
    //! Shared with the sockets that it serves.
    std::shared_ptr<std::vector<ChannelRoute>> m_routes;
    Channels m_channels;
    Connects m_connects; //!< bounded by the connections, as the joins are: each has one at a time
    std::unique_ptr<TurnQueue::Turn> m_turn; //!< while a batch of the helper is worked on
    std::deque<qint64> m_deaths; //!< when, in ms of the steady clock; at most maxDeaths
    std::optional<LogLevel> m_log; //!< of connects, as the socket module says
    QString m_disabled; //!< why nothing is started; empty: enabled
    quint64 m_lastChannel = 0;
    quint64 m_lastConnect = 0;
    quint64 m_version = 0; //!< of what was loaded
    quint64 m_loadCall = 0; //!< number of the last load in m_process
};

} // namespace phx::server
