// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/workspace/logreader.h"

#include <algorithm>
#include <array>
#include <utility>

namespace phx::app {

using server::LogLevel;

namespace {

constexpr std::array Names {std::pair {QLatin1String("debug"), LogLevel::Debug},
                            std::pair {QLatin1String("info"), LogLevel::Info},
                            std::pair {QLatin1String("warning"), LogLevel::Warning},
                            std::pair {QLatin1String("error"), LogLevel::Error}};

} // namespace

LogLevel readLogLevel(ObjectReader &reader, QStringView key, LogLevel fallback)
{
    const JsonNode *node = reader.find(key);
    if (node == nullptr)
        return fallback;
    if (node->is(JsonNode::Kind::Bool) && !node->boolean)
        return LogLevel::Off;
    const auto found = std::find_if(Names.begin(), Names.end(), [node](const auto &name) {
        return node->is(JsonNode::Kind::Text) && node->text == name.first;
    });
    if (found != Names.end())
        return found->second;
    reader.failValue(key, *node,
                     QStringLiteral("false, \"debug\", \"info\", \"warning\" or \"error\""));
    return fallback;
}

QByteArray logLevelText(LogLevel level)
{
    const auto found = std::find_if(Names.begin(), Names.end(),
                                    [level](const auto &name) { return name.second == level; });
    if (found == Names.end())
        return "false";
    return '"' + QByteArray(found->first.data(), found->first.size()) + '"';
}

} // namespace phx::app
