// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/pubsub/respreader.h"

#include <cstdint>
#include <cstdlib>

namespace {

using phx::server::RespReader;
using phx::server::RespValue;

struct Read
{
    QList<RespValue> values {};
    bool isBroken = false;

    friend bool operator==(const Read &, const Read &) = default;
};

Read readAll(QByteArrayView bytes, qsizetype piece)
{
    RespReader reader({.maxLineBytes = 40, .maxValueBytes = 200, .maxItems = 8, .maxDepth = 3});
    Read read;
    while (!bytes.isEmpty() && !read.isBroken) {
        const QByteArrayView part = bytes.first(qMin(piece, bytes.size()));
        bytes = bytes.sliced(part.size());
        reader.feed(part);
        RespValue value;
        auto outcome = reader.next(value);
        for (; outcome == RespReader::Outcome::Value || outcome == RespReader::Outcome::TooLarge;
             outcome = reader.next(value))
            read.values.append(outcome == RespReader::Outcome::Value ? value : RespValue {});
        read.isBroken = outcome == RespReader::Outcome::Broken;
        if (read.isBroken == reader.sentence().isEmpty())
            std::abort();
    }
    return read;
}

} // namespace

// Property: how the bytes are cut changes nothing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    const Read whole = readAll(bytes, qMax(bytes.size(), qsizetype(1)));
    if (!(readAll(bytes, 1) == whole) || !(readAll(bytes, 7) == whole))
        std::abort();
    return 0;
}
