// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace phx::app {

//! \brief What a person typed into the composer: nothing is expanded or decoded yet. A value.
struct ComposedMessage
{
    //! How `text` becomes what travels. Stored by name in files: see bodyName().
    enum class Body : quint8 {
        Json, //!< the payload as JSON
        Hex, //!< a binary payload as hexadecimal digits
        Base64, //!< a binary payload as Base64
        File, //!< a binary payload: the bytes of the file with this name
        RawText, //!< a whole text frame, sent as it is
        RawBinary, //!< a whole binary frame as hexadecimal digits
        RawBytes, //!< a whole text frame as hexadecimal digits, UTF-8 or not
    };

    QString topic {}; //!< not used by raw bodies
    QString event {}; //!< not used by raw bodies
    QString text {};
    Body body = Body::Json;

    //! The text is the frame, not the payload of one.
    [[nodiscard]] bool isRaw() const { return body >= Body::RawText; }

    friend bool operator==(const ComposedMessage &, const ComposedMessage &) = default;
};

} // namespace phx::app
