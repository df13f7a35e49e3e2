// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/models/builtintree.h"

namespace phx::ui {

namespace {

NavigatorNode &append(NavigatorNode &parent, NavigatorEntry entry, quint64 number)
{
    auto node = std::make_unique<NavigatorNode>();
    node->entry = std::move(entry);
    node->number = number;
    node->row = static_cast<int>(parent.children.size());
    node->parent = &parent;
    parent.children.push_back(std::move(node));
    return *parent.children.back();
}

} // namespace

void buildBuiltinTree(const QList<app::BuiltinState> &clients, NavigatorNode &root)
{
    for (const app::BuiltinState &client : clients) {
        NavigatorEntry entry {.kind = NavigatorEntry::Kind::BuiltinClient, .builtin = client};
        entry.builtin.channels.clear();
        NavigatorNode &node = append(root, entry, quint64(client.number));
        entry.kind = NavigatorEntry::Kind::BuiltinChannel;
        for (const app::BuiltinChannelState &channel : client.channels) {
            entry.topic = channel.topic;
            entry.builtinChannel = channel;
            append(node, entry, node.children.size());
        }
    }
}

} // namespace phx::ui
