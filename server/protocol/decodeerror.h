// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace phx::protocol {

//! \brief Why a frame is not a message. The connection is closed with 1011 (protocol.md §2.5).
struct DecodeError
{
    enum class Code : quint8 {
        NotJson, //!< offset points at the character
        NotAnArray, //!< V2 wants [join_ref, ref, topic, event, payload]
        TooFewElements, //!< V2 array with fewer than five
        NotAnObject, //!< V1 wants an object
        MissingKey, //!< V1: topic, event, payload or ref
        NotAPush, //!< binary kind other than 0
        Truncated, //!< binary frame shorter than its header says
        UnknownKind, //!< binary kind other than 0, 1 and 2, from a server
        BadUtf8, //!< a binary header field is not UTF-8
    };

    Code code = Code::NotJson;
    qsizetype offset = 0; //!< byte in the frame, 0-based
    QByteArray key {}; //!< the missing key, for MissingKey

    //! One English sentence for a person: what is wrong and where.
    [[nodiscard]] QString sentence() const;
};

//! \brief Why a message cannot be put on the wire; it crashes the channel that sent it (§2.2,
//! §2.4).
struct EncodeError
{
    //! What a broadcast does that cannot be encoded for one of its recipients.
    enum class Effect : quint8 {
        Crash, //!< ends there and crashes the channel of its sender
        SkipClient, //!< goes on without that client
    };

    QString sentence {};
    Effect effect = Effect::Crash;
};

} // namespace phx::protocol
