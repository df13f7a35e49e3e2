// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/presence/trackerstate.h"

#include <QList>

#include <optional>
#include <vector>

namespace phx::server {

//! \brief The last changes, joined up to several sizes, so that a replica that missed a few gets a
//! few and not the whole state.
//!
//! Source: phoenix_pubsub lib/phoenix/tracker/delta_generation.ex. Pure; one thread.
class DeltaGenerations
{
public:
    //! \param maxSizes of each generation (TrackerDelta::size()), ascending
    explicit DeltaGenerations(QList<qsizetype> maxSizes)
        : m_maxSizes(std::move(maxSizes))
    { }

    //! \param own the delta of the own state, from which the first generation grows
    void push(const TrackerDelta &own, const TrackerDelta &delta);
    //! A whole state was merged: the changes of before lead nowhere.
    void clear() { m_generations.clear(); }
    void removeReplica(const TrackerReplicaId &replica);

    //! The smallest generation that brings somebody with this context further; nullopt: none does,
    //! the whole state has to.
    [[nodiscard]] std::optional<TrackerDelta> extract(const TrackerContext &known) const;

private:
    QList<qsizetype> m_maxSizes;
    std::vector<TrackerDelta> m_generations;
};

} // namespace phx::server
