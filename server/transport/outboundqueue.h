// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/transport/sharedbytes.h"

#include <QVarLengthArray>

struct iovec;

namespace phx::server {

//! \brief Bytes waiting for one peer, in order.
//!
//! Pieces are shared with whoever else sends the same bytes, and one that lies behind the last
//! joins it: the broadcasts of a turn cost no allocation and no copy per peer. Only small pieces
//! that are neither among the first few nor in line are gathered. Unbounded by itself: its owner
//! looks at size(). Holds no memory when empty.
class OutboundQueue
{
public:
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }
    [[nodiscard]] qsizetype size() const { return m_size; }

    void append(const SharedBytes &bytes);
    void clear();

    //! Describes the first bytes for writev(). \return how many of the vectors are used
    std::size_t describe(iovec *vectors, std::size_t count) const;
    //! The peer's kernel has taken the first bytes. \param bytes at most size()
    void drop(qsizetype bytes);

private:
    static constexpr qsizetype SharedChunks = 4; //!< more than them are gathered if small

    QVarLengthArray<SharedBytes, SharedChunks> m_chunks;
    qsizetype m_first = 0; //!< chunks before it are gone
    qsizetype m_size = 0;
    bool m_lastIsSmall = false; //!< the last chunk may grow
};

} // namespace phx::server
