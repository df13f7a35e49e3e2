// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/workspace/originreader.h"

#include "app/workspace/objectreader.h"
#include "app/workspace/visibletext.h"

#include <iterator>

namespace phx::app {

namespace {

const int MaxOrigins = 256;

void keep(std::optional<JsonProblem> &problem, const JsonPosition &position,
          const QString &sentence)
{
    if (!problem)
        problem = JsonProblem {.position = position, .sentence = sentence};
}

server::OriginPolicy readOrigins(const JsonNode &node, std::optional<JsonProblem> &problem)
{
    server::OriginPolicy policy {.mode = server::OriginPolicy::Mode::List, .entries = {}};
    if (std::ssize(node.items) > MaxOrigins)
        keep(problem, node.position,
             QStringLiteral("\"check_origin\" must list at most %1 origins").arg(MaxOrigins));
    for (const JsonNode &item : node.items) {
        if (!item.is(JsonNode::Kind::Text))
            keep(problem, item.position,
                 QStringLiteral("an origin of \"check_origin\" must be a text, not %1")
                     .arg(describe(item)));
        const QByteArray entry = item.text.toUtf8();
        const QString refusal = server::originEntryProblem(entry);
        if (!refusal.isEmpty())
            keep(problem, item.position,
                 QStringLiteral("\"check_origin\": %1").arg(visibleText(refusal)));
        policy.entries.append(entry);
    }
    return policy;
}

} // namespace

server::OriginPolicy readCheckOrigin(const JsonNode &node, std::optional<JsonProblem> &problem)
{
    using Mode = server::OriginPolicy::Mode;
    if (node.is(JsonNode::Kind::Bool))
        return {.mode = node.boolean ? Mode::UrlHost : Mode::Any, .entries = {}};
    if (node.is(JsonNode::Kind::Text) && node.text == QLatin1String(":conn"))
        return {.mode = Mode::SameHost, .entries = {}};
    if (node.is(JsonNode::Kind::Array))
        return readOrigins(node, problem);
    keep(problem, node.position,
         QStringLiteral(
             "\"check_origin\" must be true, false, \":conn\" or a list of origins, not %1")
             .arg(describe(node)));
    return {};
}

} // namespace phx::app
