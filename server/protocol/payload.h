// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>

namespace phx::protocol {

//! \brief The payload of a message: exact JSON text, or bytes. Parsed only when somebody asks.
//!
//! Keeps every digit and the order of keys, since the text passes through untouched.
//! A value type; copying shares the bytes.
class Payload
{
public:
    enum class Kind : quint8 { Json, Binary };

    Payload() = default; //!< the JSON object {}

    //! \param text valid UTF-8 JSON of one value; not checked again here
    static Payload json(QByteArray text);
    static Payload object(const QJsonObject &object);
    static Payload value(const QJsonValue &value);
    static Payload binary(QByteArray bytes);

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] bool isBinary() const { return m_kind == Kind::Binary; }
    //! True if this is JSON text of an object. Looks at the first character that is no white space.
    [[nodiscard]] bool isObject() const;
    //! JSON text or the binary bytes, exactly as they travel.
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }

    //! Parses. Integers above 2^63-1 lose digits here and only here; of equal keys the last one
    //! counts. Undefined for binary and for text nested deeper than QJsonDocument's 1,024 levels.
    [[nodiscard]] QJsonValue toValue() const;
    //! Parses; an empty object for anything that is not one.
    [[nodiscard]] QJsonObject toObject() const;

    friend bool operator==(const Payload &, const Payload &) = default;

private:
    Payload(Kind kind, QByteArray bytes)
        : m_bytes(std::move(bytes))
        , m_kind(kind)
    { }

    QByteArray m_bytes {"{}"};
    Kind m_kind = Kind::Json;
};

} // namespace phx::protocol
