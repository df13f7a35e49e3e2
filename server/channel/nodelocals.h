// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channel/turnqueue.h"
#include "server/tap/tap.h"

#include <memory>
#include <unordered_map>

namespace phx::server {

//! Something that a node keeps for the code of its sockets and channels: a link to a helper
//! program, a cache. Lives in the node's thread.
class NodeLocal
{
public:
    virtual ~NodeLocal() = default;
};

//! \brief The NodeLocals of one node, each made at first use and gone with the node.
//!
//! They outlive the node's sockets; the node's pubsub and presences outlive them.
//! Threads: one server thread.
class NodeLocals
{
public:
    //! \param turns, tap of the node, not owned; tap may be null
    NodeLocals(TurnQueue &turns, tap::Tap *tap)
        : m_turns(turns)
        , m_tap(tap)
    { }

    [[nodiscard]] TurnQueue &turns() const { return m_turns; }
    [[nodiscard]] tap::Tap *tap() const { return m_tap; }

    //! \param key names it and its type: always the same T for the same key
    //! \param make called without arguments at the first use, returns a unique_ptr<T>
    template<class T, class Make>
    T &get(const void *key, Make make)
    {
        std::unique_ptr<NodeLocal> &slot = m_locals[key];
        if (!slot)
            slot = make();
        return static_cast<T &>(*slot);
    }

private:
    TurnQueue &m_turns;
    tap::Tap *m_tap = nullptr;
    std::unordered_map<const void *, std::unique_ptr<NodeLocal>> m_locals;
};

} // namespace phx::server
