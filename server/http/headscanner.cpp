// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/http/headscanner.h"

#include <algorithm>
#include <utility>

namespace phx::http {

namespace {

bool isText(char byte)
{
    const auto value = static_cast<uchar>(byte);
    return (value >= 0x20 && value != 0x7f) || byte == '\t';
}

QByteArrayView trimmedBlanks(QByteArrayView text)
{
    const auto isBlank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text;
}

} // namespace

HeadScanner::HeadScanner(ParserLimits limits)
    : m_limits(limits)
{ }

QByteArray HeadScanner::takeBytes()
{
    m_lineStart = 0;
    return std::exchange(m_bytes, {});
}

// What decides anything is taken one byte at a time, so that the answer cannot depend on how the
// bytes were cut; text between it, as far as there is room, at once.
std::variant<NeedMore, QByteArrayView, Refusal> HeadScanner::feed(QByteArrayView bytes,
                                                                  qsizetype &consumed)
{
    consumed = 0;
    while (consumed < bytes.size()) {
        const qsizetype run = textRun(bytes.sliced(consumed));
        m_bytes.append(bytes.sliced(consumed, run));
        consumed += run;
        if (consumed == bytes.size())
            break;
        const char byte = bytes[consumed++];
        const char *problem = problemWith(byte);
        m_bytes.append(byte);
        if (m_bytes.size() > m_limits.maxHeadBytes)
            return Refusal {.status = 431, .sentence = "The head is too long."};
        if (problem != nullptr)
            return Refusal {.status = 400, .sentence = problem};
        if (byte == '\n') {
            const QByteArrayView line = QByteArrayView(m_bytes).sliced(m_lineStart).chopped(2);
            m_lineStart = m_bytes.size();
            return line;
        }
        if (const auto refusal = tooLong())
            return *refusal;
    }
    return NeedMore {};
}

qsizetype HeadScanner::textRun(QByteArrayView bytes) const
{
    const bool afterCr = !m_bytes.isEmpty() && m_bytes.back() == '\r';
    const qsizetype lineBytes = m_bytes.size() - m_lineStart;
    const qsizetype room =
        std::min(m_limits.maxHeadBytes - m_bytes.size(), m_limits.maxLine - lineBytes);
    if (afterCr || room <= 0)
        return 0;
    const QByteArrayView part = bytes.first(std::min(room, bytes.size()));
    return std::find_if_not(part.begin(), part.end(), isText) - part.begin();
}

const char *HeadScanner::problemWith(char byte) const
{
    const bool afterCr = m_bytes.size() > m_lineStart && m_bytes.back() == '\r';
    if (byte == '\n')
        return afterCr ? nullptr : "A line of the head ends without a carriage return.";
    if (afterCr)
        return "The head holds a carriage return without a line feed.";
    if (!isText(byte) && byte != '\r')
        return "The head holds a control character.";
    return nullptr;
}

std::optional<Refusal> HeadScanner::tooLong() const
{
    const qsizetype length = m_bytes.size() - m_lineStart - (m_bytes.back() == '\r' ? 1 : 0);
    if (length <= m_limits.maxLine)
        return std::nullopt;
    if (m_lineStart == 0)
        return Refusal {.status = 414, .sentence = "The first line of the head is too long."};
    return Refusal {.status = 431, .sentence = "A field of the head is too long."};
}

std::optional<Refusal> HeadScanner::takeField(QByteArrayView line, Fields &fields) const
{
    if (fields.size() >= m_limits.maxFields)
        return Refusal {.status = 431, .sentence = "The head has too many fields."};
    // RFC 9112 §5.2 and §5.1: a folded line and a blank before the colon have been read in two
    // ways.
    if (line.front() == ' ' || line.front() == '\t')
        return Refusal {.status = 400, .sentence = "A field of the head is folded over two lines."};
    const qsizetype colon = line.indexOf(':');
    if (colon < 0 || !isToken(line.first(colon))) {
        return Refusal {.status = 400,
                        .sentence = "A line of the head is not a name, a colon and a value."};
    }
    fields.append({line.first(colon).toByteArray().toLower(),
                   trimmedBlanks(line.sliced(colon + 1)).toByteArray()});
    return std::nullopt;
}

} // namespace phx::http
