// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
// From terms that nobody has checked to messages of trackers.
#include "server/presence/trackerterms.h"

#include <limits>

namespace phx::server::trackerterms {

using protocol::EtfTerm;

namespace {

//! Clocks above are refused: a following one must still fit.
constexpr qint64 MaxClock = std::numeric_limits<qint64>::max() / 2;
constexpr qsizetype MaxNameBytes = 1'024;

class Reader
{
public:
    explicit Reader(const Limits &limits)
        : m_limits(limits)
    { }

    [[nodiscard]] const QString &sentence() const { return m_sentence; }

    bool read(const EtfTerm &term, TrackerMessage &message)
    {
        const QList<EtfTerm> &items = term.items();
        if (term.kind() != EtfTerm::Kind::Tuple || items.size() < 3 || !items.at(0).isAtom("pub"))
            return fail(QStringLiteral("it is no tuple {pub, …}"));
        const EtfTerm &name = items.at(1);
        if (name.isAtom("heartbeat") && items.size() == 5)
            return readHeartbeat(items, message);
        if (name.isAtom("transfer_req") && items.size() == 5)
            return readRequest(items, message);
        if (name.isAtom("transfer_ack") && items.size() == 5)
            return readAnswer(items, message);
        if (name.isAtom("graceful_permdown") && items.size() == 3) {
            TrackerPermdown permdown;
            if (!readRef(items.at(2), permdown.from))
                return false;
            message = permdown;
            return true;
        }
        return fail(QStringLiteral("its kind is unknown"));
    }

private:
    bool fail(const QString &what)
    {
        m_sentence = QStringLiteral("A message of the presence tracker was refused: %1.").arg(what);
        return false;
    }

    bool readHeartbeat(const QList<EtfTerm> &items, TrackerMessage &message)
    {
        TrackerHeartbeat heartbeat;
        if (!readRef(items.at(2), heartbeat.from) || !readClock(items.at(4), heartbeat.clock))
            return false;
        if (!items.at(3).isAtom("empty")) {
            TrackerDelta delta;
            if (!readState(items.at(3), delta))
                return false;
            if (delta.isWhole)
                return fail(QStringLiteral("its delta is a whole state"));
            heartbeat.delta = std::move(delta);
        }
        message = std::move(heartbeat);
        return true;
    }

    bool readRequest(const QList<EtfTerm> &items, TrackerMessage &message)
    {
        TrackerTransferRequest request {.ref = items.at(2)};
        if (!readRef(items.at(3), request.from) || !readClock(items.at(4), request.clock))
            return false;
        message = std::move(request);
        return true;
    }

    bool readAnswer(const QList<EtfTerm> &items, TrackerMessage &message)
    {
        TrackerTransferAnswer answer {.ref = items.at(2)};
        if (!readRef(items.at(3), answer.from))
            return false;
        const EtfTerm &state = items.at(4);
        const bool isWhole = state.isTuple(2);
        if (!readState(isWhole ? state.items().at(0) : state, answer.state))
            return false;
        if (answer.state.isWhole != isWhole)
            return fail(QStringLiteral("its state has the wrong mode"));
        if (isWhole && !readValues(state.items().at(1), answer.state.values))
            return false;
        message = std::move(answer);
        return true;
    }

    bool readRef(const EtfTerm &term, TrackerReplicaRef &ref)
    {
        if (!term.isTuple(2) || term.items().at(1).kind() != EtfTerm::Kind::Integer)
            return fail(QStringLiteral("a replica is not {name, vsn}"));
        ref = {.name = term.items().at(0), .vsn = term.items().at(1).toInteger()};
        const bool isName =
            ref.name.kind() == EtfTerm::Kind::Atom || ref.name.kind() == EtfTerm::Kind::Binary;
        if (!isName || ref.name.bytes().isEmpty() || ref.name.bytes().size() > MaxNameBytes)
            return fail(QStringLiteral("the name of a replica is no short text"));
        return true;
    }

    bool readId(const EtfTerm &term, TrackerReplicaId &id)
    {
        TrackerReplicaRef ref;
        if (!readRef(term, ref))
            return false;
        id = ref.id();
        return true;
    }

    bool readCount(const EtfTerm &term, qint64 &clock)
    {
        clock = term.toInteger();
        return (term.kind() == EtfTerm::Kind::Integer && clock >= 0 && clock <= MaxClock)
            || fail(QStringLiteral("a clock is not a number from 0 on"));
    }

    bool readTag(const EtfTerm &term, TrackerTag &tag)
    {
        if (!term.isTuple(2))
            return fail(QStringLiteral("a tag is not {replica, clock}"));
        return readId(term.items().at(0), tag.replica) && readCount(term.items().at(1), tag.clock);
    }

    bool readContext(const EtfTerm &term, TrackerContext &context)
    {
        if (term.kind() != EtfTerm::Kind::Map)
            return fail(QStringLiteral("a context is no map"));
        if (term.items().size() / 2 > m_limits.maxReplicas)
            return fail(
                QStringLiteral("a context has more than %1 replicas").arg(m_limits.maxReplicas));
        for (qsizetype i = 0; i + 1 < term.items().size(); i += 2) {
            TrackerReplicaId id;
            qint64 clock = 0;
            if (!readId(term.items().at(i), id) || !readCount(term.items().at(i + 1), clock))
                return false;
            context[id] = clock;
        }
        return true;
    }

    bool readClock(const EtfTerm &term, TrackerClock &clock)
    {
        if (!term.isTuple(2))
            return fail(QStringLiteral("its clocks are not {replica, clocks}"));
        return readId(term.items().at(0), clock.replica)
            && readContext(term.items().at(1), clock.context);
    }

    bool readClouds(const EtfTerm &term, TrackerClouds &clouds)
    {
        if (term.kind() != EtfTerm::Kind::Map)
            return fail(QStringLiteral("its clouds are no map"));
        qsizetype count = 0;
        for (qsizetype i = 0; i + 1 < term.items().size(); i += 2) {
            TrackerReplicaId id;
            if (!readId(term.items().at(i), id))
                return false;
            const EtfTerm *members = term.items().at(i + 1).find("map");
            if (members == nullptr || members->kind() != EtfTerm::Kind::Map)
                return fail(QStringLiteral("a cloud is no MapSet"));
            count += members->items().size() / 2;
            if (count > m_limits.maxClouded || clouds.size() >= size_t(m_limits.maxReplicas))
                return fail(QStringLiteral("its clouds are too large"));
            if (!readCloud(*members, id, clouds[id]))
                return false;
        }
        return true;
    }

    bool readCloud(const EtfTerm &members, const TrackerReplicaId &id, std::set<qint64> &cloud)
    {
        for (qsizetype i = 0; i + 1 < members.items().size(); i += 2) {
            TrackerTag tag;
            if (!readTag(members.items().at(i), tag))
                return false;
            if (tag.replica != id)
                return fail(QStringLiteral("a cloud holds a change of another replica"));
            cloud.insert(tag.clock);
        }
        return true;
    }

    bool readValues(const EtfTerm &term, TrackerValues &values)
    {
        if (term.kind() != EtfTerm::Kind::Map)
            return fail(QStringLiteral("its values are no map"));
        if (term.items().size() / 2 > m_limits.maxValues)
            return fail(QStringLiteral("it has more than %1 values").arg(m_limits.maxValues));
        for (qsizetype i = 0; i + 1 < term.items().size(); i += 2) {
            TrackerTag tag;
            if (!readTag(term.items().at(i), tag))
                return false;
            const EtfTerm &value = term.items().at(i + 1);
            if (!value.isTuple(4) || value.items().at(1).kind() != EtfTerm::Kind::Binary)
                return fail(QStringLiteral("a value is not {pid, topic, key, meta}"));
            const QList<EtfTerm> &parts = value.items();
            values[tag] = {.pid = parts.at(0),
                           .topic = parts.at(1).bytes(),
                           .key = parts.at(2),
                           .meta = parts.at(3)};
        }
        return true;
    }

    //! A delta with its values; of a whole state they stand beside it.
    bool readState(const EtfTerm &term, TrackerDelta &delta)
    {
        const EtfTerm *mode = term.find("mode");
        const EtfTerm *replica = term.find("replica");
        const EtfTerm *context = term.find("context");
        const EtfTerm *clouds = term.find("clouds");
        const EtfTerm *values = term.find("values");
        const EtfTerm *range = term.find("range");
        if (mode == nullptr || replica == nullptr || context == nullptr || clouds == nullptr
            || values == nullptr || range == nullptr || !range->isTuple(2))
            return fail(QStringLiteral("its state is no Phoenix.Tracker.State"));
        if (!mode->isAtom("normal") && !mode->isAtom("delta"))
            return fail(QStringLiteral("its state has an unknown mode"));
        delta.isWhole = mode->isAtom("normal");
        return readId(*replica, delta.replica) && readContext(*context, delta.context)
            && readClouds(*clouds, delta.clouds) && readContext(range->items().at(0), delta.start)
            && readContext(range->items().at(1), delta.end)
            && (delta.isWhole || readValues(*values, delta.values));
    }

    Limits m_limits;
    QString m_sentence;
};

} // namespace

Result<TrackerMessage, QString> fromTerm(const EtfTerm &term, const Limits &limits)
{
    Reader reader(limits);
    TrackerMessage message;
    if (!reader.read(term, message))
        return reader.sentence();
    return message;
}

} // namespace phx::server::trackerterms
