// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/decodeerror.h"

namespace phx::protocol {

QString DecodeError::sentence() const
{
    switch (code) {
    case Code::NotJson:
        return QStringLiteral("The text is not JSON: error at byte %1.").arg(offset);
    case Code::NotAnArray:
        return QStringLiteral(
            "The message is not a JSON array, as version 2 of the protocol wants it.");
    case Code::TooFewElements:
        return QStringLiteral(
            "The array has fewer than the five elements join_ref, ref, topic, event, payload.");
    case Code::NotAnObject:
        return QStringLiteral(
            "The message is not a JSON object, as version 1 of the protocol wants it.");
    case Code::MissingKey:
        return QStringLiteral("The object has no key \"%1\".").arg(QString::fromUtf8(key));
    case Code::NotAPush:
        return QStringLiteral("The first byte of a binary frame from a client must be 0, a push.");
    case Code::UnknownKind:
        return QStringLiteral(
            "The first byte of a binary frame from a server must be 0, 1 or 2: push, reply or "
            "broadcast.");
    case Code::Truncated:
        return QStringLiteral("The binary frame ends after %1 bytes, before its header does.")
            .arg(offset);
    case Code::BadUtf8:
        return QStringLiteral("The header of the binary frame is not UTF-8 at byte %1.")
            .arg(offset);
    }
    return {};
}

} // namespace phx::protocol
