// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QMetaType>
#include <QString>

#include <functional>
#include <optional>

namespace phx::server {

//! One channel's presence under one key.
struct PresenceEntry
{
    quint64 owner = 0;
    QString key {};
    QJsonObject meta {}; //!< with phx_ref and, after an update, phx_ref_prev
};

//! What changed on a topic, for the trackers of the other nodes.
struct PresenceChange
{
    QByteArray topic {};
    QList<PresenceEntry> joins {};
    QList<PresenceEntry> leaves {};
};

//! The two sides of a diff, each {key: {"metas":[…]}}, perhaps with more beside the metas.
struct PresenceSides
{
    QJsonObject joins {};
    QJsonObject leaves {};
};

//! \brief The fetch hook of Phoenix.Presence where it runs in another process and answers later.
class PresenceFetcher
{
public:
    virtual ~PresenceFetcher() = default;

    //! Takes a diff over and gives it to PresenceTracker::announceFetched() once, in the order of
    //! the calls. \return false: it cannot, and the diff goes out as it is
    [[nodiscard]] virtual bool fetchLater(const QByteArray &topic, const PresenceSides &sides) = 0;
};

//! \brief Who is on a topic, by key and metas: the tracker of Phoenix.Presence.
//!
//! Every change yields one `presence_diff` for the topic, given to the diff function at once. The
//! nodes of a process start and end together and owners are unique in it, so a node needs no state
//! of the others but their changes, in the order of each node; TrackerReplica is for machines.
//! Order of metas: by owner number (as Phoenix orders by process), then by key.
//! Sources: phoenix lib/phoenix/presence.ex, phoenix_pubsub lib/phoenix/tracker; protocol.md §6.1.
//! Threads: one server thread.
class PresenceTracker
{
public:
    //! \param payload {"joins":{…},"leaves":{…}}
    using DiffFunction = std::function<void(const QByteArray &topic, const QJsonObject &payload)>;

    //! Told of the changes made here, not of applied ones.
    using ReplicateFunction = std::function<void(const PresenceChange &change)>;

    //! The fetch hook of Phoenix.Presence: gets {key: {"metas":[…]}}, perhaps empty, and returns it
    //! with more beside the metas. Keys that it adds are dropped, metas that it leaves out are
    //! kept.
    using FetchFunction =
        std::function<QJsonObject(const QByteArray &topic, const QJsonObject &presences)>;

    explicit PresenceTracker(DiffFunction onDiff = {}, ReplicateFunction onChange = {});

    //! Called once for each side of each diff and for each list.
    void setFetch(FetchFunction fetch) { m_fetch = std::move(fetch); }
    //! Another process fetches for the diffs of this topic. \param fetcher not owned, outlives the
    //! tracker's last change; null: no longer
    void setFetcher(const QByteArray &topic, PresenceFetcher *fetcher);
    //! What a PresenceFetcher made of the sides that it got.
    void announceFetched(const QByteArray &topic, const PresenceSides &sides) const;
    //! What was fetched for the presences, with their keys and at least their metas.
    static QJsonObject withFetched(const QJsonObject &presences, const QJsonObject &fetched);

    enum class Error : quint8 { AlreadyTracked, NoPresence };
    struct Outcome
    {
        QString ref {}; //!< the new phx_ref if it worked
        std::optional<Error> error {}; //!< else why not
    };

    //! \param owner number of the channel (ChannelContext::instanceId()); its end untracks it
    Outcome track(quint64 owner, const QByteArray &topic, const QString &key,
                  const QJsonObject &meta);
    //! Replaces the meta; the diff has the new one in joins (with phx_ref_prev) and the old in
    //! leaves.
    Outcome update(quint64 owner, const QByteArray &topic, const QString &key,
                   const QJsonObject &meta);
    //! Fine also if not tracked.
    void untrack(quint64 owner, const QByteArray &topic, const QString &key);
    //! The owner has ended: one diff per topic.
    void untrackAll(quint64 owner);

    //! A change that another node made.
    void apply(const PresenceChange &change);

    //! {key: {"metas":[…]}}, with what setFetch()'s hook adds.
    [[nodiscard]] QJsonObject list(const QByteArray &topic) const;

private:
    using Entry = PresenceEntry;

    [[nodiscard]] QString newRef();
    //! Order of a topic's entries: owner, then key.
    [[nodiscard]] static bool isBefore(const Entry &a, const Entry &b);
    void publish(const PresenceChange &change) const;
    void announce(const PresenceChange &change) const;
    [[nodiscard]] QJsonObject fetched(const QByteArray &topic, const QJsonObject &presences) const;
    void forget(quint64 owner, const QByteArray &topic);

    DiffFunction m_onDiff;
    ReplicateFunction m_onChange;
    FetchFunction m_fetch;
    QHash<QByteArray, PresenceFetcher *> m_fetchers; //!< by topic
    QHash<QByteArray, QList<Entry>> m_topics; //!< sorted by owner, then key
    QHash<quint64, QList<QByteArray>> m_topicsOfOwner; //!< so that an owner's end is cheap
    quint16 m_nodeHash = 0; //!< of this tracker, within its refs
    quint32 m_uniqueRef = 0;
};

} // namespace phx::server

Q_DECLARE_METATYPE(phx::server::PresenceChange)
