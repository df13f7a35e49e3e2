// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QDebug>
#include <QHashFunctions>

namespace phx::protocol {

//! \brief A field of the envelope as it came: null, text, or any other JSON value kept as its text.
//!
//! Refs are opaque JSON values that are echoed with the type received (integer 3 comes back as 3,
//! "8" is not 8), and a topic or event may be of any type (protocol.md §2.1, §2.5).
//! A value type; copying shares the bytes.
class WireValue
{
public:
    enum class Kind : quint8 { Null, Text, Other };

    WireValue() = default; //!< null
    static WireValue null() { return {}; }
    //! \param utf8 the decoded text, without quotes and escapes; may be empty (which is not null)
    static WireValue text(QByteArray utf8) { return {Kind::Text, std::move(utf8)}; }
    //! \param json the exact JSON text of a number, bool, array or object
    static WireValue other(QByteArray json) { return {Kind::Other, std::move(json)}; }

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] bool isNull() const { return m_kind == Kind::Null; }
    [[nodiscard]] bool isText() const { return m_kind == Kind::Text; }
    //! Decoded UTF-8 if text, the JSON text if other, empty if null. For display and for lookup.
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }

    //! As JSON: quoted and escaped text (neither '/' nor non-ASCII is escaped), the raw text, or
    //! null.
    [[nodiscard]] QByteArray toJson() const;
    void appendJson(QByteArray &out) const;
    //! Appends UTF-8 as a quoted and escaped JSON string.
    static void appendJsonText(QByteArray &out, QByteArrayView utf8);

    friend bool operator==(const WireValue &, const WireValue &) = default;
    friend size_t qHash(const WireValue &value, size_t seed = 0)
    {
        return qHashMulti(seed, value.m_bytes, quint8(value.m_kind));
    }

private:
    WireValue(Kind kind, QByteArray bytes)
        : m_bytes(std::move(bytes))
        , m_kind(kind)
    { }

    QByteArray m_bytes;
    Kind m_kind = Kind::Null;
};

using Ref = WireValue; //!< pairs a reply with its message
using JoinRef = WireValue; //!< pairs a message with its join

QDebug operator<<(QDebug debug, const WireValue &value);

} // namespace phx::protocol
