// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/workspace/logreader.h"

#include <algorithm>

namespace phx::app {

using server::LogLevel;
using server::phoenixlog::levelNamed;
using server::phoenixlog::LevelNames;

LogLevel readLogLevel(ObjectReader &reader, QStringView key, LogLevel fallback)
{
    const JsonNode *node = reader.find(key);
    if (node == nullptr)
        return fallback;
    if (node->is(JsonNode::Kind::Bool) && !node->boolean)
        return LogLevel::Off;
    if (node->is(JsonNode::Kind::Text)) {
        if (const auto level = levelNamed(node->text))
            return *level;
    }
    reader.failValue(key, *node,
                     QStringLiteral("false, \"debug\", \"info\", \"warning\" or \"error\""));
    return fallback;
}

QByteArray logLevelText(LogLevel level)
{
    const auto found = std::find_if(LevelNames.begin(), LevelNames.end(),
                                    [level](const auto &name) { return name.second == level; });
    if (found == LevelNames.end())
        return "false";
    return '"' + QByteArray(found->first.data(), found->first.size()) + '"';
}

} // namespace phx::app
