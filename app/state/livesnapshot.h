// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/state/presencestate.h"
#include "server/tap/tapevent.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QString>

namespace phx::app {

//! A channel of a client as the server sees it. Ended ones stay until they join again ("dead
//! view").
struct ChannelState
{
    enum class State : quint8 { Joined, Refused, Crashed, Closed };
    QByteArray topic {};
    QByteArray joinRef {};
    State state = State::Joined;
    int generation = 1; //!< counts joins of this topic on this connection
    qint64 sinceUs = 0;
    QByteArray detail {}; //!< why it is not joined
};

//! A connection. Closed ones stay, oldest dropped beyond 200.
struct ClientState
{
    quint64 connection = 0; //!< shown as c<connection>
    QString label {}; //!< "Chrome 156", "phoenix.js (node)", … from the user agent; may be empty
    tap::TransportKind transport = tap::TransportKind::WebSocket;
    int vsn = 2;
    QByteArray peer {};
    QByteArray socketId {};
    bool hasToken = false; //!< it connected with one that can be declared expired
    bool connected = true;
    quint16 closeCode = 0;
    qint64 connectedUs = 0;
    qint64 closedUs = 0;
    qint64 lastHeardUs = 0;
    QList<ChannelState> channels {}; //!< by topic
};

struct TopicState
{
    QByteArray topic {};
    int subscribers = 0;
    quint64 messages = 0; //!< pushes, replies and broadcasts on it, a broadcast counted once
    double perSecond = 0; //!< over the last two seconds
    bool refused = false; //!< the last join of it was refused or crashed
};

//! Is everything recorded?
enum class RecordingState : quint8 { Recording, Paused, Off };

//! \brief What the capture thread tells at most 30 times a second. A value; copying shares the
//! lists.
struct LiveSnapshot
{
    quint64 lastSequence = 0; //!< rows up to here can be read
    quint64 rows = 0;
    qint64 captureBytes = 0; //!< size of the file
    quint64 dropped = 0; //!< events that the taps had to drop
    RecordingState recording = RecordingState::Recording;
    QString recordingProblem {}; //!< why it is paused, one sentence
    double inPerSecond = 0; //!< messages from clients
    double outPerSecond = 0; //!< messages to clients, every delivery counted
    int connected = 0;
    quint64 droppedTopics = 0; //!< quiet topics that the list below had to give up
    quint64 stateVersion = 0; //!< grows when clients or topics below changed
    QList<ClientState> clients {}; //!< by connection
    QList<TopicState> topics {}; //!< by name; a topic stays after its last subscriber left
    PresenceTopics presences {}; //!< of the topics on which presences were seen
    QList<quint64> changedRows {}; //!< rows whose pair or round trip became known in this tick
};

} // namespace phx::app

Q_DECLARE_METATYPE(phx::app::LiveSnapshot)
