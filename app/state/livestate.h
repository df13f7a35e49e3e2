// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/state/livesnapshot.h"
#include "app/state/presencefold.h"
#include "app/state/ratewindow.h"

#include <map>

namespace phx::app {

struct LiveStateLimits
{
    std::size_t maxClosedClients = 200; //!< the ones closed first go beyond
    std::size_t maxTopics = 10'000; //!< the quietest eighth goes beyond, and is counted
    qsizetype maxChannelsPerClient = 1'000; //!< the oldest ended one goes beyond
};

//! \brief Who is connected, what they joined and how busy it is: a fold over the events.
//!
//! Times and the order are those of the events. Threads: capture thread only.
class LiveState
{
public:
    explicit LiveState(LiveStateLimits limits = {});

    //! \param generation of the join that the event belongs to (see Pairing); 0: none
    void fold(const tap::TapEvent &event, int generation);

    //! Writes connections, topics and rates into the snapshot if any of them changed since the last
    //! call. \return whether
    bool update(LiveSnapshot &snapshot, qint64 nowUs);

private:
    struct Topic
    {
        int subscribers = 0;
        quint64 messages = 0;
        bool refused = false;
        qint64 lastUs = 0;
        double perSecond = 0; //!< as last told
        RateWindow rate {};
    };
    using Clients = std::map<quint64, ClientState>;
    using Topics = std::map<QByteArray, Topic>;

    ClientState &client(const tap::TapEvent &event);
    Topic &topic(const QByteArray &name, qint64 timeUs);
    static void addSubscribers(Topic &about, int count);
    ChannelState &channel(ClientState &client, const tap::TapEvent &event);
    void connected(const tap::TapEvent &event);
    void reconnected(ClientState &state, const tap::TapEvent &event);
    void closed(ClientState &client, const tap::TapEvent &event);
    void allClosed(const tap::TapEvent &event);
    void channelChanged(const tap::TapEvent &event, ChannelState::State state, int generation);
    void message(const tap::TapEvent &event);
    void dropQuietTopics(const QByteArray &except);
    bool updateRates(LiveSnapshot &snapshot, qint64 nowUs);

    LiveStateLimits m_limits;
    Clients m_clients;
    Topics m_topics;
    QList<quint64> m_closedOrder; //!< connections that ended, first ended first
    RateWindow m_in;
    RateWindow m_out;
    int m_connected = 0;
    quint64 m_droppedTopics = 0;
    PresenceFold m_presence;
    bool m_isPresenceChanged = false; //!< since the last update()
    bool m_isChanged = false; //!< since the last update()
};

} // namespace phx::app
