// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/http/requestparser.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace phx::http {

namespace {

constexpr qsizetype MaxChunkLine = 16;

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Digits only: QByteArray::toInt() would take " 12 " and "+5".
std::optional<qsizetype> toNumber(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > 18 || !std::all_of(text.begin(), text.end(), isDigit))
        return std::nullopt;
    qsizetype value = 0;
    for (const char c : text)
        value = value * 10 + (c - '0');
    return value;
}

// RFC 9110 §7.2, without the forms that other programs read differently (zones, user names, lists).
bool isHost(QByteArrayView host)
{
    qsizetype end = 0;
    if (host.startsWith('[')) {
        end = host.indexOf(']');
        if (end < 3)
            return false;
        const QByteArrayView inner = host.sliced(1, end - 1);
        const bool fine = std::all_of(inner.begin(), inner.end(),
                                      [](char c) { return isHexDigit(c) || c == ':' || c == '.'; });
        if (!fine)
            return false;
        ++end;
    } else {
        while (end < host.size()
               && (isAlphanumeric(host[end]) || host[end] == '-' || host[end] == '.'
                   || host[end] == '_'))
            ++end;
        if (end == 0)
            return false;
    }
    if (end == host.size())
        return true;
    const auto port = toNumber(host.sliced(end + 1));
    return host[end] == ':' && port.has_value() && *port > 0 && *port <= 65'535;
}

} // namespace

RequestParser::RequestParser(ParserLimits limits)
    : m_scanner(limits)
{ }

std::variant<NeedMore, Request, Refusal> RequestParser::feed(QByteArrayView bytes,
                                                             qsizetype &consumed)
{
    consumed = 0;
    while (consumed < bytes.size() && !m_refusal && !m_whole) {
        if (m_stage == Stage::Body || m_stage == Stage::ChunkData) {
            consumed += takeBody(bytes.sliced(consumed));
            continue;
        }
        if (m_stage <= Stage::FieldLines)
            consumed += takeHead(bytes.sliced(consumed));
        else if (!takeChunkByte(bytes[consumed++]))
            break;
    }
    if (m_refusal)
        return *m_refusal;
    if (m_whole)
        return takeRequest();
    return NeedMore {};
}

bool RequestParser::refuse(Refusal refusal)
{
    m_refusal = std::move(refusal);
    return false;
}

bool RequestParser::refuse(int status, const char *sentence)
{
    return refuse(Refusal {.status = status, .sentence = sentence});
}

Request RequestParser::takeRequest()
{
    Request done = std::exchange(m_request, {});
    m_chunkLine.clear();
    m_left = 0;
    m_stage = Stage::RequestLine;
    m_whole = false;
    return done;
}

qsizetype RequestParser::takeHead(QByteArrayView bytes)
{
    qsizetype consumed = 0;
    const auto outcome = m_scanner.feed(bytes, consumed);
    if (m_scanner.bytes() == "\x16")
        refuse(400, "This looks like TLS, but the port speaks plain HTTP.");
    else if (const auto *refusal = std::get_if<Refusal>(&outcome))
        refuse(*refusal);
    else if (const auto *line = std::get_if<QByteArrayView>(&outcome))
        std::ignore = takeLine(*line);
    return consumed;
}

bool RequestParser::takeLine(QByteArrayView line)
{
    if (m_stage == Stage::RequestLine) {
        m_stage = Stage::FieldLines;
        return takeRequestLine(line);
    }
    if (line.isEmpty())
        return finishHead();
    return takeField(line);
}

bool RequestParser::takeRequestLine(QByteArrayView line)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first <= 0 || first == last)
        return refuse(400, "The request line is not a method, a target and a version.");
    const QByteArrayView method = line.first(first);
    const QByteArrayView target = line.sliced(first + 1, last - first - 1);
    const QByteArrayView version = line.sliced(last + 1);
    if (!isToken(method))
        return refuse(400, "The method is not a word.");
    if (!version.startsWith("HTTP/"))
        return refuse(400, "The request line does not end with an HTTP version.");
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return refuse(505, "Only HTTP/1.1 and HTTP/1.0 are spoken here.");
    m_request.method = method.toByteArray();
    m_request.minorVersion = version.back() - '0';
    return takeTarget(target);
}

bool RequestParser::takeTarget(QByteArrayView target)
{
    const auto isAllowed = [](char c) { return c > 0x20 && c < 0x7f && c != '#'; };
    if (!std::all_of(target.begin(), target.end(), isAllowed))
        return refuse(400, "The target holds a character that must be escaped.");
    if (!target.startsWith('/') && !(target == "*" && m_request.method == "OPTIONS"))
        return refuse(400, "The target is not a path.");
    const qsizetype mark = target.indexOf('?');
    const QByteArrayView path = mark < 0 ? target : target.first(mark);
    for (qsizetype i = 0; i < path.size(); ++i) {
        if (path[i] != '%')
            continue;
        if (i + 2 >= path.size() || !isHexDigit(path[i + 1]) || !isHexDigit(path[i + 2]))
            return refuse(400, "The path holds a percent sign without two hexadecimal digits.");
        if (path[i + 1] == '0' && path[i + 2] == '0')
            return refuse(400, "The path holds an escaped NUL.");
    }
    m_request.target = target.toByteArray();
    m_request.path = path.toByteArray();
    if (mark >= 0)
        m_request.query = target.sliced(mark + 1).toByteArray();
    return true;
}

bool RequestParser::takeField(QByteArrayView line)
{
    if (const auto refusal = m_scanner.takeField(line, m_request.fields))
        return refuse(*refusal);
    // A cookie may be UTF-8: browsers send what another page of the same host has set.
    if (!QByteArrayView(m_request.fields.constLast().second).isValidUtf8())
        return refuse(400, "A field of the head is not UTF-8.");
    return true;
}

bool RequestParser::finishHead()
{
    m_request.head = m_scanner.takeBytes();
    m_stage = Stage::Body;
    if (!checkHost() || !checkFraming())
        return false;
    if (m_request.hasField("expect"))
        return refuse(417, "Expectations are not met here; send the body with the head.");
    const auto has = [this](QByteArrayView option) {
        return listHas(m_request.fields, "connection", option);
    };
    m_request.keepAlive =
        m_request.minorVersion == 1 ? !has("close") : has("keep-alive") && !has("close");
    return true;
}

bool RequestParser::checkHost()
{
    const qsizetype count = valuesOf(m_request.fields, "host").size();
    if (count > 1)
        return refuse(400, "The head names the host more than once.");
    if (count == 0 && m_request.minorVersion == 1)
        return refuse(400, "The head names no host.");
    if (count == 1 && !isHost(m_request.field("host")))
        return refuse(400, "The host field is malformed.");
    return true;
}

// RFC 9112 §6.3, but each of the cases in which two programs could disagree is refused.
bool RequestParser::checkFraming()
{
    const QList<QByteArray> lengths = valuesOf(m_request.fields, "content-length");
    if (m_request.hasField("transfer-encoding")) {
        const QList<QByteArray> codings = m_request.list("transfer-encoding");
        if (!lengths.isEmpty())
            return refuse(400, "The head has both a content-length and a transfer-encoding.");
        if (m_request.minorVersion == 0)
            return refuse(400, "HTTP/1.0 knows no transfer-encoding.");
        if (codings.isEmpty())
            return refuse(400, "The transfer-encoding is empty.");
        const auto isChunked = [](const QByteArray &coding) {
            return coding.compare("chunked", Qt::CaseInsensitive) == 0;
        };
        if (std::any_of(codings.begin(), codings.end() - 1, isChunked))
            return refuse(400, "The transfer coding chunked is not the last one.");
        if (codings.size() > 1 || !isChunked(codings.last()))
            return refuse(501, "Only the transfer coding chunked is understood.");
        if (m_request.hasField("upgrade"))
            return refuse(400, "A request with a body cannot be upgraded.");
        m_stage = Stage::ChunkSize;
        return true;
    }
    if (lengths.size() > 1)
        return refuse(400, "The head has more than one content-length.");
    if (lengths.isEmpty()) {
        m_whole = true;
        return true;
    }
    return checkLength(lengths.first());
}

bool RequestParser::checkLength(const QByteArray &length)
{
    const auto bytes = toNumber(length);
    if (!bytes)
        return refuse(400, "The content-length is not a number.");
    if (*bytes > m_scanner.limits().maxBodyBytes)
        return refuse(413, "The body of the request is too long.");
    if (*bytes > 0 && m_request.hasField("upgrade"))
        return refuse(400, "A request with a body cannot be upgraded.");
    m_left = *bytes;
    m_whole = m_left == 0;
    return true;
}

qsizetype RequestParser::takeBody(QByteArrayView bytes)
{
    const qsizetype count = std::min(m_left, bytes.size());
    m_request.body.append(bytes.first(count));
    m_left -= count;
    if (m_left == 0) {
        m_whole = m_stage == Stage::Body;
        if (m_stage == Stage::ChunkData)
            m_stage = Stage::ChunkEnd;
    }
    return count;
}

bool RequestParser::takeChunkByte(char byte)
{
    m_chunkLine.append(byte);
    if (m_stage == Stage::ChunkSize) {
        if (isHexDigit(byte) && m_chunkLine.size() <= MaxChunkLine)
            return true;
        if (byte == '\r' && m_chunkLine.size() > 1)
            return takeChunkSize();
        return refuse(400, "The size of a chunk is malformed.");
    }
    // Neither extensions nor trailers: nothing here needs them, and programs disagree about them.
    const QByteArrayView expected = m_stage == Stage::SizeEnd ? "\n"
        : m_stage == Stage::ChunkEnd                          ? "\r\n"
                                                              : "\n\r\n";
    if (byte != expected[m_chunkLine.size() - 1])
        return refuse(400, "A chunk does not end where its size says.");
    if (m_chunkLine.size() < expected.size())
        return true;
    m_chunkLine.clear();
    m_whole = m_stage == Stage::LastEnd;
    m_stage = m_stage == Stage::SizeEnd ? Stage::ChunkData : Stage::ChunkSize;
    return true;
}

bool RequestParser::takeChunkSize()
{
    const qulonglong size = m_chunkLine.chopped(1).toULongLong(nullptr, 16);
    m_chunkLine.clear();
    const auto room =
        static_cast<qulonglong>(m_scanner.limits().maxBodyBytes - m_request.body.size());
    if (size > room)
        return refuse(413, "The body of the request is too long.");
    m_left = static_cast<qsizetype>(size);
    m_stage = size == 0 ? Stage::LastEnd : Stage::SizeEnd;
    return true;
}

} // namespace phx::http
