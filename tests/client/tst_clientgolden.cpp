// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/events.h"
#include "server/protocol/jsonscanner.h"
#include "tests/client/clientfixture.h"
#include "tests/golden/transcript.h"
#include "tests/support/testcase.h"

#include <array>
#include <map>

namespace phx::test {

using client::Channel;
using protocol::Frame;
using protocol::JsonScanner;
using protocol::Message;
using protocol::Opcode;
using protocol::Payload;
using protocol::Serializer;
using protocol::ServerMessage;
using protocol::WireValue;
namespace events = protocol::events;

namespace {

Frame frameOf(const TranscriptLine &line)
{
    return {line.text("type") == "binary" ? Opcode::Binary : Opcode::Text, line.frameBytes()};
}

} // namespace

//! \brief One client of a recorded conversation, done by the library.
//!
//! Refs are the library's own: the first time that a recorded ref is sent tells which one stands
//! for it, and the server's frames are played with those in their place, every other byte as
//! recorded.
class GoldenClient
{
public:
    explicit GoldenClient(protocol::Vsn vsn)
        : m_serializer(Serializer::forVsn(vsn))
    {
        m_fixture.options.vsn = vsn == protocol::Vsn::V1 ? "1.0.0" : "2.0.0";
        m_fixture.socket().onMessage([this](const ServerMessage &) { ++m_received; });
        m_fixture.open();
    }

    //! Does what the recorded client did. \return what it sent instead, or empty
    QString send(const Frame &frame)
    {
        const auto decoded = m_serializer.decode(frame);
        if (!decoded)
            return QStringLiteral("the recorded frame is none that a client sends");
        const Message &wanted = decoded.value();
        act(wanted);
        const QByteArrayList sent = m_fixture.takeSent();
        if (sent.size() != 1)
            return QStringLiteral("sent %1 frames").arg(sent.size());
        const QByteArray &text = sent.constFirst();
        const auto actual = m_serializer.decode(
            text.startsWith("hex:") ? Frame {Opcode::Binary, QByteArray::fromHex(text.mid(4))}
                                    : Frame {Opcode::Text, text});
        const bool isSame = actual && actual.value().topic == wanted.topic
            && actual.value().event == wanted.event && actual.value().payload == wanted.payload
            && learn(wanted.ref, actual.value().ref)
            && learn(wanted.joinRef, actual.value().joinRef);
        return isSame ? QString() : QStringLiteral("sent %1").arg(QString::fromUtf8(text));
    }

    //! Plays what the server sent. \return what the client made of it, if that is wrong
    QString receive(const Frame &frame)
    {
        const auto decoded = m_serializer.decodeFromServer(frame);
        if (!decoded)
            return decoded.error().sentence();
        const ServerMessage &wanted = decoded.value();
        const auto channel = m_channels.value(wanted.message.topic.bytes());
        const bool wasOpen = channel && isOpen(*channel);
        std::optional<Payload> got;
        if (channel)
            channel->on(
                wanted.message.event.bytes(),
                [&got](const Payload &payload, const auto &, const auto &) { got = payload; });
        const qsizetype before = m_received;
        play(frame);
        if (channel)
            channel->off(wanted.message.event.bytes());
        if (m_received != before + 1)
            return QStringLiteral("did not arrive");
        if (const auto push = m_pushes.value(wanted.message.ref.bytes()); push && wanted.isReply)
            return check(*push, wanted);
        if (wanted.isReply || !wasOpen)
            return {};
        if (wanted.message.event.bytes() == events::Close)
            return channel->state() == Channel::State::Closed ? QString()
                                                              : QStringLiteral("is not closed");
        if (wanted.message.event.bytes() == events::Error)
            return channel->state() == Channel::State::Errored ? QString()
                                                               : QStringLiteral("has no error");
        return got == wanted.message.payload ? QString()
                                             : QStringLiteral("reached no callback as recorded");
    }

private:
    static bool isOpen(const Channel &channel)
    {
        return channel.state() == Channel::State::Joined
            || channel.state() == Channel::State::Joining;
    }

    void act(const Message &wanted)
    {
        const QByteArray topic = wanted.topic.bytes();
        auto &channel = m_channels[topic];
        if (wanted.event.bytes() == events::Join && channel
            && channel->state() == Channel::State::Errored) {
            m_fixture.timers.advance(1s); // the first step of the rejoin table
            m_pushes[wanted.ref.bytes()] = channel->joinPush();
        } else if (wanted.event.bytes() == events::Join) {
            channel = m_fixture.socket().channel(topic, wanted.payload);
            m_pushes[wanted.ref.bytes()] = channel->join().value();
        } else if (wanted.event.bytes() == events::Leave && channel && isOpen(*channel)) {
            channel->leave();
        } else if (channel && channel->isJoined()) {
            m_pushes[wanted.ref.bytes()] =
                channel->push(wanted.event.bytes(), wanted.payload).value();
        } else {
            // No channel of phoenix.js would send it now; by hand it goes.
            Message message = wanted;
            message.ref = WireValue::text(m_fixture.socket().makeRef());
            message.joinRef = translated(wanted.joinRef);
            m_fixture.socket().push(message);
        }
    }

    QString check(const client::Push &push, const ServerMessage &wanted) const
    {
        if (push.status() != wanted.status || push.response() != wanted.response)
            return QStringLiteral("answered %1 with %2")
                .arg(QString::fromUtf8(push.event()), QString::fromUtf8(push.response().bytes()));
        const auto channel = m_channels.value(wanted.message.topic.bytes());
        const bool isJoin = channel && channel->joinPush().get() == &push;
        if (isJoin && channel->isJoined() != (wanted.status == "ok"))
            return QStringLiteral("is in another state");
        return {};
    }

    //! \return false if another ref stands for it already
    bool learn(const WireValue &recorded, const WireValue &own)
    {
        if (recorded.isNull() || own.isNull())
            return recorded.isNull() == own.isNull();
        const auto known = m_refs.constFind(recorded.bytes());
        if (known != m_refs.cend())
            return *known == own.bytes();
        m_refs.insert(recorded.bytes(), own.bytes());
        return true;
    }
    [[nodiscard]] QByteArray own(const QByteArray &recorded) const
    {
        return m_refs.value(recorded, recorded);
    }
    [[nodiscard]] WireValue translated(const WireValue &ref) const
    {
        return ref.isText() ? WireValue::text(own(ref.bytes())) : ref;
    }

    void play(const Frame &frame)
    {
        if (frame.opcode == Opcode::Binary)
            m_fixture.transport().receiveBinary(withOwnRefs(frame.bytes));
        else
            m_fixture.transport().receive(frame.bytes.startsWith('[') ? withOwnRefsV2(frame.bytes)
                                                                      : withOwnRefsV1(frame.bytes));
    }
    [[nodiscard]] QByteArray withOwnRefsV2(const QByteArray &json) const
    {
        std::array<JsonScanner::Slice, 5> slices;
        JsonScanner scanner(json);
        std::ignore = scanner.scanArray(slices);
        const qsizetype tail = slices[2].offset;
        return "[" + translated(scanner.toWireValue(slices[0])).toJson() + ","
            + translated(scanner.toWireValue(slices[1])).toJson() + "," + json.mid(tail);
    }
    [[nodiscard]] QByteArray withOwnRefsV1(const QByteArray &json) const
    {
        std::array<JsonScanner::Member, 1> members {{{.key = "ref"}}};
        JsonScanner scanner(json);
        std::ignore = scanner.scanObject(members);
        QByteArray result = json;
        const JsonScanner::Slice &ref = members[0].value;
        return result.replace(ref.offset, ref.size, translated(scanner.toWireValue(ref)).toJson());
    }
    //! Kind, sizes of join_ref and, in a reply, ref; then those (protocol.md §2.4).
    [[nodiscard]] QByteArray withOwnRefs(const QByteArray &frame) const
    {
        const qsizetype sizes = frame.at(0) == 1 ? 2 : frame.at(0) == 0 ? 1 : 0;
        const qsizetype headBytes = frame.at(0) == 1 ? 5 : frame.at(0) == 0 ? 4 : 3;
        QByteArray head = frame.left(headBytes);
        QByteArray refs;
        qsizetype from = headBytes;
        for (qsizetype i = 1; i <= sizes; ++i) {
            const QByteArray ref = own(frame.mid(from, frame.at(i)));
            from += frame.at(i);
            head[i] = char(ref.size());
            refs += ref;
        }
        return head + refs + frame.mid(from);
    }

    const Serializer &m_serializer;
    ClientFixture m_fixture;
    QHash<QByteArray, std::shared_ptr<Channel>> m_channels; //!< latest of each topic
    QHash<QByteArray, std::shared_ptr<client::Push>> m_pushes; //!< by recorded ref
    QHash<QByteArray, QByteArray> m_refs; //!< recorded to own
    qsizetype m_received = 0;
};

//! The library at the server's side of conversations with a real Phoenix.
class TestClientGolden : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void sendsAndUnderstandsWhatWasRecorded_data();
    void sendsAndUnderstandsWhatWasRecorded();
};

void TestClientGolden::sendsAndUnderstandsWhatWasRecorded_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"join_ok",
                             "join_error",
                             "join_unmatched",
                             "join_crash",
                             "leave",
                             "crash",
                             "push_replies",
                             "push_noreply",
                             "push_server_push",
                             "push_large_map_order",
                             "broadcast_two",
                             "broadcast_from",
                             "broadcast_ack_order",
                             "broadcast_after_leave",
                             "broadcast_endpoint",
                             "broadcast_intercept",
                             "stop",
                             "stop_reply",
                             "stop_abnormal",
                             "presence"}) {
        for (const char *vsn : {"ws-v1-", "ws-v2-"})
            QTest::addRow("%s%s", vsn, name)
                << QString::fromLatin1(vsn) + QString::fromLatin1(name);
    }
    for (const char *name : {"binary_push_reply", "binary_push_server", "binary_broadcast"})
        QTest::addRow("ws-v2-%s", name) << QStringLiteral("ws-v2-") + QString::fromLatin1(name);
}

void TestClientGolden::sendsAndUnderstandsWhatWasRecorded()
{
    QFETCH(const QString, name);
    const Transcript transcript =
        Transcript::read(QStringLiteral(PHX_GOLDEN_DIR "/%1.jsonl").arg(name));
    QVERIFY(!transcript.lines.isEmpty());
    const auto vsn = name.contains(QStringLiteral("v1")) ? protocol::Vsn::V1 : protocol::Vsn::V2;
    std::map<QByteArray, std::unique_ptr<GoldenClient>> clients;
    int played = 0;

    for (const TranscriptLine &line : transcript.lines) {
        if (line.text("type") != "text" && line.text("type") != "binary")
            continue;
        auto &client = clients[line.connection()];
        if (!client)
            client = std::make_unique<GoldenClient>(vsn);
        const QString problem =
            line.isFromClient() ? client->send(frameOf(line)) : client->receive(frameOf(line));
        QVERIFY2(problem.isEmpty(),
                 qPrintable(QStringLiteral("line %1: %2").arg(line.number).arg(problem)));
        ++played;
    }

    QVERIFY(played >= 2);
}

PHX_TEST_CLASS(TestClientGolden)

} // namespace phx::test

#include "tst_clientgolden.moc"
