// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/pubsub/fastlane.h"

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
    std::optional<Frame> &frame = m_frames.at(slot(serializer.vsn()));
    if (frame)
        return std::nullopt;
    auto encoded = serializer.encode(m_broadcast);
    if (!encoded)
        return encoded.error();
    frame = std::move(encoded).value();
    return std::nullopt;
}

std::optional<EncodeError> Fastlane::deliver(const Subscription &subscription)
{
    const FastlaneTarget &target = subscription.fastlane;
    if (auto error = encode(*target.serializer))
        return error;
    target.transport->send(*m_frames.at(slot(target.serializer->vsn())));
    return std::nullopt;
}

Frame Fastlane::frameForTap(Vsn &vsn)
{
    for (const Vsn candidate : {Vsn::V2, Vsn::V1}) {
        vsn = candidate;
        if (!encode(Serializer::forVsn(candidate)))
            return *m_frames.at(slot(candidate));
    }
    return {};
}

} // namespace phx::server
