// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/server/nodefixture.h"
#include "tests/support/testcase.h"

#include <QRandomGenerator>

using namespace phx;
using protocol::Broadcast;
using protocol::Payload;
using server::PubSub;
using server::Subscription;

namespace {

//! Counts what it gets; may do something at each broadcast.
class CountingSubscriber : public server::Subscriber
{
public:
    void handleBroadcast(const Broadcast &broadcast) override
    {
        received.append(broadcast.event);
        if (then)
            then();
    }
    QByteArrayList received;
    std::function<void()> then;
};

const Broadcast Hello {"room:a", "hello", Payload::json(R"({"z":1})")};

} // namespace

class PubSubTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void subscribingTwiceDeliversTwice()
    {
        PubSub pubsub;
        CountingSubscriber subscriber;
        pubsub.subscribe("room:a", {1, &subscriber, {}});
        pubsub.subscribe("room:a", {1, &subscriber, {}});

        pubsub.localBroadcast(Hello, {});
        QCOMPARE(subscriber.received.size(), 2);

        pubsub.unsubscribe("room:a", 1);
        pubsub.localBroadcast(Hello, {});
        QCOMPARE(subscriber.received.size(), 2);
    }
    void allRecipientsOfASerializerShareTheBytes()
    {
        PubSub pubsub;
        CountingSubscriber subscriber;
        const auto &v1 = protocol::Serializer::forVsn(protocol::Vsn::V1);
        const auto &v2 = protocol::Serializer::forVsn(protocol::Vsn::V2);
        std::vector<std::unique_ptr<test::FakeTransport>> transports;
        for (quint64 id = 1; id <= 6; ++id) {
            transports.push_back(std::make_unique<test::FakeTransport>(id));
            pubsub.subscribe("room:a",
                             {id, &subscriber, {transports.back().get(), id % 2 == 0 ? &v1 : &v2}});
        }

        pubsub.localBroadcast(Hello, {});

        for (size_t i = 2; i < transports.size(); ++i) {
            QCOMPARE(transports[i]->frames.size(), 1);
            QCOMPARE(static_cast<const void *>(transports[i]->frames[0].bytes.constData()),
                     static_cast<const void *>(transports[i - 2]->frames[0].bytes.constData()));
        }
        QVERIFY(transports[0]->frames[0].bytes != transports[1]->frames[0].bytes);
    }
    void leavingACrowdInAnyOrderLeavesTheOthers()
    {
        constexpr int Count = 200;
        PubSub pubsub;
        std::vector<CountingSubscriber> crowd(Count);
        // The ids of the first half come after those of the second.
        for (int i = 0; i < Count; ++i) {
            const auto id = quint64((i + Count / 2) % Count + 1);
            pubsub.subscribe("room:a", {id, &crowd[size_t(id - 1)], {}});
        }

        for (int i = 0; i < Count; i += 3)
            pubsub.unsubscribe("room:a", quint64(i + 1));
        pubsub.localBroadcast(Hello, {});

        for (int i = 0; i < Count; ++i)
            QCOMPARE(crowd[size_t(i)].received.size(), i % 3 == 0 ? 0 : 1);
        QCOMPARE(pubsub.subscriberCount("room:a"), Count - (Count + 2) / 3);
        for (int i = 0; i < Count; ++i)
            pubsub.unsubscribe("room:a", quint64(i + 1));
        QCOMPARE(pubsub.subscriberCount("room:a"), 0);
    }
    void theExcludedOneGetsNothing()
    {
        PubSub pubsub;
        CountingSubscriber sender;
        CountingSubscriber other;
        pubsub.subscribe("room:a", {1, &sender, {}});
        pubsub.subscribe("room:a", {2, &other, {}});

        pubsub.localBroadcast(Hello, {.excludedId = 1});

        QVERIFY(sender.received.isEmpty());
        QCOMPARE(other.received, QByteArrayList {"hello"});
    }
    void whoLeavesDuringADispatchGetsNothingMore()
    {
        PubSub pubsub;
        CountingSubscriber first;
        CountingSubscriber second;
        pubsub.subscribe("room:a", {1, &first, {}});
        pubsub.subscribe("room:a", {2, &second, {}});
        first.then = [&pubsub] { pubsub.unsubscribe("room:a", 2); };

        pubsub.localBroadcast(Hello, {});

        QVERIFY(second.received.isEmpty());
        QCOMPARE(pubsub.subscriberCount("room:a"), 1);
    }
    void whoComesDuringADispatchGetsTheNextOne()
    {
        PubSub pubsub;
        CountingSubscriber first;
        CountingSubscriber late;
        pubsub.subscribe("room:a", {1, &first, {}});
        first.then = [&] {
            if (late.received.isEmpty() && pubsub.subscriberCount("room:a") == 1)
                pubsub.subscribe("room:a", {2, &late, {}});
        };

        pubsub.localBroadcast(Hello, {});
        QVERIFY(late.received.isEmpty());

        pubsub.localBroadcast(Hello, {});
        QCOMPARE(late.received.size(), 1);
    }
    void aFanOutIsOneEventWithItsRecipients()
    {
        tap::Tap tap;
        PubSub pubsub(&tap);
        test::FakeTransport one(11);
        test::FakeTransport two(12);
        CountingSubscriber subscriber;
        const auto &v2 = protocol::Serializer::forVsn(protocol::Vsn::V2);
        pubsub.subscribe("room:a", {1, &subscriber, {&one, &v2, {}}});
        pubsub.subscribe("room:a", {2, &subscriber, {&two, &v2, {}}});

        pubsub.localBroadcast(Hello, {.connection = 11});

        std::vector<tap::TapEvent> events;
        QCOMPARE(tap.drain(events), 1);
        QCOMPARE(events.front().kind, tap::EventKind::FanOut);
        QCOMPARE(events.front().connection, 11U);
        QCOMPARE(events.front().recipients, (QList<quint64> {11, 12}));
        QCOMPARE(events.front().frame.mid(events.front().payloadOffset, events.front().payloadSize),
                 QByteArray(R"({"z":1})"));
    }
    void bothVersionsShareOneEncodingEach()
    {
        PubSub pubsub;
        test::FakeTransport one(1);
        test::FakeTransport two(2);
        test::FakeTransport old(3);
        CountingSubscriber subscriber;
        const auto &v1 = protocol::Serializer::forVsn(protocol::Vsn::V1);
        const auto &v2 = protocol::Serializer::forVsn(protocol::Vsn::V2);
        pubsub.subscribe("room:a", {1, &subscriber, {&one, &v2, {}}});
        pubsub.subscribe("room:a", {2, &subscriber, {&two, &v2, {}}});
        pubsub.subscribe("room:a", {3, &subscriber, {&old, &v1, {}}});

        pubsub.localBroadcast(Hello, {});

        // Shared bytes: the very same buffer.
        QCOMPARE(one.frames.first().bytes.constData(), two.frames.first().bytes.constData());
        PHX_COMPARE_FRAMES(one, {R"([null,null,"room:a","hello",{"z":1}])"});
        PHX_COMPARE_FRAMES(old,
                           {R"({"topic":"room:a","event":"hello","payload":{"z":1},"ref":null})"});
        QVERIFY(subscriber.received.isEmpty());
    }
    void randomOperationsAgreeWithANaiveMap()
    {
        QRandomGenerator random(20261123);
        PubSub pubsub;
        std::vector<std::unique_ptr<CountingSubscriber>> subscribers;
        for (int i = 0; i < 20; ++i)
            subscribers.push_back(std::make_unique<CountingSubscriber>());
        QList<std::pair<QByteArray, quint64>> naive;
        QHash<quint64, qsizetype> expected;

        for (int step = 0; step < 5'000; ++step) {
            const QByteArray topic = "t" + QByteArray::number(random.bounded(5));
            const quint64 id = quint64(random.bounded(20)) + 1;
            switch (random.bounded(3)) {
            case 0:
                pubsub.subscribe(topic, {id, subscribers[id - 1].get(), {}});
                naive.append({topic, id});
                break;
            case 1:
                pubsub.unsubscribe(topic, id);
                naive.removeAll({topic, id});
                break;
            default:
                pubsub.localBroadcast({topic, "e", {}}, {.excludedId = id});
                for (const auto &entry : std::as_const(naive)) {
                    if (entry.first == topic && entry.second != id)
                        ++expected[entry.second];
                }
            }
        }

        for (quint64 id = 1; id <= 20; ++id)
            QCOMPARE(subscribers[id - 1]->received.size(), expected.value(id));
    }
};

PHX_TEST_CLASS(PubSubTest)
#include "tst_pubsub.moc"
