// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/http/query.h"
#include "server/http/requestparser.h"

#include <cstdint>
#include <cstdlib>

namespace {

using namespace phx::http;

// The requests and the refusal that some bytes give, as bytes.
QByteArray outcome(QByteArrayView bytes, qsizetype piece)
{
    RequestParser parser;
    QByteArray text;
    while (!bytes.isEmpty()) {
        QByteArrayView part = bytes.first(qMin(piece, bytes.size()));
        bytes = bytes.sliced(part.size());
        while (!part.isEmpty()) {
            qsizetype consumed = 0;
            const auto result = parser.feed(part, consumed);
            if (consumed <= 0 || consumed > part.size())
                std::abort();
            part = part.sliced(consumed);
            if (const auto *refusal = std::get_if<Refusal>(&result))
                return text + QByteArray::number(refusal->status) + refusal->sentence;
            const auto *request = std::get_if<Request>(&result);
            if (request == nullptr)
                continue;
            text += request->head + '\0' + request->method + '\0' + request->target + '\0'
                + request->path + '\0' + request->query + '\0' + request->body + '\0'
                + (request->keepAlive ? 'k' : 'c');
            for (const auto &[name, value] : request->fields)
                text += name + '\0' + value + '\0';
            static_cast<void>(decodeQuery(request->query));
            static_cast<void>(pathSegments(request->path));
        }
    }
    return text + (parser.isIdle() ? "idle" : parser.isInsideBody() ? "body" : "head");
}

} // namespace

// Property: how the bytes are cut changes nothing, and each feed() takes at least a byte.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    const QByteArray whole = outcome(bytes, qMax(bytes.size(), qsizetype(1)));
    if (outcome(bytes, 1) != whole || outcome(bytes, 7) != whole)
        std::abort();
    return 0;
}
