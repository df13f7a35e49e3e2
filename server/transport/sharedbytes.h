// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace phx::server {

//! \brief A slice of bytes that several queues hold and that never changes while they do.
class SharedBytes
{
public:
    SharedBytes() = default;
    //! All of it, shared.
    SharedBytes(const QByteArray &bytes)
        : SharedBytes(bytes, bytes.constData(), bytes.size())
    { }
    //! \param block keeps the slice alive
    SharedBytes(const QByteArray &block, const char *begin, qsizetype size)
        : m_block(block)
        , m_begin(begin)
        , m_size(size)
    { }

    [[nodiscard]] const char *data() const { return m_begin; }
    [[nodiscard]] qsizetype size() const { return m_size; }

    //! Takes `next` in without a copy, if it lies directly behind. \return whether it does
    bool extend(const SharedBytes &next);
    //! Copies: what others hold stays as it is.
    void append(const SharedBytes &next);
    //! \param count at most size()
    void dropFirst(qsizetype count);

private:
    QByteArray m_block;
    const char *m_begin = nullptr;
    qsizetype m_size = 0;
};

//! \brief Lays small pieces side by side, so that whoever gets several in a row sends them as one.
//!
//! A piece of the turn that all have sent makes room for the next: in step with its readers it
//! needs one block. Threads: one, that of all who hold its slices.
class SharedBytesWriter
{
public:
    static constexpr qsizetype BlockBytes = 16 * 1024;
    static constexpr qsizetype LargeBytes = 4 * 1024; //!< from here on a piece is its own block

    [[nodiscard]] SharedBytes write(const QByteArray &bytes);

private:
    QByteArray m_block;
    char *m_data = nullptr; //!< of the block; what is written once is not written again
    qsizetype m_used = 0;
};

} // namespace phx::server
