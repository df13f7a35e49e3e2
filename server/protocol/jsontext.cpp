// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/jsontext.h"

#include <algorithm>
#include <charconv>

namespace phx::protocol::jsontext {

namespace {

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

//! Whether a number that from_chars finds out of range is too large and not too small. It tells
//! both by the same code, so look at the power of ten of the first digit that counts.
bool isTooLarge(QByteArrayView number)
{
    qsizetype i = number.front() == '-' ? 1 : 0;
    qint64 power = 0;
    bool isFraction = false;
    bool isCounting = false;
    for (; i < number.size() && (isDigit(number[i]) || number[i] == '.'); ++i) {
        if (number[i] == '.') {
            isFraction = true;
            continue;
        }
        isCounting = isCounting || number[i] != '0';
        if (isCounting && !isFraction)
            ++power;
        if (!isCounting && isFraction)
            --power;
    }
    qint64 exponent = 0;
    const bool hasExponent = i < number.size();
    const bool isNegative = hasExponent && number[i + 1] == '-';
    for (++i; i < number.size(); ++i) {
        if (isDigit(number[i]))
            exponent = std::min<qint64>(exponent * 10 + (number[i] - '0'), Q_INT64_C(1) << 40);
    }
    return power + (isNegative ? -exponent : exponent) > 0;
}

void appendUtf8(QByteArray &out, char32_t c)
{
    const auto tail = [c](int shift) { return static_cast<char>(0x80 | ((c >> shift) & 0x3f)); };
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xc0 | (c >> 6));
        out += tail(0);
    } else if (c < 0x10000) {
        out += static_cast<char>(0xe0 | (c >> 12));
        out += tail(6);
        out += tail(0);
    } else {
        out += static_cast<char>(0xf0 | (c >> 18));
        out += tail(12);
        out += tail(6);
        out += tail(0);
    }
}

} // namespace

char32_t hexUnit(QByteArrayView digits)
{
    uint unit = 0;
    std::from_chars(digits.begin(), digits.end(), unit, 16);
    return unit;
}

qsizetype utf8Length(QByteArrayView text)
{
    const auto byte = [text](qsizetype i) -> uchar {
        return i < text.size() ? static_cast<uchar>(text[i]) : 0;
    };
    const auto isTail = [&byte](qsizetype i) { return (byte(i) & 0xc0) == 0x80; };
    const uchar lead = byte(0);
    if (lead >= 0xc2 && lead <= 0xdf)
        return isTail(1) ? 2 : 0;
    if (lead >= 0xe0 && lead <= 0xef) {
        const bool isOverlong = lead == 0xe0 && byte(1) < 0xa0;
        const bool isSurrogate = lead == 0xed && byte(1) > 0x9f;
        return isTail(1) && isTail(2) && !isOverlong && !isSurrogate ? 3 : 0;
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
        const bool isOverlong = lead == 0xf0 && byte(1) < 0x90;
        const bool isTooLarge = lead == 0xf4 && byte(1) > 0x8f;
        return isTail(1) && isTail(2) && isTail(3) && !isOverlong && !isTooLarge ? 4 : 0;
    }
    return 0;
}

bool isFinite(QByteArrayView number)
{
    double value = 0;
    const auto parsed = std::from_chars(number.begin(), number.end(), value);
    return parsed.ec != std::errc::result_out_of_range || !isTooLarge(number);
}

QByteArray unescaped(QByteArrayView text)
{
    QByteArray out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            out += text[i];
            continue;
        }
        ++i;
        switch (text[i]) {
        case 'b':
            out += '\b';
            break;
        case 'f':
            out += '\f';
            break;
        case 'n':
            out += '\n';
            break;
        case 'r':
            out += '\r';
            break;
        case 't':
            out += '\t';
            break;
        case 'u': {
            char32_t c = hexUnit(text.sliced(i + 1, 4));
            i += 4;
            if (isHighSurrogate(c)) {
                c = 0x10000 + ((c - 0xd800) << 10) + (hexUnit(text.sliced(i + 3, 4)) - 0xdc00);
                i += 6;
            }
            appendUtf8(out, c);
            break;
        }
        default:
            out += text[i];
        }
    }
    return out;
}

} // namespace phx::protocol::jsontext
