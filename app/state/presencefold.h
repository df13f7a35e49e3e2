// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/state/presencestate.h"
#include "server/tap/tapevent.h"

#include <QJsonObject>

#include <chrono>

namespace phx::app {

struct PresenceLimits
{
    qsizetype maxTopics = 200; //!< the one that changed least lately goes beyond
    qsizetype maxKeys =
        2'000; //!< of a topic; gone ones make room first, then new ones are left out
    qsizetype maxMetas = 100; //!< of a key; gone ones make room first, then the oldest
    qsizetype maxLog = 500; //!< of a topic
    qsizetype maxPayloadBytes = 1024 * 1024; //!< larger messages are not looked at
};

//! \brief Reconstructs presences from what was sent: a fold over the events (protocol.md §6.3).
//!
//! Messages may be seen more than once (each node tells its own subscribers): refs are unique, so
//! that changes nothing. Threads: capture thread only.
class PresenceFold
{
public:
    //! A key that was away for less than this flaps: a page that reloads, a network that is bad.
    static constexpr std::chrono::seconds FlapWindow {10};

    explicit PresenceFold(PresenceLimits limits = {})
        : m_limits(limits)
    { }

    //! \return whether something changed
    bool fold(const tap::TapEvent &event);
    [[nodiscard]] const PresenceTopics &topics() const { return m_topics; }

private:
    void foldState(const QJsonObject &state, const tap::TapEvent &event);
    void foldDiff(const QJsonObject &diff, const tap::TapEvent &event);
    void everybodyLeft(const tap::TapEvent &event);
    PresenceTopic &topic(const tap::TapEvent &event);
    PresenceKey *key(PresenceTopic &topic, const QString &name);
    void joined(PresenceTopic &topic, const QString &name, const QJsonObject &meta,
                const tap::TapEvent &event);
    void left(PresenceTopic &topic, PresenceKey &key, PresenceMeta &meta,
              const tap::TapEvent &event);
    void log(PresenceTopic &topic, PresenceChangeEntry::Kind kind, const PresenceKey &key,
             const QString &ref, const tap::TapEvent &event);

    PresenceLimits m_limits;
    PresenceTopics m_topics;
    bool m_isChanged = false;
};

} // namespace phx::app
