// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/sharedbytes.h"

#include <cstring>

namespace phx::server {

bool SharedBytes::extend(const SharedBytes &next)
{
    if (m_begin + m_size != next.m_begin || m_block.constData() != next.m_block.constData())
        return false;
    m_size += next.m_size;
    return true;
}

void SharedBytes::append(const SharedBytes &next)
{
    const bool isOwn =
        m_block.isDetached() && m_begin + m_size == m_block.constData() + m_block.size();
    const qsizetype skip = isOwn ? m_begin - m_block.constData() : 0;
    if (!isOwn)
        m_block = QByteArray(m_begin, m_size);
    m_block.append(next.m_begin, next.m_size);
    m_begin = m_block.constData() + skip;
    m_size += next.m_size;
}

void SharedBytes::dropFirst(qsizetype count)
{
    m_begin += count;
    m_size -= count;
}

SharedBytes SharedBytesWriter::write(const QByteArray &bytes)
{
    if (bytes.size() >= LargeBytes)
        return bytes;
    if (m_data != nullptr && m_block.isDetached())
        m_used = 0;
    if (m_data == nullptr || bytes.size() > BlockBytes - m_used) {
        m_block = QByteArray(BlockBytes, Qt::Uninitialized);
        m_data = m_block.data();
        m_used = 0;
    }
    char *begin = m_data + m_used;
    std::memcpy(begin, bytes.constData(), static_cast<std::size_t>(bytes.size()));
    m_used += bytes.size();
    return {m_block, begin, bytes.size()};
}

} // namespace phx::server
