// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/models/topictree.h"

#include "server/protocol/events.h"

#include <algorithm>

namespace phx::ui {

namespace {

NavigatorNode &childOf(NavigatorNode &parent, const QByteArray &segment, const QByteArray &path)
{
    // Sorted names put most topics behind their predecessor, so look there before searching.
    auto &children = parent.children;
    if (!children.empty() && children.back()->key == segment)
        return *children.back();
    const auto at = std::lower_bound(children.begin(), children.end(), segment,
                                     [](const std::unique_ptr<NavigatorNode> &node,
                                        const QByteArray &key) { return node->key < key; });
    if (at != children.end() && (*at)->key == segment)
        return **at;
    auto node = std::make_unique<NavigatorNode>();
    node->key = segment;
    node->parent = &parent;
    node->entry.kind = NavigatorEntry::Kind::Topic;
    node->entry.topic = path;
    node->entry.segment = segment;
    return **children.insert(at, std::move(node));
}

void addTopic(const app::TopicState &state, NavigatorNode &root)
{
    NavigatorNode *node = &root;
    qsizetype start = 0;
    for (int depth = 1;; ++depth) {
        const qsizetype colon = depth < MaxTopicDepth ? state.topic.indexOf(':', start) : -1;
        const qsizetype end = colon < 0 ? state.topic.size() : colon;
        node = &childOf(*node, state.topic.mid(start, end - start), state.topic.left(end));
        node->entry.messages += state.messages;
        node->entry.perSecond += state.perSecond;
        if (colon < 0)
            break;
        node->entry.hasRefusedBelow = node->entry.hasRefusedBelow || state.refused;
        start = colon + 1;
    }
    node->entry.isTopic = true;
    node->entry.isHeartbeat = state.topic == protocol::events::PhoenixTopic;
    node->entry.isRefused = state.refused;
    node->entry.subscribers = state.subscribers;
}

void numberRows(NavigatorNode &node)
{
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        node.children[i]->row = static_cast<int>(i);
        numberRows(*node.children[i]);
    }
}

} // namespace

void buildTopicTree(const QList<app::TopicState> &topics, NavigatorNode &root)
{
    for (const app::TopicState &state : topics)
        addTopic(state, root);
    numberRows(root);
}

} // namespace phx::ui
