// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/bench/clocks.h"
#include "app/cli/bench/kinds.h"
#include "app/cli/bench/loadgenerator.h"
#include "app/cli/bench/serverprocess.h"

#include <cmath>

namespace phx::app::bench {

namespace {

constexpr qint64 Second = 1'000'000'000;
constexpr int OpeningsAtOnce = 200;
constexpr qint64 WarmUpNs = Second / 2;
constexpr std::size_t Remembered = 4'096; //!< messages under way; more than any window

//! One publisher and its subscribers.
class Fanout : public LoadGenerator::Owner
{
public:
    Fanout(const BenchOptions &options, const WireProtocol &protocol, int port)
        : m_options(options)
        , m_generator(protocol, port, *this)
        , m_publication(protocol.publication(options.payloadBytes))
        , m_received(std::size_t(options.clients), 0)
        , m_sentAt(Remembered, 0)
        , m_missing(Remembered, 0)
    { }

    QString open()
    {
        m_generator.open(m_options.clients, OpeningsAtOnce);
        const qint64 deadline = nowNs() + 60 * Second;
        while (!m_generator.isSettled() && nowNs() < deadline)
            m_generator.turn(deadline);
        if (!m_generator.error().isEmpty())
            return m_generator.error();
        if (m_generator.readyCount() < m_options.clients)
            return QStringLiteral("only %1 of %2 clients could join")
                .arg(m_generator.readyCount())
                .arg(m_options.clients);
        return {};
    }

    //! \return false if a client was lost
    bool run(qint64 durationNs)
    {
        m_start = nowNs();
        m_scheduled = 0;
        const qint64 end = m_start + durationNs;
        while (nowNs() < end && m_generator.goneCount() == 0) {
            const qint64 next = publishDue();
            m_generator.turn(std::min(end, next));
        }
        // What is under way arrives before the next phase begins.
        const qint64 deadline = nowNs() + 10 * Second;
        while (m_completed < m_published && nowNs() < deadline && m_generator.goneCount() == 0)
            m_generator.turn(deadline);
        return m_generator.goneCount() == 0 && m_completed == m_published;
    }

    void resetFigures()
    {
        m_latency.clear();
        m_deliveries = 0;
    }

    [[nodiscard]] qint64 deliveries() const { return m_deliveries; }
    [[nodiscard]] const Histogram &latency() const { return m_latency; }

    void handleReady(int client) override { Q_UNUSED(client) }
    void handleGone(int client) override { Q_UNUSED(client) }
    void handleMessages(int client, int count) override
    {
        const qint64 now = nowNs();
        m_deliveries += count;
        for (int i = 0; i < count; ++i) {
            const quint64 message = m_received[std::size_t(client)]++;
            m_latency.add(now - m_sentAt[message % Remembered]);
            if (--m_missing[message % Remembered] == 0)
                ++m_completed;
        }
    }

private:
    //! \return when the next publication is due
    qint64 publishDue()
    {
        if (m_options.rate == 0) {
            while (m_published < m_completed + quint64(m_options.window))
                publish(nowNs());
            return m_start + 3'600 * Second;
        }
        // By the clock and not by what came back: a slow server does not slow its measure.
        const double perSecond = double(m_options.rate) / m_options.clients;
        for (;;) {
            const qint64 due = m_start + qint64(double(m_scheduled) / perSecond * double(Second));
            if (due > nowNs() || m_published >= m_completed + Remembered / 2)
                return std::max(due, nowNs() + 1'000);
            ++m_scheduled;
            publish(due);
        }
    }

    void publish(qint64 at)
    {
        m_sentAt[m_published % Remembered] = at;
        m_missing[m_published % Remembered] = m_options.clients;
        ++m_published;
        m_generator.send(0, m_publication);
    }

    BenchOptions m_options;
    LoadGenerator m_generator;
    QByteArray m_publication;
    std::vector<quint64> m_received; //!< by client
    std::vector<qint64> m_sentAt; //!< by message, in a ring
    std::vector<int> m_missing; //!< likewise: clients that have not got it
    Histogram m_latency;
    qint64 m_start = 0;
    qint64 m_deliveries = 0;
    quint64 m_published = 0;
    quint64 m_completed = 0;
    quint64 m_scheduled = 0;
};

double rounded(double value)
{
    return std::round(value * 1'000) / 1'000;
}

} // namespace

Figures measureFanout(const BenchOptions &options)
{
    ServerProcess server;
    if (const QString problem = server.start(options); !problem.isEmpty())
        return problem;
    const auto protocol = WireProtocol::make(options.protocol);
    Fanout fanout(options, *protocol, server.port());
    if (const QString problem = fanout.open(); !problem.isEmpty())
        return problem;
    bool isWhole = fanout.run(WarmUpNs);
    fanout.resetFigures();
    const qint64 cpuBefore = server.cpuNs();
    const qint64 begin = nowNs();
    isWhole = isWhole && fanout.run(qint64(options.seconds * double(Second)));
    const double seconds = double(nowNs() - begin) / double(Second);
    const auto cpuUs = double(server.cpuNs() - cpuBefore) / 1e3;
    if (!isWhole)
        return QStringLiteral("a client was cut off, or a message did not arrive within 10 s");
    const auto deliveries = double(fanout.deliveries());
    QJsonObject figures {
        {QStringLiteral("bench"),
         options.floor ? QStringLiteral("floor") : QStringLiteral("fanout")},
        {QStringLiteral("clients"), options.clients},
        {QStringLiteral("payload"), options.payloadBytes},
        {QStringLiteral("deliveries_per_s"), std::round(deliveries / seconds)},
        {QStringLiteral("cpu_us_per_delivery"), rounded(cpuUs / deliveries)},
        {QStringLiteral("p50_ms"), rounded(fanout.latency().percentileMs(0.5))},
        {QStringLiteral("p99_ms"), rounded(fanout.latency().percentileMs(0.99))},
        {QStringLiteral("max_ms"), rounded(fanout.latency().percentileMs(1))},
    };
    if (options.rate == 0)
        figures.insert(QStringLiteral("window"), options.window);
    else
        figures.insert(QStringLiteral("rate"), options.rate);
    if (!options.floor) {
        figures.insert(QStringLiteral("protocol"), options.protocol);
        figures.insert(QStringLiteral("threads"), options.threads);
        figures.insert(QStringLiteral("capture"), options.capture);
    }
    return figures;
}

Figures measureFloor(const BenchOptions &options)
{
    BenchOptions bare = options;
    bare.floor = true;
    return measureFanout(bare);
}

} // namespace phx::app::bench
