// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/clients/builtinstate.h"
#include "app/clients/clientprofile.h"
#include "app/clients/pendinganswers.h"
#include "client/socket.h"
#include "server/protocol/frame.h"
#include "server/protocol/result.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <memory>

namespace phx::app {

//! \brief One client of the program's own: a socket with its channels, made from a profile.
//!
//! Threads: that of its owner, which needs an event loop.
class BuiltinClient : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype MaxChannels = 200;

    //! Where it connects and where it is observed, asked at each start of a socket.
    struct Place
    {
        QByteArray endPoint {}; //!< empty: not known yet, the server does not listen
        bool isOwnServer = false;
        std::shared_ptr<tap::Tap> tap {}; //!< null: somebody else records it
        quint64 connection = 0; //!< number in that tap

        friend bool operator==(const Place &, const Place &) = default;
    };

    BuiltinClient(int number, const ClientProfile &profile, const ClientPlan &plan,
                  QObject *parent);
    ~BuiltinClient() override;

    [[nodiscard]] int number() const { return m_number; }
    //! As it was given.
    [[nodiscard]] const ClientProfile &profile() const { return m_profile; }
    [[nodiscard]] const ClientPlan &plan() const { return m_plan; }
    //! It is connected or trying to be, or waits for the server to listen.
    [[nodiscard]] bool isWanted() const { return m_isWanted; }
    [[nodiscard]] BuiltinState state() const;

    //! Connects; a socket for another place replaces the old one and joins the same topics.
    void start(const Place &place);
    //! \param done called when it is closed or given up on
    void stop(std::function<void()> done = {});
    //! \brief Closes, and is another client from then on: the next start() connects with this
    //! profile and joins the same topics, with that of the profile in the place of the old one's.
    //! \param closed called when it may be started, in a later turn of the event loop
    void change(const ClientProfile &profile, const ClientPlan &plan, std::function<void()> closed);
    //! Ends TCP without a close frame.
    void cut();

    //! Sendings return an id that answered() will name, or a sentence that says what is wrong.
    using Sent = Result<quint64, QString>;
    //! Joins, and rejoins until leave(). A topic that could not be joined is tried anew.
    Sent join(quint64 id, const QByteArray &topic, const protocol::Payload &payload);
    Sent leave(quint64 id, const QByteArray &topic);
    Sent push(quint64 id, const QByteArray &topic, const QByteArray &event,
              const protocol::Payload &payload);
    //! \return 0 if it is no message with a ref: nothing answers then
    Sent sendFrame(quint64 id, const protocol::Frame &frame);

Q_SIGNALS:
    void changed();
    void answered(const phx::app::ClientAnswer &answer);

private:
    struct Join
    {
        QByteArray topic {};
        protocol::Payload payload {};
    };

    void setPlan(const ClientPlan &plan);
    void keepJoin(const QByteArray &topic, const protocol::Payload &payload);
    void makeSocket(const Place &place);
    void watchSocket();
    std::shared_ptr<client::Push> startJoin(const QByteArray &topic,
                                            const protocol::Payload &payload);
    [[nodiscard]] std::shared_ptr<client::Channel> channel(const QByteArray &topic) const;
    [[nodiscard]] BuiltinState::Phase phase() const;
    [[nodiscard]] BuiltinChannelState stateOf(const client::Channel &channel) const;

    int m_number;
    ClientProfile m_profile;
    ClientPlan m_plan;
    Place m_place;
    bool m_isWanted = false;
    QString m_problem;
    QHash<QByteArray, QByteArray> m_refusals; //!< by topic
    QList<Join> m_joins; //!< what a new socket has to join
    PendingAnswers m_pending;
    std::unique_ptr<client::Socket> m_socket; //!< null before the first start after a change
};

} // namespace phx::app
