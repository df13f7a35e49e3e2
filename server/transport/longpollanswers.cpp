// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/longpollanswers.h"

#include "server/protocol/wirevalue.h"
#include "server/websocket/utf8validator.h"

#include <utility>

namespace phx::server::longpoll {

namespace {

using Fields = QList<std::pair<QByteArray, QByteArray>>;

const QByteArray JsonType = "application/json; charset=utf-8";
const QByteArray Uncached = "max-age=0, private, must-revalidate";

// Text frames are JSON and known to be valid; looking at the first byte saves looking at them
// again.
bool isUtf8(const QByteArray &frame)
{
    if (frame.startsWith('[') || frame.startsWith('{'))
        return true;
    websocket::Utf8Validator validator;
    return validator.feed(frame) && validator.isComplete();
}

http::Response json(const QByteArray &body)
{
    return {.status = 200,
            .fields = {{"vary", "accept-encoding"},
                       {"cache-control", "no-store"},
                       {"access-control-allow-origin", "*"},
                       {"content-type", JsonType}},
            .body = body};
}

http::Response empty(int code, const Fields &fields)
{
    http::Response response {.status = code,
                             .fields = {{"vary", "accept-encoding"},
                                        {"cache-control", Uncached},
                                        {"access-control-allow-origin", "*"}},
                             .body = {}};
    response.fields += fields;
    return response;
}

} // namespace

http::Response status(int code)
{
    return json(R"({"status":)" + QByteArray::number(code) + '}');
}

http::Response messages(int code, const QByteArray &token, const QByteArrayList &frames)
{
    QByteArray body = R"({"messages":[)";
    bool isFirst = true;
    for (const QByteArray &frame : frames) {
        if (!isUtf8(frame))
            return error(500);
        if (!std::exchange(isFirst, false))
            body += ',';
        protocol::WireValue::appendJsonText(body, frame);
    }
    body += R"(],"status":)" + QByteArray::number(code) + R"(,"token":")" + token + R"("})";
    return json(body);
}

http::Response preflight(const http::Request &request)
{
    QByteArrayList asked;
    for (const auto &[name, value] : request.fields) {
        if (name == "access-control-request-headers")
            asked.append(value);
    }
    return empty(200,
                 {{"access-control-allow-headers", asked.join(", ")},
                  {"access-control-allow-methods", "get, post, options"},
                  {"access-control-max-age", "3600"}});
}

http::Response badMethod()
{
    return empty(400, {});
}

http::Response error(int status)
{
    return {.status = status,
            .fields = {{"vary", "accept-encoding"},
                       {"content-type", JsonType},
                       {"cache-control", Uncached}},
            .body = R"({"errors":{"detail":")" + http::reasonPhrase(status) + R"("}})"};
}

} // namespace phx::server::longpoll
