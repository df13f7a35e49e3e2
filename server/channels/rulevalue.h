// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channels/capturepattern.h"
#include "server/protocol/jsonpath.h"
#include "server/protocol/payload.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace phx::server {

//! What a rule looks at: the message (or join) at hand and what is known of the channel.
struct RuleInput
{
    QByteArray topic {};
    QByteArray event {}; //!< "phx_join" for a join
    protocol::Payload payload {};
    protocol::Payload join {}; //!< the payload that the topic was joined with
    QByteArray assigns {"{}"}; //!< JSON text of the channel's assigns
    Captures topicParts {};
    Captures eventParts {};
};

//! Where values come from that no message holds.
struct RuleSources
{
    std::function<QByteArray()> now {}; //!< ISO 8601 in UTC
    std::function<QByteArray()> uuid {};
    std::shared_ptr<std::atomic<quint64>> counter {}; //!< shared by all channels of a table

    static RuleSources makeDefault();
};

//! \brief A value that a rule names: `topic`, `topic.id`, `event`, `event.rest`, `payload.a.b[0]`,
//! `join.token`, `params.user`, `assigns.user`, `now`, `uuid`, `counter`.
//!
//! `topic.x` is a capture of the rule's topic pattern, `event.x` one of its event pattern. `params`
//! are the parameters of the connection (assigns.params). A value type.
class RuleValue
{
public:
    RuleValue() = default; //!< the whole payload
    //! \return a sentence without a full stop that says what is wrong
    static Result<RuleValue, QString> parse(const QByteArray &text);

    //! The exact JSON text, or nullopt if there is no such value. \param sources `counter` counts
    //! on with each call
    [[nodiscard]] std::optional<QByteArray> find(const RuleInput &input,
                                                 const RuleSources &sources) const;
    [[nodiscard]] bool isWholePayload() const
    {
        return m_source == Source::Payload && m_path.isEmpty();
    }
    [[nodiscard]] const QByteArray &text() const { return m_text; }

private:
    enum class Source : quint8 { Topic, Event, Payload, Join, Params, Assigns, Now, Uuid, Counter };

    QByteArray m_text {"payload"};
    Source m_source = Source::Payload;
    protocol::JsonPath m_path;
    QByteArray m_capture; //!< of Topic and Event; empty: the whole of it
};

//! Whether two JSON texts are the same value; numbers also if they are written in another way.
bool isSameJson(const QByteArray &a, const QByteArray &b);

} // namespace phx::server
