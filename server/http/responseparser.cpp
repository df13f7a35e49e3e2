// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/http/responseparser.h"

#include <algorithm>
#include <utility>

namespace phx::http {

namespace {

constexpr qsizetype VersionChars = 8; // HTTP/1.1
constexpr qsizetype StatusChars = 3;
constexpr int SwitchingProtocols = 101;
constexpr int FirstFinal = 200;

// The first byte of a TLS record: an alert, or a handshake.
bool looksLikeTls(const QByteArray &head)
{
    return head == "\x15" || head == "\x16";
}

} // namespace

ResponseParser::ResponseParser(ParserLimits limits)
    : m_scanner(limits)
{ }

std::variant<NeedMore, ResponseHead, Malformed> ResponseParser::feed(QByteArrayView bytes,
                                                                     qsizetype &consumed)
{
    consumed = 0;
    while (consumed < bytes.size() && !m_problem && !m_isWhole) {
        qsizetype taken = 0;
        const auto outcome = m_scanner.feed(bytes.sliced(consumed), taken);
        consumed += taken;
        if (looksLikeTls(m_scanner.bytes()))
            m_problem = Malformed {"This looks like TLS; the URL must begin with wss: then."};
        else if (const auto *refusal = std::get_if<Refusal>(&outcome))
            m_problem = Malformed {refusal->sentence};
        else if (const auto *line = std::get_if<QByteArrayView>(&outcome))
            m_problem = takeLine(*line);
    }
    if (m_problem)
        return *m_problem;
    if (m_isWhole)
        return std::exchange(m_head, {});
    return NeedMore {};
}

std::optional<Malformed> ResponseParser::takeLine(QByteArrayView line)
{
    if (!m_hasStatus) {
        m_hasStatus = true;
        return takeStatusLine(line);
    }
    if (!line.isEmpty()) {
        const auto refusal = m_scanner.takeField(line, m_head.fields);
        return refusal ? std::optional(Malformed {refusal->sentence}) : std::nullopt;
    }
    m_isWhole = m_head.status == SwitchingProtocols || m_head.status >= FirstFinal;
    if (!m_isWhole) {
        m_hasStatus = false;
        m_head = {};
    }
    return std::nullopt;
}

// RFC 9112 §4; the blank before an empty phrase is left out by some.
std::optional<Malformed> ResponseParser::takeStatusLine(QByteArrayView line)
{
    const QByteArrayView version = line.first(std::min(VersionChars, line.size()));
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return Malformed {"The answer does not begin with HTTP/1.1."};
    QByteArrayView rest = line.sliced(VersionChars);
    if (rest.size() < 1 + StatusChars || rest.front() != ' ' || rest[1] == '0'
        || !std::all_of(rest.begin() + 1, rest.begin() + 1 + StatusChars, isDigit))
        return Malformed {"The answer has no status of three digits."};
    for (const char c : rest.sliced(1, StatusChars))
        m_head.status = m_head.status * 10 + (c - '0');
    rest = rest.sliced(1 + StatusChars);
    if (!rest.isEmpty() && rest.front() != ' ')
        return Malformed {"The answer has no status of three digits."};
    m_head.reason = rest.isEmpty() ? QByteArray() : rest.sliced(1).toByteArray();
    m_head.minorVersion = version.back() - '0';
    return std::nullopt;
}

} // namespace phx::http
