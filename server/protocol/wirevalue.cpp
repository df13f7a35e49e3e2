// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/wirevalue.h"

#include <array>

namespace phx::protocol {

namespace {

//! Which bytes stand for themselves inside a JSON string.
constexpr std::array<bool, 256> plainTable()
{
    std::array<bool, 256> plain {};
    for (size_t c = 0; c < plain.size(); ++c)
        plain.at(c) = c >= 0x20 && c != '"' && c != '\\';
    return plain;
}

constexpr std::array<bool, 256> Plain = plainTable();

void appendEscape(QByteArray &out, char c)
{
    static constexpr char Digits[] = "0123456789ABCDEF";
    switch (c) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\b':
        out += "\\b";
        return;
    case '\f':
        out += "\\f";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        out += "\\u00";
        out += Digits[(c >> 4) & 0xf];
        out += Digits[c & 0xf];
    }
}

} // namespace

void WireValue::appendJsonText(QByteArray &out, QByteArrayView utf8)
{
    out += '"';
    qsizetype done = 0;
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        if (Plain.at(static_cast<uchar>(utf8[i])))
            continue;
        out += utf8.sliced(done, i - done);
        appendEscape(out, utf8[i]);
        done = i + 1;
    }
    out += utf8.sliced(done);
    out += '"';
}

QByteArray WireValue::toJson() const
{
    QByteArray out;
    appendJson(out);
    return out;
}

void WireValue::appendJson(QByteArray &out) const
{
    switch (m_kind) {
    case Kind::Null:
        out += "null";
        return;
    case Kind::Text:
        appendJsonText(out, m_bytes);
        return;
    case Kind::Other:
        out += m_bytes;
        return;
    }
}

QDebug operator<<(QDebug debug, const WireValue &value)
{
    const QDebugStateSaver saver(debug);
    debug.noquote().nospace() << QString::fromUtf8(value.toJson());
    return debug;
}

} // namespace phx::protocol
