// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/script/scripthost/longnumbers.h"

namespace phx::server::script {

namespace {

constexpr qsizetype SafeDigits = 15; //!< so many always fit a double
constexpr qint64 MaxExact = qint64(1) << 53;

bool isNumberPart(char c)
{
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

bool isLongInteger(const QByteArray &number)
{
    if (number.size() <= SafeDigits || number.contains('.') || number.contains('e')
        || number.contains('E'))
        return false;
    bool fits = false;
    const qint64 value = number.toLongLong(&fits);
    return !fits || value > MaxExact || value < -MaxExact;
}

//! Behind the closing quote of the string that begins at \c at.
qsizetype endOfString(const QByteArray &json, qsizetype at)
{
    for (++at; at < json.size() && json.at(at) != '"'; ++at) {
        if (json.at(at) == '\\')
            ++at;
    }
    return at + 1;
}

} // namespace

QByteArray markLongIntegers(const QByteArray &json, const QByteArray &marker)
{
    QByteArray marked;
    qsizetype copied = 0;
    for (qsizetype at = 0; at < json.size();) {
        if (json.at(at) == '"') {
            at = endOfString(json, at);
            continue;
        }
        if (!isNumberPart(json.at(at)) || json.at(at) == 'e' || json.at(at) == 'E') {
            ++at;
            continue;
        }
        const qsizetype begin = at;
        while (at < json.size() && isNumberPart(json.at(at)))
            ++at;
        const QByteArray number = json.mid(begin, at - begin);
        if (!isLongInteger(number))
            continue;
        marked += json.mid(copied, begin - copied) + R"("\u0000)" + marker + '#' + number + '"';
        copied = at;
    }
    return copied == 0 ? QByteArray() : marked + json.mid(copied);
}

} // namespace phx::server::script
