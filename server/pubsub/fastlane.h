// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/message.h"
#include "server/protocol/serializer.h"
#include "server/pubsub/subscriber.h"

#include <QVarLengthArray>

#include <optional>
#include <utility>

namespace phx::server {

//! \brief Encodes one broadcast at most once per serializer, for all of its recipients.
//!
//! Source: phoenix lib/phoenix/channel/server.ex, dispatch/3.
class Fastlane
{
public:
    explicit Fastlane(const protocol::Broadcast &broadcast);

    //! True if the broadcast goes to the transport directly, not to the subscriber.
    [[nodiscard]] bool takes(const Subscription &subscription) const;
    //! \return an error if the payload cannot be encoded for that subscriber; its effect says
    //! whether the dispatch stops there
    std::optional<protocol::EncodeError> deliver(const Subscription &subscription);

    //! For the capture: a frame that was sent, V2 before V1, else what V2 or V1 would have been.
    [[nodiscard]] protocol::Frame frameForTap(protocol::Vsn &vsn);

private:
    std::optional<protocol::EncodeError> encode(const protocol::Serializer &serializer);
    [[nodiscard]] std::optional<protocol::Frame> &slot(const protocol::Serializer &serializer);

    const protocol::Broadcast &m_broadcast;
    //! In the order of first use: there are four serializers.
    QVarLengthArray<std::pair<const protocol::Serializer *, std::optional<protocol::Frame>>, 4>
        m_frames;
};

} // namespace phx::server
