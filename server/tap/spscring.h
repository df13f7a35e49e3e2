// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <bit>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace phx::tap {

//! \brief A bounded queue from one thread to one other, without locks: neither side ever waits.
//!
//! Each side keeps a copy of the other's index and reads the shared one only when the copy says
//! full or empty, so the cache line travels seldom. A slot holds an object only while it is queued.
//! Threads: hasRoom() and push() in one thread, popAll() in one other; made and destroyed while
//! neither runs.
template<class T>
class SpscRing
{
public:
    //! \param capacity slots; rounded up to a power of two, at least 2
    explicit SpscRing(std::size_t capacity)
        : m_mask(std::bit_ceil(capacity < 2 ? std::size_t {2} : capacity) - 1)
        , m_slots(std::allocator<T> {}.allocate(m_mask + 1))
    { }

    ~SpscRing()
    {
        const std::size_t tail = m_tail.load(std::memory_order_acquire);
        for (std::size_t at = m_head.load(std::memory_order_relaxed); at != tail; ++at)
            std::destroy_at(slot(at));
        std::allocator<T> {}.deallocate(m_slots, m_mask + 1);
    }

    SpscRing(const SpscRing &) = delete;
    SpscRing &operator=(const SpscRing &) = delete;

    [[nodiscard]] std::size_t capacity() const { return m_mask + 1; }

    //! Whether the next push() will succeed. Stays true until then, since the reader only frees.
    [[nodiscard]] bool hasRoom()
    {
        const std::size_t tail = m_tail.load(std::memory_order_relaxed);
        if (tail - m_knownHead <= m_mask)
            return true;
        m_knownHead = m_head.load(std::memory_order_acquire);
        return tail - m_knownHead <= m_mask;
    }

    //! \return false, and `value` untouched, if the ring is full
    [[nodiscard]] bool push(T &&value)
    {
        if (!hasRoom())
            return false;
        const std::size_t tail = m_tail.load(std::memory_order_relaxed);
        std::construct_at(slot(tail), std::move(value));
        m_tail.store(tail + 1, std::memory_order_release);
        return true;
    }

    //! Appends all that is queued at this moment, oldest first. \return how many
    std::size_t popAll(std::vector<T> &out)
    {
        const std::size_t tail = m_tail.load(std::memory_order_acquire);
        std::size_t head = m_head.load(std::memory_order_relaxed);
        const std::size_t count = tail - head;
        out.reserve(out.size() + count);
        for (; head != tail; ++head) {
            out.push_back(std::move(*slot(head)));
            std::destroy_at(slot(head));
            // Freed one by one: a writer that is faster than the reader finds room sooner.
            m_head.store(head + 1, std::memory_order_release);
        }
        return count;
    }

private:
    //! Indices grow for ever and wrap with the type; the slot is their low bits.
    [[nodiscard]] T *slot(std::size_t index) const { return m_slots + (index & m_mask); }

    static constexpr std::size_t CacheLine =
        64; // bytes; a line written by both sides would be fought over

    const std::size_t m_mask;
    T *const m_slots; //!< raw memory, owned
    alignas(CacheLine) std::atomic<std::size_t> m_tail {0}; //!< next slot to write
    std::size_t m_knownHead = 0; //!< the writer's copy
    alignas(CacheLine) std::atomic<std::size_t> m_head {0}; //!< next slot to read
};

} // namespace phx::tap
