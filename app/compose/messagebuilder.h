// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/compose/composedmessage.h"
#include "app/compose/template.h"
#include "server/protocol/frame.h"
#include "server/protocol/payload.h"

#include <optional>

namespace phx::app {

//! What travels: a message whose refs are set when it is sent, or a whole frame.
struct OutgoingMessage
{
    QByteArray topic {};
    QByteArray event {};
    protocol::Payload payload {};
    std::optional<protocol::Frame> frame {}; //!< of a raw body: nothing else is used
};

struct ComposeProblem
{
    enum class Field : quint8 { Topic, Event, Body };
    Field field = Field::Body;
    TextProblem text {}; //!< the place is in the field as it was typed

    friend bool operator==(const ComposeProblem &, const ComposeProblem &) = default;
};

//! \brief Puts the values of variables in, decodes, and checks.
//!
//! Nothing is sent that cannot be sent: an empty topic or event, a payload that is no JSON, wrong
//! digits. A raw body may be anything: to send nonsense is what it is for.
[[nodiscard]] Result<OutgoingMessage, ComposeProblem> buildMessage(const ComposedMessage &message,
                                                                   const TemplateLookup &lookup);

} // namespace phx::app
