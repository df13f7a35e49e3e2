// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/jsonscanner.h"
#include "server/pubsub/broadcastterm.h"
#include "server/pubsub/redisenvelope.h"

#include <cstdint>
#include <cstdlib>

// Properties: an envelope is the same after encode() and decode(), compressed or not, and the
// payload of a broadcast is JSON.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace phx;
    using server::RedisEnvelope;
    constexpr qsizetype MaxBytes = 1'000'000;
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto envelope = RedisEnvelope::decode(bytes, MaxBytes);
    if (!envelope)
        return 0;
    for (const int level : {0, 1}) {
        const auto again = RedisEnvelope::decode(envelope.value().encode(level), MaxBytes * 2);
        if (!again || again.value().message != envelope.value().message
            || again.value().node != envelope.value().node)
            std::abort();
    }
    const auto broadcast = server::broadcastterm::fromTerm(envelope.value().message);
    if (!broadcast || broadcast.value().payload.isBinary())
        return 0;
    protocol::JsonScanner scanner(broadcast.value().payload.bytes());
    if (scanner.scanObject({}) != protocol::JsonScanner::Outcome::Ok)
        std::abort();
    return 0;
}
