// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/presence/presencetracker.h"
#include "server/script/scriptwire.h"

#include <QHash>

#include <deque>
#include <functional>

namespace phx::server {

//! \brief Presence diffs that wait for the fetch() of a script module, in their order.
//!
//! A topic's diffs are fetched while a channel of a module with fetch() is on it. What cannot be
//! fetched (the helper is gone, fetch throws) goes out as it is. Threads: the server thread.
class ScriptPresence final : public PresenceFetcher
{
public:
    //! \return false: the helper does not take it
    using SendFunction = std::function<bool(const script::Frame &frame)>;

    explicit ScriptPresence(SendFunction send)
        : m_send(std::move(send))
    { }

    //! A channel of a module with fetch() has joined. \param tracker of the node, always the same
    void add(quint64 channel, const QByteArray &topic, PresenceTracker &tracker);
    //! It has ended; fine also if it was not added.
    void remove(quint64 channel);

    [[nodiscard]] bool fetchLater(const QByteArray &topic, const PresenceSides &sides) override;
    //! The helper's answer. \return why the diff went out as it was, or empty
    QString handleFetched(const script::Frame &frame);
    //! The helper has ended, and with it every channel: what waits goes out as it is.
    void reset();

private:
    struct Waiting
    {
        quint64 number = 0;
        QByteArray topic {};
        PresenceSides sides {};
    };

    //! Announces what waits, as it is.
    void giveUp();

    SendFunction m_send;
    PresenceTracker *m_tracker = nullptr; //!< not owned; null until a channel was added
    QHash<QByteArray, QList<quint64>> m_channels; //!< by topic; the newest last
    QHash<quint64, QByteArray> m_topics; //!< by channel
    std::deque<Waiting> m_waiting; //!< bounded by the bytes that may wait for the helper
    quint64 m_lastNumber = 0;
};

} // namespace phx::server
