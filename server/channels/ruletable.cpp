// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/channels/ruletable.h"

#include <algorithm>
#include <utility>

namespace phx::server {

RuleTable::RuleTable(QList<ChannelRule> rules, RuleSources sources)
    : m_rules(std::move(rules))
    , m_sources(std::move(sources))
{
    if (m_rules.size() > MaxRules)
        m_rules.resize(MaxRules);
}

std::optional<qsizetype> RuleTable::match(ChannelRule::Trigger trigger, RuleInput &input) const
{
    for (qsizetype place = 0; place < m_rules.size(); ++place) {
        const ChannelRule &rule = m_rules.at(place);
        if (!rule.isEnabled || rule.trigger != trigger)
            continue;
        auto topicParts = rule.topic.match(input.topic);
        if (!topicParts)
            continue;
        std::optional<Captures> eventParts = Captures {};
        if (trigger == ChannelRule::Trigger::Event)
            eventParts = rule.event.match(input.event);
        if (!eventParts)
            continue;
        input.topicParts = *std::move(topicParts);
        input.eventParts = *std::move(eventParts);
        const auto doesHold = [this, &input](const RuleCondition &condition) {
            return holds(condition, input);
        };
        if (std::all_of(rule.conditions.cbegin(), rule.conditions.cend(), doesHold))
            return place;
    }
    input.topicParts.clear();
    input.eventParts.clear();
    return std::nullopt;
}

bool RuleTable::holds(const RuleCondition &condition, const RuleInput &input) const
{
    const auto found = condition.value.find(input, m_sources);
    switch (condition.test) {
    case RuleCondition::Test::Exists:
        return found.has_value();
    case RuleCondition::Test::Missing:
        return !found.has_value();
    case RuleCondition::Test::Equals:
        return found && isSameJson(*found, condition.expected);
    }
    return false;
}

} // namespace phx::server
