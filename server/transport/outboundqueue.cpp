// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/outboundqueue.h"

#include <algorithm>
#include <sys/uio.h>

namespace phx::server {

namespace {

constexpr qsizetype GatherBelow = 4 * 1024; //!< copying more costs more than a vector of its own
constexpr qsizetype GatheredChunk = 32 * 1024;

} // namespace

void OutboundQueue::append(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return;
    m_size += bytes.size();
    const bool isSmall = bytes.size() < GatherBelow;
    const bool isGathered = isSmall && m_lastIsSmall && m_chunks.size() - m_first >= SharedChunks
        && m_chunks.back().size() + bytes.size() <= GatheredChunk;
    if (isGathered)
        m_chunks.back().append(bytes);
    else
        m_chunks.push_back(bytes);
    m_lastIsSmall = isSmall;
}

void OutboundQueue::clear()
{
    m_chunks.clear();
    // Back to the places inside.
    if (m_chunks.capacity() > SharedChunks)
        m_chunks.squeeze();
    m_first = 0;
    m_offset = 0;
    m_size = 0;
}

std::size_t OutboundQueue::describe(iovec *vectors, std::size_t count) const
{
    const std::size_t used = std::min(count, std::size_t(m_chunks.size() - m_first));
    for (std::size_t i = 0; i < used; ++i) {
        const QByteArray &chunk = m_chunks[m_first + qsizetype(i)];
        const qsizetype skip = i == 0 ? m_offset : 0;
        // writev() takes pointers to bytes that it will not change.
        vectors[i].iov_base = const_cast<char *>(chunk.constData() + skip);
        vectors[i].iov_len = static_cast<std::size_t>(chunk.size() - skip);
    }
    return used;
}

void OutboundQueue::drop(qsizetype bytes)
{
    m_size -= bytes;
    if (m_size <= 0) {
        clear();
        return;
    }
    m_offset += bytes;
    while (m_offset >= m_chunks[m_first].size()) {
        m_offset -= m_chunks[m_first].size();
        m_chunks[m_first].clear();
        ++m_first;
    }
    // The gone chunks are empty; drop their places once they are the larger part.
    if (m_first > 64 && m_first * 2 > m_chunks.size()) {
        m_chunks.erase(m_chunks.begin(), m_chunks.begin() + m_first);
        m_first = 0;
    }
}

} // namespace phx::server
