// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/app/clirunner.h"
#include "tests/support/testcase.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace phx;
using test::Ended;

//! `bench`: a short run of each kind gives one line with its figures.
class BenchTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void eachKindPrintsItsFigures_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("figure");
        const auto row = [](const char *words, const char *figure) {
            QTest::newRow(words) << QString::fromLatin1(words) << QString::fromLatin1(figure);
        };
        row("fanout --clients 8 --seconds 0.2", "cpu_us_per_delivery");
        row("fanout --clients 8 --seconds 0.2 --threads 2 --capture", "cpu_us_per_delivery");
        row("fanout --clients 8 --seconds 0.2 --rate 1000 --payload 5000", "deliveries_per_s");
        row("floor --clients 8 --seconds 0.2", "cpu_us_per_delivery");
        row("echo --clients 8 --seconds 0.2", "replies_per_s");
        row("join --clients 50", "joins_per_s");
        row("connections --clients 50 --seconds 0.2", "kib_per_connection");
        row("decode --seconds 0.1", "object_1024_ns");
    }
    void eachKindPrintsItsFigures()
    {
        QFETCH(const QString, words);
        QFETCH(const QString, figure);

        const Ended ended =
            test::run(QStringList {QStringLiteral("bench")} + words.split(QLatin1Char(' ')));

        QCOMPARE(ended.error, QByteArray());
        QCOMPARE(ended.status, 0);
        QCOMPARE(ended.output.count('\n'), 1);
        const QJsonObject figures = QJsonDocument::fromJson(ended.output).object();
        QVERIFY2(figures.value(figure).toDouble() > 0, ended.output.constData());
    }

    void everyClientGetsTheOneBroadcastAndIsClosedByTheDrain()
    {
        const Ended ended = test::run({QStringLiteral("bench"), QStringLiteral("connections"),
                                       QStringLiteral("--clients"), QStringLiteral("40"),
                                       QStringLiteral("--seconds"), QStringLiteral("0.1"),
                                       QStringLiteral("--threads"), QStringLiteral("3")});

        const QJsonObject figures = QJsonDocument::fromJson(ended.output).object();
        QCOMPARE(figures.value(QStringLiteral("joined")).toInt(), 40);
        QCOMPARE(figures.value(QStringLiteral("broadcast_received")).toInt(), 40);
        QCOMPARE(figures.value(QStringLiteral("left_open")).toInt(-1), 0);
    }

    void wrongWordsAreASentence_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QByteArray>("sentence");
        const auto row = [](const char *words, const char *sentence) {
            QTest::newRow(words) << QString::fromLatin1(words) << QByteArray(sentence);
        };
        row("speed", "there is no bench \"speed\"");
        row("fanout --clients 0", "--clients: must be a number from 1 to 100000");
        row("decode --clients 5", "bench decode takes no --clients");
        row("fanout --seconds x", "--seconds: must be a number");
        row("fanout --port 80", "--port needs --pid");
        row("fanout --protocol nats", "need --port");
        row("fanout --port 80 --pid 1 --protocol smtp", "--protocol: must be one of");
    }
    void wrongWordsAreASentence()
    {
        QFETCH(const QString, words);
        QFETCH(const QByteArray, sentence);

        const Ended ended =
            test::run(QStringList {QStringLiteral("bench")} + words.split(QLatin1Char(' ')));

        QCOMPARE(ended.status, 2);
        QVERIFY2(ended.error.contains(sentence), ended.error.constData());
    }
};

PHX_TEST_CLASS(BenchTest)
#include "tst_bench.moc"
