// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/encodechecks.h"

namespace phx::protocol::encodechecks {

std::optional<EncodeError> checkUtf8(QLatin1String name, const QByteArray &bytes)
{
    if (bytes.isValidUtf8())
        return std::nullopt;
    return EncodeError {QStringLiteral("The %1 is not valid UTF-8, so it cannot be JSON: %2")
                            .arg(name, QString::fromLatin1(bytes.toPercentEncoding()))};
}

std::optional<EncodeError> checkUtf8(const QByteArray &topic, const QByteArray &event)
{
    const std::optional<EncodeError> error = checkUtf8(QLatin1String("topic"), topic);
    return error ? error : checkUtf8(QLatin1String("event"), event);
}

} // namespace phx::protocol::encodechecks
