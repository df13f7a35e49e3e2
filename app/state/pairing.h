// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/tap/tapevent.h"

#include <QByteArray>
#include <QHash>

#include <list>
#include <vector>

namespace phx::app {

struct PairingLimits
{
    qsizetype maxOpenRequests = 65'536; //!< without a reply; the oldest is forgotten beyond
    qsizetype maxTopicsPerConnection = 10'000; //!< that were ever joined; any is forgotten beyond
    std::size_t maxJoinsPerTopic = 16; //!< generations that are still told apart
};

//! What one event means in its conversation. Zero and -1 as in MessageRow.
struct RowFacts
{
    int generation = 0;
    bool superseded = false;
    quint64 pairSequence = 0; //!< on a reply: its request. The request's row gets the reply's.
    qint64 rttUs = -1; //!< on a reply; holds for both rows
};

//! \brief Tells which reply belongs to which request, and which join a message belongs to.
//!
//! A reply answers the latest request of the same connection, topic and ref (protocol.md §2.1). A
//! generation begins with each join of a topic on a connection; a join without join_ref is known by
//! its ref (protocol.md §4). A fold over the events in the order of their sequence.
//! Threads: capture thread only.
class Pairing
{
public:
    explicit Pairing(PairingLimits limits = {});

    RowFacts fold(const tap::TapEvent &event);

    //! Forgets what waits for a reply: those rows are not in the file.
    void forgetRequests();
    //! Requests and topics forgotten because of the limits.
    [[nodiscard]] quint64 forgotten() const { return m_forgotten; }

private:
    struct RequestKey
    {
        quint64 connection = 0;
        QByteArray topic {};
        QByteArray ref {};

        friend bool operator==(const RequestKey &, const RequestKey &) = default;
        friend size_t qHash(const RequestKey &key, size_t seed = 0)
        {
            return qHashMulti(seed, key.connection, key.topic, key.ref);
        }
    };
    struct OpenRequest
    {
        RequestKey key {};
        quint64 sequence = 0;
        qint64 timeUs = 0;
    };
    struct Join
    {
        QByteArray joinRef {};
        int generation = 0;
    };
    using OpenRequests = std::list<OpenRequest>;
    using Joins = std::vector<Join>;

    void openRequest(const tap::TapEvent &event);
    void answer(const tap::TapEvent &event, RowFacts &facts);
    void beginJoin(const tap::TapEvent &event);
    [[nodiscard]] const Joins *joinsOf(const tap::TapEvent &event) const;
    [[nodiscard]] RowFacts belongsTo(const tap::TapEvent &event) const;

    PairingLimits m_limits;
    OpenRequests m_open; //!< oldest first
    QHash<RequestKey, OpenRequests::iterator> m_openByKey;
    QHash<quint64, QHash<QByteArray, Joins>> m_joins; //!< by connection and topic, latest last
    quint64 m_forgotten = 0;
};

} // namespace phx::app
