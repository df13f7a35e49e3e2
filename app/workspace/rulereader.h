// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/workspace/objectreader.h"
#include "server/channels/channelrule.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace phx::app {

//! \brief Reads a list of "rules" of a workspace file.
//!
//! A rule is {"on": "join" | "event", "event"?, "topic"?, "when"?, "then"?, "enabled"?}; instead of
//! "then" it may hold one action itself. Texts of payloads are kept as they stand in the file.
class RuleReader
{
public:
    //! \param source the whole text that the nodes were read from; \param problem as ObjectReader's
    RuleReader(const QByteArray &source, std::optional<JsonProblem> &problem)
        : m_source(source)
        , m_problem(problem)
    { }

    //! \param topic of the rules that name none; the others must lie within it
    [[nodiscard]] QList<server::ChannelRule> read(const JsonNode &list, const QByteArray &topic);

    [[nodiscard]] server::ChannelRule readRule(const JsonNode &node, const QByteArray &topic);

private:
    void readTopic(ObjectReader &reader, const JsonNode &node, const QByteArray &topic,
                   server::ChannelRule &rule);
    void readEvent(ObjectReader &reader, server::ChannelRule &rule);
    void readConditions(ObjectReader &reader, server::ChannelRule &rule);
    void readActions(ObjectReader &reader, const JsonNode &node, server::ChannelRule &rule);
    server::RuleAction readAction(const JsonMember &member);
    void readMessage(ObjectReader &reader, server::RuleAction &action, const QString &nameKey,
                     const QString &payloadKey);
    [[nodiscard]] QByteArray sourceOf(const JsonNode &node) const;

    const QByteArray &m_source;
    std::optional<JsonProblem> &m_problem;
};

//! Names of the actions in a file, in the order of RuleAction::Kind.
const QStringList &ruleActionNames();

} // namespace phx::app
