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

void OutboundQueue::append(const SharedBytes &bytes)
{
    if (bytes.size() == 0)
        return;
    const bool isFirst = m_size == 0;
    m_size += bytes.size();
    if (!isFirst && m_chunks.back().extend(bytes))
        return;
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
    m_size = 0;
}

std::size_t OutboundQueue::describe(iovec *vectors, std::size_t count) const
{
    const std::size_t used = std::min(count, std::size_t(m_chunks.size() - m_first));
    for (std::size_t i = 0; i < used; ++i) {
        const SharedBytes &chunk = m_chunks[m_first + qsizetype(i)];
        // writev() takes pointers to bytes that it will not change.
        vectors[i].iov_base = const_cast<char *>(chunk.data());
        vectors[i].iov_len = static_cast<std::size_t>(chunk.size());
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
    while (bytes >= m_chunks[m_first].size()) {
        bytes -= m_chunks[m_first].size();
        m_chunks[m_first] = {};
        ++m_first;
    }
    m_chunks[m_first].dropFirst(bytes);
    // The gone chunks are empty; drop their places once they are the larger part.
    if (m_first > 64 && m_first * 2 > m_chunks.size()) {
        m_chunks.erase(m_chunks.begin(), m_chunks.begin() + m_first);
        m_first = 0;
    }
}

} // namespace phx::server
