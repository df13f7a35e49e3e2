// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/websocket/deflate.h"

#include <algorithm>
#include <array>
#include <limits>
#include <zlib.h>

namespace phx::websocket {

namespace {

constexpr qsizetype BlockBytes = 16 * 1024; // by how much the output grows at least
constexpr int MemoryLevel = 8; // zlib's default
constexpr int RawFullWindow = -15;
constexpr int AtBlockEnd = 128; // of z_stream::data_type, see inflate() in zlib.h
constexpr int UnusedBits = 7;

// Every message ends in an empty stored block of which the sender leaves out these four bytes
// (RFC 7692 §7.2.1).
constexpr std::array<char, 4> Tail {'\x00', '\x00', '\xFF', '\xFF'};

// zlib's type for input is not const unless a macro is set; it never writes there.
Bytef *input(QByteArrayView bytes)
{
    return reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
}

uInt count(qsizetype size)
{
    return static_cast<uInt>(std::min<qsizetype>(size, std::numeric_limits<int>::max()));
}

} // namespace

struct Inflater::Stream
{
    z_stream z {};
};

Inflater::Inflater(ContextTakeover takeover)
    : m_stream(std::make_unique<Stream>())
    , m_takeover(takeover)
{
    if (inflateInit2(&m_stream->z, RawFullWindow) != Z_OK)
        qFatal("zlib: no memory for a window");
}

Inflater::~Inflater()
{
    inflateEnd(&m_stream->z);
}

Inflater::Status Inflater::inflate(QByteArrayView bytes, QByteArray &out, qsizetype maxSize)
{
    z_stream &z = m_stream->z;
    while (true) {
        // One byte more than is allowed, to tell "just fits" from "too big".
        const qsizetype had = out.size();
        const qsizetype room = std::min(std::max(had, BlockBytes), maxSize - had + 1);
        const uInt offered = count(bytes.size());
        out.resize(had + room);
        z.next_in = input(bytes);
        z.avail_in = offered;
        z.next_out = reinterpret_cast<Bytef *>(out.data() + had);
        z.avail_out = count(room);

        const int result = ::inflate(&z, Z_SYNC_FLUSH);

        out.resize(had + room - qsizetype(z.avail_out));
        bytes = bytes.sliced(qsizetype(offered - z.avail_in));
        if (out.size() > maxSize) {
            out.truncate(maxSize);
            return Status::TooBig;
        }
        if (result == Z_STREAM_END) {
            // A block marked as last: the next begins at the byte after it, in the same window
            // (RFC 7692 §7.2.3.4).
            inflateResetKeep(&z);
            if (bytes.isEmpty())
                return Status::Fine;
        } else if (result != Z_OK && result != Z_BUF_ERROR) {
            return Status::Corrupt;
        } else if (bytes.isEmpty() && z.avail_out > 0) {
            return Status::Fine;
        }
    }
}

Inflater::Status Inflater::finishMessage(QByteArray &out, qsizetype maxSize)
{
    const Status status = inflate(QByteArrayView(Tail.data(), Tail.size()), out, maxSize);
    if (status != Status::Fine)
        return status;
    const int where = m_stream->z.data_type;
    if ((where & AtBlockEnd) == 0 || (where & UnusedBits) != 0)
        return Status::Corrupt;
    if (m_takeover == ContextTakeover::Drop)
        inflateReset(&m_stream->z);
    return Status::Fine;
}

struct Deflater::Stream
{
    z_stream z {};
};

Deflater::Deflater(int windowBits, ContextTakeover takeover)
    : m_stream(std::make_unique<Stream>())
    , m_takeover(takeover)
{
    Q_ASSERT(windowBits >= 9 && windowBits <= MAX_WBITS);
    if (deflateInit2(&m_stream->z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -windowBits, MemoryLevel,
                     Z_DEFAULT_STRATEGY)
        != Z_OK)
        qFatal("zlib: no memory for a window");
}

Deflater::~Deflater()
{
    deflateEnd(&m_stream->z);
}

QByteArray Deflater::deflate(QByteArrayView message)
{
    // An empty stored block without its tail (RFC 7692 §7.2.3.6); zlib would write nothing at all.
    if (message.isEmpty())
        return QByteArray(1, '\0');

    z_stream &z = m_stream->z;
    QByteArray out;
    z.next_in = input(message);
    z.avail_in = count(message.size());
    do {
        const qsizetype had = out.size();
        const qsizetype room = std::max(had, std::min(BlockBytes, message.size() + 64));
        out.resize(had + room);
        z.next_out = reinterpret_cast<Bytef *>(out.data() + had);
        z.avail_out = count(room);
        ::deflate(&z, Z_SYNC_FLUSH);
        out.resize(had + room - qsizetype(z.avail_out));
    } while (z.avail_out == 0);
    out.chop(Tail.size());
    if (m_takeover == ContextTakeover::Drop)
        deflateReset(&z);
    return out;
}

} // namespace phx::websocket
