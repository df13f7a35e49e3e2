// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/socket/sockethandler.h"

namespace phx::server {

//! A route to a channel class that needs no arguments. \param pattern a valid topic pattern
template<class T>
ChannelRoute makeRoute(const char *pattern, const QString &name)
{
    return {.pattern = protocol::TopicPattern::parse(pattern).value(),
            .channel = [] { return std::make_unique<T>(); },
            .assigns = {},
            .name = name};
}

} // namespace phx::server
