// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/clients/builtinstate.h"
#include "app/state/livesnapshot.h"

#include <QByteArray>
#include <QMetaType>
#include <QString>

#include <memory>
#include <vector>

namespace phx::ui {

//! \brief What one row of the navigator shows. Fields that do not apply to the kind keep their
//! default.
struct NavigatorEntry
{
    enum class Kind : quint8 {
        Section, //!< a heading: topics, built-in clients or clients
        Hint, //!< the sentence of an empty section
        Action, //!< what to do about that
        Topic, //!< a topic, a branch of the topic tree, or both
        Client,
        Channel, //!< one topic of one client
        BuiltinClient,
        BuiltinChannel
    };
    Kind kind = Kind::Section;
    QByteArray topic {}; //!< of Topic the whole path down to here, of Channel its topic; UTF-8

    // Topic
    QByteArray segment {}; //!< the last part of the path
    bool isTopic = false; //!< false: only a branch
    bool isHeartbeat = false; //!< the topic of heartbeats
    bool isRefused = false; //!< its last join was refused or crashed
    bool hasRefusedBelow = false;
    int subscribers = 0; //!< of the topic itself
    quint64 messages = 0; //!< of everything below, itself included
    double perSecond = 0; //!< the same
    bool isLit = false; //!< had traffic in the last moment

    // Client and Channel
    quint64 connection = 0;
    bool isConnected = true;

    // Client
    QString label {};
    tap::TransportKind transport = tap::TransportKind::None;
    int vsn = 0;
    QByteArray peer {};
    QByteArray socketId {};
    quint16 closeCode = 0;
    qint64 closedUs = 0;
    int channelsInTrouble = 0; //!< refused or crashed

    // Channel
    app::ChannelState::State state = app::ChannelState::State::Joined;
    int generation = 0;
    QByteArray detail {};

    // BuiltinClient and BuiltinChannel
    app::BuiltinState builtin {}; //!< without its channels
    app::BuiltinChannelState builtinChannel {}; //!< of BuiltinChannel

    friend bool operator==(const NavigatorEntry &, const NavigatorEntry &) = default;
};

//! \brief One place in the navigator's tree. Siblings are ordered by rank, number, key.
//! Ownership: the parent owns its children.
struct NavigatorNode
{
    NavigatorEntry entry;
    int rank = 0; //!< closed clients come after connected ones
    quint64 number = 0; //!< orders clients
    QByteArray key; //!< identifies the node among its siblings
    int row = 0; //!< place in parent->children
    qint64 litUntilMs = 0; //!< of the model's clock
    NavigatorNode *parent = nullptr;
    std::vector<std::unique_ptr<NavigatorNode>> children;
};

//! \return true if `a` comes before `b` among their siblings
[[nodiscard]] inline bool comesBefore(const NavigatorNode &a, const NavigatorNode &b)
{
    if (a.rank != b.rank)
        return a.rank < b.rank;
    if (a.number != b.number)
        return a.number < b.number;
    return a.key < b.key;
}

} // namespace phx::ui

Q_DECLARE_METATYPE(phx::ui::NavigatorEntry)
