// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/outboundqueue.h"
#include "tests/support/testcase.h"

#include <QRandomGenerator>

#include <array>
#include <sys/uio.h>

namespace phx::server {

namespace {

QByteArray firstBytes(const OutboundQueue &queue, std::size_t vectors)
{
    std::array<iovec, 64> found = {};
    const std::size_t used = queue.describe(found.data(), vectors);
    QByteArray bytes;
    for (std::size_t i = 0; i < used; ++i)
        bytes.append(static_cast<const char *>(found[i].iov_base),
                     static_cast<qsizetype>(found[i].iov_len));
    return bytes;
}

} // namespace

class OutboundQueueTest : public phx::test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void gathersSmallPiecesInFewVectors();
    void sharesTheFirstFewSmallPieces();
    void sharesLargePieces();
    void joinsPiecesThatLieSideBySide();
    void keepsWhatOthersHoldWhenItGathers();
    void givesTheBytesInOrderHoweverTheyAreTaken();
};

void OutboundQueueTest::gathersSmallPiecesInFewVectors()
{
    OutboundQueue queue;

    for (int i = 0; i < 100; ++i)
        queue.append(QByteArray("piece"));

    QCOMPARE(queue.size(), 500);
    QCOMPARE(firstBytes(queue, 4), QByteArray("piece").repeated(100));
}

void OutboundQueueTest::sharesTheFirstFewSmallPieces()
{
    const QByteArray broadcast = QByteArray("a broadcast to many").repeated(2);
    OutboundQueue queue;

    for (int i = 0; i < 4; ++i)
        queue.append(broadcast);

    std::array<iovec, 8> vectors = {};
    QCOMPARE(queue.describe(vectors.data(), vectors.size()), std::size_t(4));
    for (std::size_t i = 0; i < 4; ++i)
        QCOMPARE(vectors.at(i).iov_base, static_cast<const void *>(broadcast.constData()));
}

void OutboundQueueTest::sharesLargePieces()
{
    const QByteArray large(100'000, 'x');
    OutboundQueue queue;

    queue.append(QByteArray("small"));
    queue.append(large);
    queue.append(QByteArray("small"));

    std::array<iovec, 4> vectors = {};
    QCOMPARE(queue.describe(vectors.data(), vectors.size()), std::size_t(3));
    QCOMPARE(vectors[1].iov_base, static_cast<const void *>(large.constData()));
}

void OutboundQueueTest::joinsPiecesThatLieSideBySide()
{
    SharedBytesWriter writer;
    OutboundQueue first;
    OutboundQueue second;

    for (int i = 0; i < 20; ++i) {
        const SharedBytes piece = writer.write("a broadcast to two");
        first.append(piece);
        second.append(piece);
        if (i == 9)
            second.append(QByteArray("a reply to one"));
    }

    std::array<iovec, 8> vectors = {};
    QCOMPARE(first.describe(vectors.data(), vectors.size()), std::size_t(1));
    QCOMPARE(second.describe(vectors.data(), vectors.size()), std::size_t(3));
    QCOMPARE(firstBytes(first, 8), QByteArray("a broadcast to two").repeated(20));
    QCOMPARE(firstBytes(second, 8),
             QByteArray("a broadcast to two").repeated(10) + "a reply to one"
                 + QByteArray("a broadcast to two").repeated(10));
}

void OutboundQueueTest::keepsWhatOthersHoldWhenItGathers()
{
    SharedBytesWriter writer;
    OutboundQueue slow;
    OutboundQueue other;

    for (int i = 0; i < 8; ++i) {
        const SharedBytes piece = writer.write("shared");
        slow.append(piece);
        slow.append(QByteArray("own"));
        other.append(piece);
    }
    slow.clear();
    other.append(writer.write("last"));

    QCOMPARE(firstBytes(other, 8), QByteArray("shared").repeated(8) + "last");
}

void OutboundQueueTest::givesTheBytesInOrderHoweverTheyAreTaken()
{
    SharedBytesWriter writer;
    QRandomGenerator random(7);
    OutboundQueue queue;
    QByteArray expected;
    QByteArray taken;

    for (int i = 0; i < 2'000; ++i) {
        const QByteArray piece(random.bounded(i % 50 == 0 ? 20'000 : 300),
                               static_cast<char>('a' + i % 26));
        queue.append(i % 3 == 0 ? SharedBytes(piece) : writer.write(piece));
        expected += piece;
        const QByteArray next = firstBytes(queue, 3);
        const qsizetype count = random.bounded(static_cast<int>(next.size()) + 1);
        taken += next.first(count);
        queue.drop(count);
    }
    while (!queue.isEmpty()) {
        const QByteArray next = firstBytes(queue, 64);
        taken += next;
        queue.drop(next.size());
    }

    QCOMPARE(taken, expected);
    QCOMPARE(queue.size(), 0);
}

PHX_TEST_CLASS(OutboundQueueTest)

} // namespace phx::server

#include "tst_outboundqueue.moc"
