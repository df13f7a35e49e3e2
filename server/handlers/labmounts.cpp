// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/handlers/labmounts.h"

#include "server/handlers/labhandler.h"

namespace phx::server {

std::vector<SocketMount> labMounts(const QByteArray &secretKeyBase)
{
    const auto handler = std::make_shared<const LabHandler>(secretKeyBase);
    std::vector<SocketMount> mounts;
    const auto mount = [&mounts, &handler](const QByteArray &path) -> SocketMount & {
        SocketMount &added = mounts.emplace_back();
        added.path = path;
        added.handler = handler;
        added.longPoll.enabled = true;
        return added;
    };

    mount("/socket");
    SocketMount &big = mount("/big");
    big.maxChannels = 0;
    big.checkOrigin = OriginPolicy {.mode = OriginPolicy::Mode::Any, .entries = {}};
    mount("/short").webSocket.timeout = 1s;
    mount("/small").webSocket.maxFrameBytes = 1024;
    mount("/origin").checkOrigin =
        OriginPolicy {.mode = OriginPolicy::Mode::List, .entries = {"https://example.com"}};
    LongPollOptions &fast = mount("/fastlp").longPoll;
    fast.window = 600ms;
    fast.pubsubTimeout = 300ms;
    fast.maxAge = 2s;
    mount("/err").errorAnswers.insert("rate_limit", {429, "Too many requests"});
    mount("/auth").authToken = true;
    mount("/sub").webSocket.subprotocols = QList<QByteArray> {"sip"};
    mount("/deflate").webSocket.compress = true;
    return mounts;
}

} // namespace phx::server
