// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/message.h"
#include "server/protocol/serializer.h"
#include "server/pubsub/subscriber.h"

#include <QVarLengthArray>

#include <optional>

namespace phx::server {

//! \brief Encodes one broadcast at most once per serializer, for all of its recipients.
//!
//! Per recipient nothing is converted, copied or allocated: transports share the bytes, those of
//! the WebSocket frame included, and those of a turn's broadcasts lie side by side.
//!
//! Source: phoenix lib/phoenix/channel/server.ex, dispatch/3.
class Fastlane
{
public:
    //! \param writer outlives it
    Fastlane(const protocol::Broadcast &broadcast, SharedBytesWriter &writer);

    //! True if the broadcast goes to the transport directly, not to the subscriber.
    [[nodiscard]] bool takes(const Subscription &subscription) const;
    //! \return an error if the payload cannot be encoded for that subscriber; its effect says
    //! whether the dispatch stops there
    std::optional<protocol::EncodeError> deliver(const Subscription &subscription);

    //! For the capture: a frame that was sent, V2 before V1, else what V2 or V1 would have been.
    [[nodiscard]] protocol::Frame frameForTap(protocol::Vsn &vsn);

private:
    struct Encoded
    {
        const protocol::Serializer *serializer = nullptr;
        SharedFrame shared {};
    };

    //! \return null if it cannot be encoded; the reason is in `error`
    const SharedFrame *encode(const protocol::Serializer &serializer,
                              std::optional<protocol::EncodeError> &error);

    const protocol::Broadcast &m_broadcast;
    SharedBytesWriter &m_writer;
    QVarLengthArray<Encoded, 4> m_encoded; //!< one for each serializer in use; there are four
    qsizetype m_last = 0; //!< the one used last: neighbours mostly have the same
};

} // namespace phx::server
