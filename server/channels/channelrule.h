// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channels/capturepattern.h"
#include "server/channels/ruletemplate.h"
#include "server/channels/rulevalue.h"

#include <QList>

#include <atomic>
#include <chrono>
#include <memory>

namespace phx::server {

//! How often a rule matched, counted by the server threads and read by the window at any time.
struct RuleHits
{
    std::atomic<quint64> count {0};
    std::atomic<quint64> lastSequence {
        0}; //!< the tap's, of the last message; 0: none, or not known
};

//! What a payload must have besides, for a rule to match.
struct RuleCondition
{
    enum class Test : quint8 { Exists, Missing, Equals };
    RuleValue value {};
    Test test = Test::Exists;
    QByteArray expected {}; //!< of Equals: JSON text
};

//! One thing that a rule does.
struct RuleAction
{
    enum class Kind : quint8 {
        Reply, //!< status and payload; for a join "ok" allows it and anything else denies it
        NeverAnswer, //!< of a join: it stays open until the client gives up
        Broadcast,
        BroadcastFrom, //!< to all but this client
        Push,
        Track, //!< or update, in the presence list; the first time presence_state is pushed, too
        Untrack,
        Crash,
        Close,
        Ignore,
    };
    Kind kind = Kind::Reply;
    QByteArray status = "ok"; //!< of Reply
    RuleTemplate name {}; //!< of Broadcast, BroadcastFrom and Push the event; of Track the key
    RuleTemplate payload {}; //!< of Track the meta
    std::chrono::milliseconds delay {0};
    std::chrono::milliseconds every {0}; //!< of Broadcast and Push: again and again; 0: once
};

//! \brief "When topic … event … → then …": one line of a RuleTable. A value.
struct ChannelRule
{
    enum class Trigger : quint8 { Join, Event };

    static constexpr qsizetype MaxConditions = 16;
    static constexpr qsizetype MaxActions = 16;
    static constexpr std::chrono::milliseconds MaxDelay {3'600'000};
    static constexpr std::chrono::milliseconds MinPeriod {10};

    bool isEnabled = true;
    Trigger trigger = Trigger::Event;
    CapturePattern topic {};
    CapturePattern event {}; //!< of Event
    QList<RuleCondition> conditions {}; //!< all must hold
    QList<RuleAction> actions {}; //!< in order; none is like Ignore
    //! Owners: the tables that hold a copy of the rule, and who edits it. Never null.
    std::shared_ptr<RuleHits> hits = std::make_shared<RuleHits>();
};

} // namespace phx::server
