// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/state/carriedtoken.h"

#include "server/http/query.h"
#include "server/http/requestparser.h"
#include "server/socket/authtoken.h"
#include "server/socket/expiredtokens.h"

namespace phx::app {

bool carriesToken(const QByteArray &head)
{
    http::RequestParser parser;
    qsizetype consumed = 0;
    const auto parsed = parser.feed(head, consumed);
    const auto *request = std::get_if<http::Request>(&parsed);
    if (request == nullptr)
        return false;
    QList<QByteArray> offered;
    for (const QByteArray &entry : request->field("sec-websocket-protocol").split(','))
        offered.append(entry.trimmed());
    std::optional<QByteArray> token = server::takeAuthToken(offered).token;
    if (request->hasField("x-phoenix-authtoken"))
        token = request->field("x-phoenix-authtoken");
    return !server::tokenPrints(http::decodeQuery(request->query), token).isEmpty();
}

} // namespace phx::app
