// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/navigatornode.h"

namespace phx::ui {

//! Deeper parts of a topic stay in one piece: peers choose how many colons they send.
inline constexpr int MaxTopicDepth = 8;

//! \brief Puts topics below `root`, split at ':', with sums for the branches.
//! A topic that others extend ("room" and "room:lobby") is one node that is both. Rows and parents
//! are set.
void buildTopicTree(const QList<app::TopicState> &topics, NavigatorNode &root);

} // namespace phx::ui
