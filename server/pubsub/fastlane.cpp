// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/pubsub/fastlane.h"

#include "server/websocket/framewriter.h"

#include <algorithm>

namespace phx::server {

using protocol::EncodeError;
using protocol::Frame;
using protocol::Serializer;
using protocol::Vsn;

Fastlane::Fastlane(const protocol::Broadcast &broadcast, SharedBytesWriter &writer)
    : m_broadcast(broadcast)
    , m_writer(writer)
{ }

bool Fastlane::takes(const Subscription &subscription) const
{
    return subscription.fastlane.transport
        && !subscription.fastlane.intercepts.contains(m_broadcast.event);
}

const SharedFrame *Fastlane::encode(const Serializer &serializer, std::optional<EncodeError> &error)
{
    const auto isOf = [&serializer](const Encoded &encoded) {
        return encoded.serializer == &serializer;
    };
    const auto found = std::find_if(m_encoded.cbegin(), m_encoded.cend(), isOf);
    if (found != m_encoded.cend()) {
        m_last = found - m_encoded.cbegin();
        return &found->shared;
    }
    auto made = serializer.encode(m_broadcast);
    if (!made) {
        error = made.error();
        return nullptr;
    }
    SharedFrame shared {.frame = std::move(made).value()};
    QByteArray bytes;
    websocket::appendFrame(bytes, shared.frame.opcode, shared.frame.bytes);
    shared.webSocketBytes = m_writer.write(bytes);
    m_last = m_encoded.size();
    m_encoded.append({&serializer, std::move(shared)});
    return &m_encoded.back().shared;
}

std::optional<EncodeError> Fastlane::deliver(const Subscription &subscription)
{
    const FastlaneTarget &target = subscription.fastlane;
    if (m_last < m_encoded.size() && m_encoded[m_last].serializer == target.serializer) {
        target.transport->sendShared(m_encoded[m_last].shared);
        return std::nullopt;
    }
    std::optional<EncodeError> error;
    if (const SharedFrame *shared = encode(*target.serializer, error))
        target.transport->sendShared(*shared);
    return error;
}

Frame Fastlane::frameForTap(Vsn &vsn)
{
    std::optional<EncodeError> error;
    for (const Vsn candidate : {Vsn::V2, Vsn::V1}) {
        vsn = candidate;
        const auto sent =
            std::find_if(m_encoded.cbegin(), m_encoded.cend(),
                         [candidate](const auto &e) { return e.serializer->vsn() == candidate; });
        if (sent != m_encoded.cend())
            return sent->shared.frame;
    }
    for (const Vsn candidate : {Vsn::V2, Vsn::V1}) {
        vsn = candidate;
        if (const SharedFrame *shared = encode(Serializer::forVsn(candidate), error))
            return shared->frame;
    }
    return {};
}

} // namespace phx::server
