// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channels/channelrule.h"

#include <QMetaType>

#include <memory>
#include <optional>

namespace phx::server {

//! \brief Ordered rules; the first that matches decides. Pure: it says which, and does nothing.
//!
//! Immutable once made, so all server threads may share one (shared_ptr; owners: routes and the
//! channels on them).
class RuleTable
{
public:
    static constexpr qsizetype MaxRules = 256;

    //! \param rules at most MaxRules; more are not looked at
    explicit RuleTable(QList<ChannelRule> rules, RuleSources sources = RuleSources::makeDefault());

    //! The place of the first rule that matches, with the captures put into `input`.
    [[nodiscard]] std::optional<qsizetype> match(ChannelRule::Trigger trigger,
                                                 RuleInput &input) const;
    [[nodiscard]] const ChannelRule &rule(qsizetype place) const { return m_rules.at(place); }
    [[nodiscard]] const QList<ChannelRule> &rules() const { return m_rules; }
    [[nodiscard]] const RuleSources &sources() const { return m_sources; }

private:
    [[nodiscard]] bool holds(const RuleCondition &condition, const RuleInput &input) const;

    QList<ChannelRule> m_rules;
    RuleSources m_sources;
};

using RuleTablePointer = std::shared_ptr<const RuleTable>;

} // namespace phx::server

Q_DECLARE_METATYPE(phx::server::RuleTablePointer)
