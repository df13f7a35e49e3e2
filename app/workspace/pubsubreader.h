// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/workspace/jsonreader.h"
#include "server/presence/trackerreplica.h"
#include "server/pubsub/redisoptions.h"

#include <optional>

namespace phx::app {

//! What "pubsub" says.
struct PubSubSettings
{
    server::RedisOptions redis {};
    std::optional<server::TrackerOptions> tracker {}; //!< nullopt: presences are not shared
};

//! Reads the value of "pubsub". \param folder of the workspace, for "ca"; \param problem set if
//! something is wrong and no problem was found before. A URL is not repeated in it: it may hold a
//! password.
PubSubSettings readPubSub(const JsonNode &node, const QString &folder,
                          std::optional<JsonProblem> &problem);

//! Why this cannot be the name of a PubSub, MyApp.PubSub for example; empty: it can.
QString pubSubNameProblem(const QString &name);

} // namespace phx::app
