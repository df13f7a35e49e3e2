// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/pubsub/fastlane.h"

#include <algorithm>

namespace phx::server {

using protocol::EncodeError;
using protocol::Frame;
using protocol::Serializer;
using protocol::Vsn;

Fastlane::Fastlane(const protocol::Broadcast &broadcast)
    : m_broadcast(broadcast)
{ }

bool Fastlane::takes(const Subscription &subscription) const
{
    return subscription.fastlane.transport
        && !subscription.fastlane.intercepts.contains(m_broadcast.event);
}

std::optional<EncodeError> Fastlane::encode(const Serializer &serializer)
{
    std::optional<Frame> &frame = slot(serializer);
    if (frame)
        return std::nullopt;
    auto encoded = serializer.encode(m_broadcast);
    if (!encoded)
        return encoded.error();
    frame = std::move(encoded).value();
    return std::nullopt;
}

std::optional<Frame> &Fastlane::slot(const Serializer &serializer)
{
    const auto found = std::find_if(m_frames.begin(), m_frames.end(), [&serializer](const auto &f) {
        return f.first == &serializer;
    });
    if (found != m_frames.end())
        return found->second;
    m_frames.emplace_back(&serializer, std::nullopt);
    return m_frames.back().second;
}

std::optional<EncodeError> Fastlane::deliver(const Subscription &subscription)
{
    const FastlaneTarget &target = subscription.fastlane;
    if (auto error = encode(*target.serializer))
        return error;
    target.transport->send(*slot(*target.serializer));
    return std::nullopt;
}

Frame Fastlane::frameForTap(Vsn &vsn)
{
    for (const Vsn candidate : {Vsn::V2, Vsn::V1}) {
        vsn = candidate;
        const auto sent =
            std::find_if(m_frames.begin(), m_frames.end(), [candidate](const auto &f) {
                return f.first->vsn() == candidate && f.second;
            });
        if (sent != m_frames.end())
            return *sent->second;
    }
    for (const Vsn candidate : {Vsn::V2, Vsn::V1}) {
        vsn = candidate;
        const Serializer &serializer = Serializer::forVsn(candidate);
        if (!encode(serializer))
            return *slot(serializer);
    }
    return {};
}

} // namespace phx::server
