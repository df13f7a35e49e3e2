// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
//
// Property: bytes fed whole, one by one and in random pieces give the same events; a text is UTF-8;
// nothing follows the end; limits hold.
// Input: one byte of options (bit 0 permessage-deflate, bit 1 without context takeover, bit 7 the
// reader is a client; all of it seeds the pieces), then what the peer sends.

#include "server/websocket/framereader.h"
#include "server/websocket/utf8validator.h"

#include <QByteArrayView>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <random>
#include <vector>

namespace {

using phx::websocket::FrameReader;
using phx::websocket::ReaderEvent;
using phx::websocket::ReaderLimits;
using phx::websocket::Role;

// Small, so that short inputs reach them.
constexpr ReaderLimits Limits {
    .maxFrameBytes = 70'000, .maxMessageBytes = 90'000, .maxFragments = 6, .maxInflateRatio = 25};

std::vector<ReaderEvent> read(QByteArrayView bytes, unsigned options,
                              const std::function<qsizetype()> &nextSize)
{
    FrameReader reader(Limits, (options & 0x80u) != 0 ? Role::Client : Role::Server);
    if ((options & 1u) != 0)
        reader.enableDeflate(15, (options & 2u) != 0);
    std::vector<ReaderEvent> events;
    while (!bytes.isEmpty()) {
        const qsizetype size = std::min(nextSize(), bytes.size());
        reader.feed(bytes.first(size), events);
        bytes = bytes.sliced(size);
        if (reader.bufferedBytes() > Limits.maxMessageBytes)
            std::abort();
    }
    return events;
}

bool isSame(const ReaderEvent &left, const ReaderEvent &right)
{
    return left.kind == right.kind && left.payload == right.payload && left.code == right.code
        && left.detail == right.detail;
}

void check(const std::vector<ReaderEvent> &events)
{
    using Kind = ReaderEvent::Kind;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const ReaderEvent &event = events[i];
        const bool ends = event.kind == Kind::Close || event.kind == Kind::Failure;
        if (ends && i + 1 != events.size())
            std::abort();
        if (event.payload.size() > Limits.maxMessageBytes)
            std::abort();
        if (event.kind == Kind::Text) {
            phx::websocket::Utf8Validator validator;
            if (!validator.feed(event.payload) || !validator.isComplete())
                std::abort();
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const unsigned options = data[0];
    const QByteArrayView bytes(data + 1, static_cast<qsizetype>(size - 1));
    std::minstd_rand random(options + 1);

    const auto whole = read(bytes, options, [&] { return bytes.size(); });
    const auto single = read(bytes, options, [] { return qsizetype(1); });
    const auto pieces = read(bytes, options, [&] { return qsizetype(1 + random() % 40); });

    check(whole);
    if (!std::equal(whole.begin(), whole.end(), single.begin(), single.end(), isSame))
        std::abort();
    if (!std::equal(whole.begin(), whole.end(), pieces.begin(), pieces.end(), isSame))
        std::abort();
    return 0;
}
