// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/jsonscanner.h"

#include "server/protocol/jsontext.h"

#include <QtEndian>

#include <cctype>
#include <cstring>

namespace phx::protocol {

namespace {

constexpr quint64 Ones = 0x0101010101010101ULL;
constexpr quint64 Highs = 0x8080808080808080ULL;

constexpr quint64 hasZeroByte(quint64 word)
{
    return (word - Ones) & ~word & Highs;
}

//! Non-zero if one of eight bytes ends a run of plain ASCII: not ASCII, control, quote or
//! backslash.
constexpr quint64 hasSpecialByte(quint64 word)
{
    return (word & Highs) | ((word - Ones * 0x20) & ~word & Highs)
        | hasZeroByte(word ^ (Ones * '"')) | hasZeroByte(word ^ (Ones * '\\'));
}

constexpr bool isPlain(char c)
{
    const auto byte = static_cast<uchar>(c);
    return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace

JsonScanner::Outcome JsonScanner::scanArray(std::span<Slice> first)
{
    skipSpace();
    if (!at('['))
        return scanOtherType();
    ++m_position;
    skipSpace();
    if (!take(']')) {
        do {
            skipSpace();
            Slice element;
            if (!skipValue(element))
                return Outcome::NotJson;
            if (m_elementCount < std::ssize(first))
                first[static_cast<size_t>(m_elementCount)] = element;
            ++m_elementCount;
            skipSpace();
        } while (take(','));
        if (!take(']'))
            return Outcome::NotJson;
    }
    skipSpace();
    return atEnd() ? Outcome::Ok : Outcome::NotJson;
}

JsonScanner::Outcome JsonScanner::scanObject(std::span<Member> wanted)
{
    skipSpace();
    if (!at('{'))
        return scanOtherType();
    ++m_position;
    skipSpace();
    if (!take('}') && !scanMembers(wanted))
        return Outcome::NotJson;
    skipSpace();
    return atEnd() ? Outcome::Ok : Outcome::NotJson;
}

JsonScanner::Outcome JsonScanner::scanValue(Slice &slice)
{
    skipSpace();
    if (!skipValue(slice))
        return Outcome::NotJson;
    skipSpace();
    return atEnd() ? Outcome::Ok : Outcome::NotJson;
}

JsonScanner::Outcome JsonScanner::scanOtherType()
{
    Slice slice;
    return scanValue(slice) == Outcome::Ok ? Outcome::OtherType : Outcome::NotJson;
}

bool JsonScanner::scanMembers(std::span<Member> wanted)
{
    do {
        skipSpace();
        Slice key;
        Slice value;
        if (!skipKey(key) || !skipValue(value))
            return false;
        keepWanted(wanted, key, value);
        skipSpace();
    } while (take(','));
    return take('}');
}

void JsonScanner::keepWanted(std::span<Member> wanted, const Slice &key, const Slice &value) const
{
    QByteArray decoded;
    QByteArrayView name = m_text.sliced(key.offset + 1, key.size - 2);
    if (key.hasEscapes) {
        decoded = unescaped(key);
        name = decoded;
    }
    for (Member &member : wanted) {
        if (!member.isThere && member.key == name) {
            member.isThere = true;
            member.value = value;
        }
    }
}

QByteArray JsonScanner::raw(const Slice &slice) const
{
    return m_text.sliced(slice.offset, slice.size).toByteArray();
}

QByteArray JsonScanner::unescaped(const Slice &slice) const
{
    const QByteArrayView text = m_text.sliced(slice.offset + 1, slice.size - 2);
    return slice.hasEscapes ? jsontext::unescaped(text) : text.toByteArray();
}

WireValue JsonScanner::toWireValue(const Slice &slice) const
{
    switch (slice.kind) {
    case Kind::Null:
        return WireValue::null();
    case Kind::String:
        return WireValue::text(unescaped(slice));
    default:
        return WireValue::other(raw(slice));
    }
}

bool JsonScanner::skipValue(Slice &slice)
{
    slice.offset = m_position;
    m_depth = 0;
    Slice inner;
    if (at('{') || at('['))
        slice.kind = at('{') ? Kind::Object : Kind::Array;
    for (bool isDone = false; !isDone;) {
        bool isOpen = false;
        if (at('{') || at('[')) {
            if (!openContainer(isOpen))
                return false;
        } else if (!skipScalar(m_depth == 0 ? slice : inner)) {
            return false;
        }
        if (!isOpen && !closeContainers(isDone))
            return false;
    }
    slice.size = m_position - slice.offset;
    return true;
}

//! \param isOpen set if a first value follows; an empty container is skipped whole
bool JsonScanner::openContainer(bool &isOpen)
{
    const bool isObject = at('{');
    ++m_position;
    skipSpace();
    if (take(isObject ? '}' : ']'))
        return true;
    isOpen = true;
    push(isObject ? Kind::Object : Kind::Array);
    Slice key;
    return !isObject || skipKey(key);
}

//! After a value: to the next value of an open container, or out of all of them.
bool JsonScanner::closeContainers(bool &isDone)
{
    while (m_depth > 0) {
        skipSpace();
        const bool isObject = isInObject();
        if (take(',')) {
            skipSpace();
            Slice key;
            return !isObject || skipKey(key);
        }
        if (!take(isObject ? '}' : ']'))
            return false;
        --m_depth;
    }
    isDone = true;
    return true;
}

//! A key, its colon, and the space up to the value.
bool JsonScanner::skipKey(Slice &key)
{
    key.offset = m_position;
    key.kind = Kind::String;
    if (!at('"') || !skipString(key.hasEscapes))
        return false;
    key.size = m_position - key.offset;
    skipSpace();
    if (!take(':'))
        return false;
    skipSpace();
    return true;
}

bool JsonScanner::skipScalar(Slice &slice)
{
    if (atEnd())
        return false;
    switch (m_text[m_position]) {
    case '"':
        slice.kind = Kind::String;
        return skipString(slice.hasEscapes);
    case 'n':
        slice.kind = Kind::Null;
        return skipLiteral("null");
    case 't':
        slice.kind = Kind::Boolean;
        return skipLiteral("true");
    case 'f':
        slice.kind = Kind::Boolean;
        return skipLiteral("false");
    default:
        slice.kind = Kind::Number;
        return skipNumber();
    }
}

bool JsonScanner::skipString(bool &hasEscapes)
{
    ++m_position;
    while (!atEnd()) {
        while (m_text.size() - m_position >= 8
               && hasSpecialByte(qFromUnaligned<quint64>(m_text.data() + m_position)) == 0)
            m_position += 8;
        while (!atEnd() && isPlain(m_text[m_position]))
            ++m_position;
        if (take('"'))
            return true;
        if (at('\\')) {
            hasEscapes = true;
            if (!skipEscape())
                return false;
        } else if (!skipUtf8()) {
            return false;
        }
    }
    return false;
}

bool JsonScanner::skipEscape()
{
    const qsizetype start = m_position++;
    if (atEnd())
        return false;
    const char c = m_text[m_position++];
    if (std::strchr("\"\\/bfnrt", c) != nullptr && c != '\0')
        return true;
    char32_t unit = 0;
    if (c == 'u' && readHex4(unit)) {
        if (!jsontext::isHighSurrogate(unit) && !jsontext::isLowSurrogate(unit))
            return true;
        char32_t low = 0;
        if (jsontext::isHighSurrogate(unit) && take('\\') && take('u') && readHex4(low)
            && jsontext::isLowSurrogate(low))
            return true;
    }
    m_position = start;
    return false;
}

//! A run of characters beyond ASCII. \return false if there is none: a control character or bad
//! UTF-8
bool JsonScanner::skipUtf8()
{
    if (atEnd())
        return false;
    do {
        const qsizetype length = jsontext::utf8Length(m_text.sliced(m_position));
        if (length == 0)
            return false;
        m_position += length;
    } while (!atEnd() && static_cast<uchar>(m_text[m_position]) >= 0x80);
    return true;
}

bool JsonScanner::skipNumber()
{
    const qsizetype start = m_position;
    take('-');
    const qsizetype integerStart = m_position;
    if (!take('0') && !skipDigits())
        return false;
    const qsizetype integerDigits = m_position - integerStart;
    const bool hasFraction = take('.');
    if (hasFraction && !skipDigits())
        return false;
    const bool hasExponent = take('e') || take('E');
    if (hasExponent) {
        if (!take('+'))
            take('-');
        if (!skipDigits())
            return false;
    }
    // Without an exponent it takes 309 digits to overflow.
    const bool mayOverflow = hasExponent || (hasFraction && integerDigits > 308);
    if (mayOverflow && !jsontext::isFinite(m_text.sliced(start, m_position - start))) {
        m_position = start;
        return false;
    }
    return true;
}

bool JsonScanner::skipDigits()
{
    const qsizetype start = m_position;
    while (!atEnd() && isDigit(m_text[m_position]))
        ++m_position;
    return m_position > start;
}

bool JsonScanner::skipLiteral(QByteArrayView literal)
{
    if (!m_text.sliced(m_position).startsWith(literal))
        return false;
    m_position += literal.size();
    return true;
}

void JsonScanner::skipSpace()
{
    while (at(' ') || at('\n') || at('\r') || at('\t'))
        ++m_position;
}

bool JsonScanner::readHex4(char32_t &unit)
{
    for (int i = 0; i < 4; ++i, ++m_position) {
        if (atEnd() || std::isxdigit(static_cast<uchar>(m_text[m_position])) == 0)
            return false;
    }
    unit = jsontext::hexUnit(m_text.sliced(m_position - 4, 4));
    return true;
}

bool JsonScanner::take(char c)
{
    if (!at(c))
        return false;
    ++m_position;
    return true;
}

void JsonScanner::push(Kind container)
{
    const qsizetype word = m_depth / 64;
    const quint64 bit = Q_UINT64_C(1) << (m_depth % 64);
    if (word == m_levels.size())
        m_levels.append(0);
    m_levels[word] = container == Kind::Object ? m_levels[word] | bit : m_levels[word] & ~bit;
    ++m_depth;
}

bool JsonScanner::isInObject() const
{
    const qsizetype top = m_depth - 1;
    return ((m_levels[top / 64] >> (top % 64)) & 1) != 0;
}

} // namespace phx::protocol
