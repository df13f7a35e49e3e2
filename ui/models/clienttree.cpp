// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/models/clienttree.h"

#include <algorithm>

namespace phx::ui {

namespace {

std::unique_ptr<NavigatorNode> channelNode(const app::ClientState &client,
                                           const app::ChannelState &channel)
{
    auto node = std::make_unique<NavigatorNode>();
    node->key = channel.topic;
    node->entry = {.kind = NavigatorEntry::Kind::Channel,
                   .topic = channel.topic,
                   .connection = client.connection,
                   .isConnected = client.connected,
                   .state = channel.state,
                   .generation = channel.generation,
                   .detail = channel.detail};
    return node;
}

std::unique_ptr<NavigatorNode> clientNode(const app::ClientState &client)
{
    auto node = std::make_unique<NavigatorNode>();
    node->key = QByteArray::number(client.connection);
    node->rank = client.connected ? 0 : 1;
    node->number = client.connected ? client.connection : ~client.connection;
    node->entry = {.kind = NavigatorEntry::Kind::Client,
                   .connection = client.connection,
                   .isConnected = client.connected,
                   .label = client.label,
                   .transport = client.transport,
                   .vsn = client.vsn,
                   .peer = client.peer,
                   .socketId = client.socketId,
                   .closeCode = client.closeCode,
                   .closedUs = client.closedUs};
    for (const app::ChannelState &channel : client.channels) {
        if (channel.state == app::ChannelState::State::Refused
            || channel.state == app::ChannelState::State::Crashed)
            ++node->entry.channelsInTrouble;
        node->children.push_back(channelNode(client, channel));
        node->children.back()->parent = node.get();
    }
    return node;
}

void sortRows(NavigatorNode &node)
{
    std::sort(node.children.begin(), node.children.end(),
              [](const auto &a, const auto &b) { return comesBefore(*a, *b); });
    for (std::size_t i = 0; i < node.children.size(); ++i)
        node.children[i]->row = static_cast<int>(i);
}

} // namespace

void buildClientTree(const QList<app::ClientState> &clients, NavigatorNode &root)
{
    for (const app::ClientState &client : clients) {
        auto node = clientNode(client);
        node->parent = &root;
        sortRows(*node);
        root.children.push_back(std::move(node));
    }
    sortRows(root);
}

} // namespace phx::ui
