// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/serializer.h"

#include <optional>

//! What makes a message impossible to put on the wire, common to both serializers.
namespace phx::protocol::encodechecks {

//! JSON text must be UTF-8. \param name of the field, for the sentence
std::optional<EncodeError> checkUtf8(QLatin1String name, const QByteArray &bytes);
//! Both topic and event.
std::optional<EncodeError> checkUtf8(const QByteArray &topic, const QByteArray &event);

} // namespace phx::protocol::encodechecks
