// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/presence/trackerterms.h"

#include "server/protocol/etfreader.h"

#include <QHash>
#include <QtEndian>

namespace phx::server {

using protocol::Etf;
using protocol::EtfTerm;

TrackerReplicaId TrackerReplicaRef::id() const
{
    return Etf::encode(EtfTerm::tuple({name, EtfTerm::integer(vsn)}));
}

TrackerReplicaRef TrackerReplicaRef::fromId(const TrackerReplicaId &id)
{
    const auto term = Etf::decode(id);
    if (!term || !term.value().isTuple(2))
        return {};
    return {.name = term.value().items().at(0), .vsn = term.value().items().at(1).toInteger()};
}

namespace trackerterms {

namespace {

constexpr qsizetype NumberBytes = 8; //!< the last two words of our references

EtfTerm atom(const char *name)
{
    return EtfTerm::atom(name);
}

EtfTerm refTerm(const TrackerReplicaRef &ref)
{
    return EtfTerm::tuple({ref.name, EtfTerm::integer(ref.vsn)});
}

//! Makes the terms of one message; a replica's is made once.
class Writer
{
public:
    EtfTerm message(const TrackerHeartbeat &heartbeat)
    {
        return EtfTerm::tuple(
            {atom("pub"), atom("heartbeat"), refTerm(heartbeat.from),
             heartbeat.delta ? state(*heartbeat.delta, mapOf(*heartbeat.delta)) : atom("empty"),
             clock(heartbeat.clock)});
    }
    EtfTerm message(const TrackerTransferRequest &request)
    {
        return EtfTerm::tuple({atom("pub"), atom("transfer_req"), request.ref,
                               refTerm(request.from), clock(request.clock)});
    }
    EtfTerm message(const TrackerTransferAnswer &answer)
    {
        const EtfTerm values = mapOf(answer.state);
        return EtfTerm::tuple({atom("pub"), atom("transfer_ack"), answer.ref, refTerm(answer.from),
                               answer.state.isWhole
                                   ? EtfTerm::tuple({state(answer.state, atom("nil")), values})
                                   : state(answer.state, values)});
    }
    EtfTerm message(const TrackerPermdown &permdown)
    {
        return EtfTerm::tuple({atom("pub"), atom("graceful_permdown"), refTerm(permdown.from)});
    }

private:
    const EtfTerm &replica(const TrackerReplicaId &id)
    {
        auto found = m_replicas.find(id);
        if (found == m_replicas.end())
            found = m_replicas.insert(id, refTerm(TrackerReplicaRef::fromId(id)));
        return *found;
    }
    EtfTerm tag(const TrackerReplicaId &id, qint64 clock)
    {
        return EtfTerm::tuple({replica(id), EtfTerm::integer(clock)});
    }
    EtfTerm context(const TrackerContext &context)
    {
        QList<EtfTerm> items;
        for (const auto &[id, clock] : context)
            items << replica(id) << EtfTerm::integer(clock);
        return EtfTerm::map(items);
    }
    EtfTerm clock(const TrackerClock &clock)
    {
        return EtfTerm::tuple({replica(clock.replica), context(clock.context)});
    }
    EtfTerm clouds(const TrackerClouds &clouds)
    {
        QList<EtfTerm> items;
        for (const auto &[id, clocks] : clouds) {
            QList<EtfTerm> members; // a map whose values count for nothing
            for (const qint64 clock : clocks)
                members << tag(id, clock) << EtfTerm::list({});
            // Up to 1.14 sets unite only if both have the field `version`; later ones ignore it.
            items << replica(id)
                  << EtfTerm::map({atom("__struct__"), atom("Elixir.MapSet"), atom("map"),
                                   EtfTerm::map(members), atom("version"), EtfTerm::integer(2)});
        }
        return EtfTerm::map(items);
    }
    EtfTerm mapOf(const TrackerDelta &delta)
    {
        QList<EtfTerm> items;
        for (const auto &[key, value] : delta.values)
            items << tag(key.replica, key.clock)
                  << EtfTerm::tuple(
                         {value.pid, EtfTerm::binary(value.topic), value.key, value.meta});
        return EtfTerm::map(items);
    }
    //! %Phoenix.Tracker.State{}, all of its fields.
    EtfTerm state(const TrackerDelta &delta, const EtfTerm &values)
    {
        return EtfTerm::map(
            {atom("__struct__"), atom("Elixir.Phoenix.Tracker.State"), //
             atom("replica"),    replica(delta.replica), //
             atom("context"),    context(delta.context), //
             atom("clouds"),     clouds(delta.clouds), //
             atom("values"),     values, //
             atom("pids"),       atom("nil"), //
             atom("mode"),       atom(delta.isWhole ? "normal" : "delta"), //
             atom("delta"),      atom("unset"), //
             atom("replicas"),   EtfTerm::map({}), //
             atom("range"),      EtfTerm::tuple({context(delta.start), context(delta.end)})});
    }

    QHash<TrackerReplicaId, EtfTerm> m_replicas;
};

template<class T>
void append(QByteArray &out, T value)
{
    const T swapped = qToBigEndian(value);
    out.append(reinterpret_cast<const char *>(&swapped), qsizetype(sizeof(T)));
}

//! Without the version byte.
QByteArray encodedAtom(const QByteArray &name)
{
    return Etf::encode(EtfTerm::atom(name)).mid(1);
}

} // namespace

EtfTerm toTerm(const TrackerMessage &message)
{
    return std::visit([](const auto &one) { return Writer().message(one); }, message);
}

EtfTerm pidOf(const QByteArray &nodeName, quint64 owner, quint32 creation)
{
    constexpr int IdBits = 15;
    QByteArray bytes(1, protocol::etftag::NewPid);
    bytes += encodedAtom(nodeName);
    append(bytes, quint32(owner & ((1U << IdBits) - 1)));
    append(bytes, quint32(owner >> IdBits));
    append(bytes, creation);
    return EtfTerm::opaque(bytes);
}

EtfTerm referenceOf(const QByteArray &nodeName, quint64 number, quint32 creation)
{
    QByteArray bytes(1, protocol::etftag::NewerReference);
    append(bytes, quint16(3)); // words
    bytes += encodedAtom(nodeName);
    append(bytes, creation);
    append(bytes, quint32(0)); // of this word only 18 bits count
    append(bytes, number);
    return EtfTerm::opaque(bytes);
}

quint64 numberOf(const EtfTerm &reference)
{
    const QByteArray &bytes = reference.bytes();
    if (reference.kind() != EtfTerm::Kind::Opaque || bytes.size() < NumberBytes
        || bytes.front() != protocol::etftag::NewerReference)
        return 0;
    return qFromBigEndian<quint64>(bytes.constData() + bytes.size() - NumberBytes);
}

} // namespace trackerterms

} // namespace phx::server
