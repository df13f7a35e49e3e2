// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

namespace phx::app {

//! One presence under a key. Those that have left stay for a while ("dead view").
struct PresenceMeta
{
    QString ref {}; //!< phx_ref
    QString previousRef {}; //!< phx_ref_prev; empty: never updated
    QByteArray json {}; //!< the meta without its refs, compact
    qint64 sinceUs = 0; //!< tracked, or updated last
    qint64 leftUs = 0; //!< 0: it is here

    friend bool operator==(const PresenceMeta &, const PresenceMeta &) = default;
};

struct PresenceKey
{
    QString key {};
    QList<PresenceMeta> metas {}; //!< oldest first
    int flaps = 0; //!< how often the key had left and was back within PresenceFold::FlapWindow
    qint64 goneUs = 0; //!< when its last meta left; 0: it is here

    friend bool operator==(const PresenceKey &, const PresenceKey &) = default;
};

struct PresenceChangeEntry
{
    enum class Kind : quint8 { Joined, Updated, Left };
    Kind kind = Kind::Joined;
    bool isFlap = false;
    QString key {};
    QString ref {};
    qint64 timeUs = 0;
    quint64 sequence = 0; //!< of the row that told it

    friend bool operator==(const PresenceChangeEntry &, const PresenceChangeEntry &) = default;
};

//! \brief Who is and was on a topic, as its presence_state and presence_diff messages tell.
struct PresenceTopic
{
    QList<PresenceKey> keys {}; //!< by key
    QList<PresenceChangeEntry> log {}; //!< oldest first, the last PresenceLimits::maxLog
    qint64 changedUs = 0;

    friend bool operator==(const PresenceTopic &, const PresenceTopic &) = default;
};

using PresenceTopics = QHash<QByteArray, PresenceTopic>;

} // namespace phx::app
