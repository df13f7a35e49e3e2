// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/pubsub/respreader.h"

#include <algorithm>

namespace phx::server {

namespace {

//! An integer in decimal digits with an optional minus; everything else is refused, "+1" as well.
bool parseInteger(QByteArrayView text, qint64 &value)
{
    const bool isNegative = text.startsWith('-');
    const QByteArrayView digits = text.sliced(isNegative ? 1 : 0);
    if (digits.isEmpty())
        return false;
    for (const char c : digits) {
        if (c < '0' || c > '9')
            return false;
    }
    bool isGood = false;
    value = text.toByteArray().toLongLong(&isGood);
    return isGood;
}

} // namespace

void RespReader::feed(QByteArrayView bytes)
{
    if (!m_sentence.isEmpty())
        return;
    if (m_start > 0) {
        m_buffer.remove(0, m_start);
        m_start = 0;
    }
    const qsizetype skipped = std::min(m_skipped, bytes.size());
    m_skipped -= skipped;
    m_buffer.append(bytes.data() + skipped, bytes.size() - skipped);
}

RespReader::Outcome RespReader::next(RespValue &value)
{
    if (!m_sentence.isEmpty())
        return Outcome::Broken;
    if (bufferedBytes() < m_wanted || bufferedBytes() == 0)
        return Outcome::NeedsMore;
    RespValue read;
    qsizetype at = m_start;
    const Outcome outcome = readValue(read, at, 0);
    if (outcome == Outcome::Value) {
        if (at - m_start > m_limits.maxValueBytes + m_limits.maxLineBytes)
            return needBytes(at);
        m_start = at;
        m_wanted = 0;
        value = std::move(read);
    }
    return outcome;
}

RespReader::Outcome RespReader::readValue(RespValue &value, qsizetype &at, int depth)
{
    QByteArrayView line;
    if (const Outcome outcome = readLine(line, at); outcome != Outcome::Value)
        return outcome;
    if (line.isEmpty())
        return fail(QStringLiteral("a line is empty"));
    const char tag = line.front();
    line = line.sliced(1);
    switch (tag) {
    case '+':
        value = {.kind = RespValue::Kind::Simple, .text = line.toByteArray()};
        return Outcome::Value;
    case '-':
        value = {.kind = RespValue::Kind::Error, .text = line.toByteArray()};
        return Outcome::Value;
    case ':':
        value = {.kind = RespValue::Kind::Integer};
        if (!parseInteger(line, value.integer))
            return fail(QStringLiteral("an integer is none"));
        return Outcome::Value;
    case '$':
        return readBulk(line, value, at);
    case '*':
        return readArray(line, value, at, depth);
    default:
        return fail(QStringLiteral("a value starts with the byte 0x%1")
                        .arg(static_cast<uchar>(tag), 2, 16, QLatin1Char('0')));
    }
}

RespReader::Outcome RespReader::readLine(QByteArrayView &line, qsizetype &at)
{
    const qsizetype end = m_buffer.indexOf('\n', at);
    if (end < 0) {
        if (m_buffer.size() - at > m_limits.maxLineBytes + 1)
            return fail(QStringLiteral("a line has more than %1 bytes").arg(m_limits.maxLineBytes));
        return needBytes(m_buffer.size() + 1);
    }
    if (end == at || m_buffer.at(end - 1) != '\r')
        return fail(QStringLiteral("a line does not end with CR LF"));
    line = QByteArrayView(m_buffer).sliced(at, end - 1 - at);
    if (line.size() > m_limits.maxLineBytes)
        return fail(QStringLiteral("a line has more than %1 bytes").arg(m_limits.maxLineBytes));
    at = end + 1;
    return Outcome::Value;
}

RespReader::Outcome RespReader::readBulk(QByteArrayView line, RespValue &value, qsizetype &at)
{
    constexpr qsizetype LineEnd = 2;
    qint64 size = 0;
    if (!parseInteger(line, size) || size < -1)
        return fail(QStringLiteral("the length of a text is no length"));
    if (size == -1) {
        value = {};
        return Outcome::Value;
    }
    if (size > m_limits.maxSkippedBytes)
        return fail(QStringLiteral("a text has %1 bytes; the limit is %2")
                        .arg(size)
                        .arg(m_limits.maxSkippedBytes));
    const qsizetype end = at + size + LineEnd;
    if (at - m_start > m_limits.maxValueBytes + m_limits.maxLineBytes)
        return needBytes(at);
    if (size > m_limits.maxValueBytes)
        return passOver(size, end);
    if (end > m_buffer.size())
        return needBytes(end);
    if (m_buffer.at(end - 2) != '\r' || m_buffer.at(end - 1) != '\n')
        return fail(QStringLiteral("a text is longer than its length"));
    value = {.kind = RespValue::Kind::Bulk, .text = m_buffer.sliced(at, size)};
    at = end;
    return Outcome::Value;
}

RespReader::Outcome RespReader::readArray(QByteArrayView line, RespValue &value, qsizetype &at,
                                          int depth)
{
    qint64 count = 0;
    if (!parseInteger(line, count) || count < -1)
        return fail(QStringLiteral("the length of a list is no length"));
    if (count == -1) {
        value = {};
        return Outcome::Value;
    }
    if (count > m_limits.maxItems)
        return fail(QStringLiteral("a list has %1 items; the limit is %2")
                        .arg(count)
                        .arg(m_limits.maxItems));
    if (count > 0 && depth >= m_limits.maxDepth)
        return fail(QStringLiteral("lists are nested too deeply"));
    value = {.kind = RespValue::Kind::Array};
    for (qint64 i = 0; i < count; ++i) {
        RespValue item;
        if (const Outcome outcome = readValue(item, at, depth + 1); outcome != Outcome::Value)
            return outcome;
        value.items.append(std::move(item));
    }
    return Outcome::Value;
}

RespReader::Outcome RespReader::passOver(qint64 size, qsizetype end)
{
    m_skipped = std::max<qsizetype>(0, end - m_buffer.size());
    m_start = std::min(end, m_buffer.size());
    m_wanted = 0;
    m_tooLarge = size;
    return Outcome::TooLarge;
}

RespReader::Outcome RespReader::needBytes(qsizetype end)
{
    m_wanted = end - m_start;
    if (m_wanted > m_limits.maxValueBytes + m_limits.maxLineBytes)
        return fail(QStringLiteral("a value has more than %1 bytes").arg(m_limits.maxValueBytes));
    return Outcome::NeedsMore;
}

RespReader::Outcome RespReader::fail(const QString &sentence)
{
    m_sentence = sentence;
    m_buffer.clear();
    m_start = 0;
    return Outcome::Broken;
}

} // namespace phx::server
