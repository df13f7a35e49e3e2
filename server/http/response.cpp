// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/http/response.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <chrono>

namespace phx::http {

namespace {

// Whatever a peer sent may be echoed in a value: without CR and LF it cannot become a field.
void appendText(QByteArray &out, QByteArrayView text)
{
    for (const char c : text) {
        const auto byte = static_cast<uchar>(c);
        if ((byte >= 0x20 && byte != 0x7f) || c == '\t')
            out.append(c);
    }
}

void appendField(QByteArray &out, QByteArrayView name, QByteArrayView value)
{
    appendText(out, name);
    out.append(": ");
    appendText(out, value);
    out.append("\r\n");
}

// RFC 9110 §8.6: neither 1xx nor 204 carries a content-length.
bool mayHaveBody(int status)
{
    return status >= 200 && status != 204 && status != 304;
}

} // namespace

QByteArray serialize(const Response &response, bool keepAlive)
{
    const bool withBody = mayHaveBody(response.status) && !response.headOnly;
    QByteArray out;
    out.reserve(256 + (withBody ? response.body.size() : 0));
    out.append("HTTP/1.1 ");
    out.append(QByteArray::number(response.status));
    out.append(' ');
    out.append(reasonPhrase(response.status));
    out.append("\r\n");
    if (!keepAlive)
        appendField(out, "connection", "close");
    appendField(out, "date", dateNow());
    if (withBody)
        appendField(out, "content-length", QByteArray::number(response.body.size()));
    for (const auto &[name, value] : response.fields)
        appendField(out, name, value);
    out.append("\r\n");
    if (withBody)
        out.append(response.body);
    return out;
}

QByteArray reasonPhrase(int status)
{
    struct Phrase
    {
        int status;
        const char *text;
    };
    static constexpr Phrase Phrases[] = {
        {101, "Switching Protocols"},
        {200, "OK"},
        {204, "No Content"},
        {301, "Moved Permanently"},
        {302, "Found"},
        {304, "Not Modified"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {408, "Request Timeout"},
        {410, "Gone"},
        {413, "Request Entity Too Large"},
        {414, "Request-URI Too Long"},
        {417, "Expectation Failed"},
        {421, "Misdirected Request"},
        {426, "Upgrade Required"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {503, "Service Unavailable"},
        {505, "HTTP Version Not Supported"},
    };
    for (const Phrase &phrase : Phrases) {
        if (phrase.status == status)
            return phrase.text;
    }
    return "Unknown";
}

QByteArray dateNow()
{
    using Clock = std::chrono::system_clock;
    thread_local QByteArray text;
    thread_local std::chrono::seconds shown {-1};
    const auto now =
        std::chrono::duration_cast<std::chrono::seconds>(Clock::now().time_since_epoch());
    if (now != shown) {
        shown = now;
        const QDateTime time = QDateTime::fromSecsSinceEpoch(now.count(), Qt::UTC);
        text = QLocale::c().toString(time, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'").toLatin1();
    }
    return text;
}

} // namespace phx::http
