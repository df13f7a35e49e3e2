// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channels/channelrule.h"
#include "server/protocol/result.h"

#include <QList>
#include <QString>

namespace phx::app {

//! Which fields an action of a kind has besides its delay.
struct RuleActionFields
{
    bool hasStatus = false;
    bool hasName = false; //!< the event, or the key of track
    bool hasPayload = false; //!< the response, the payload, or the meta
    bool hasPeriod = false;

    static RuleActionFields of(server::RuleAction::Kind kind);
};

//! \brief A rule as the fields of a form: texts as a person types them, any of which may be wrong.
//! A value.
struct RuleDraft
{
    using Kind = server::RuleAction::Kind;
    using Test = server::RuleCondition::Test;
    using Trigger = server::ChannelRule::Trigger;

    struct Condition
    {
        QString value {};
        Test test = Test::Exists;
        QString expected {}; //!< of Equals: JSON
    };
    struct Action
    {
        Kind kind = Kind::Reply;
        QString status {};
        QString name {};
        QString payload {}; //!< JSON with {{values}}, whose quotes may be left out; empty: {}
        qint64 delayMs = 0;
        qint64 everyMs = 0; //!< 0: once
    };

    bool isEnabled = true;
    Trigger trigger = Trigger::Event;
    QString topic {};
    QString event {}; //!< of Trigger::Event
    QList<Condition> conditions {};
    QList<Action> actions {};

    static RuleDraft fromRule(const server::ChannelRule &rule);
    //! As an action of that kind begins.
    static Action newAction(Kind kind);
};

//! A field of a draft.
struct RuleField
{
    enum class Part : quint8 {
        Rule, //!< no field in particular
        Topic,
        Event,
        Value,
        Expected,
        Status,
        Name,
        Payload,
        Delay,
        Period,
    };
    Part part = Part::Rule;
    qsizetype place = 0; //!< of the condition or action

    friend bool operator==(const RuleField &, const RuleField &) = default;
};

//! The first thing that is wrong with a draft.
struct RuleProblem
{
    RuleField field {};
    QString sentence {}; //!< without a full stop
};

//! The rule that the workspace file would have, checked as that file is.
Result<server::ChannelRule, RuleProblem> toRule(const RuleDraft &draft);

} // namespace phx::app
