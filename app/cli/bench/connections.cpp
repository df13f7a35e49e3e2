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
constexpr int OpeningsAtOnce = 500;
constexpr qint64 OpeningLimit = 120 * Second;
constexpr qint64 SettleNs = Second; //!< for what is freed a little later

double rounded(double value)
{
    return std::round(value * 1'000) / 1'000;
}

//! Clients that join and then only listen.
class Crowd : public LoadGenerator::Owner
{
public:
    Crowd(const WireProtocol &protocol, int port)
        : m_protocol(protocol)
        , m_generator(protocol, port, *this)
    { }

    //! \return seconds until all had joined or were refused
    double open(int clients)
    {
        const qint64 begin = nowNs();
        m_generator.open(clients, OpeningsAtOnce);
        while (!m_generator.isSettled() && nowNs() < begin + OpeningLimit)
            m_generator.turn(begin + OpeningLimit);
        return double(nowNs() - begin) / double(Second);
    }

    void rest(qint64 durationNs)
    {
        const qint64 end = nowNs() + durationNs;
        while (nowNs() < end)
            m_generator.turn(end);
    }

    //! One message to all. \return seconds until the last has it
    double broadcast()
    {
        const qint64 begin = nowNs();
        m_messages = 0;
        m_generator.send(m_firstReady, m_protocol.publication(100));
        while (m_messages < m_generator.readyCount() && nowNs() < begin + 60 * Second)
            m_generator.turn(begin + 60 * Second);
        return double(nowNs() - begin) / double(Second);
    }

    //! \return seconds until the server has ended every connection
    double awaitEnd()
    {
        const qint64 begin = nowNs();
        while (m_generator.readyCount() > 0 && nowNs() < begin + 60 * Second)
            m_generator.turn(begin + 60 * Second);
        return double(nowNs() - begin) / double(Second);
    }

    [[nodiscard]] const LoadGenerator &generator() const { return m_generator; }
    [[nodiscard]] int messages() const { return m_messages; }

    void handleReady(int client) override
    {
        if (m_firstReady < 0)
            m_firstReady = client;
    }
    void handleGone(int client) override { Q_UNUSED(client) }
    void handleMessages(int client, int count) override
    {
        Q_UNUSED(client)
        m_messages += count;
    }

private:
    const WireProtocol &m_protocol;
    LoadGenerator m_generator;
    int m_messages = 0;
    int m_firstReady = -1;
};

QJsonObject joinFigures(const Crowd &crowd, const ServerProcess &server, qint64 cpuBefore,
                        double seconds)
{
    const int joined = crowd.generator().readyCount();
    const auto cpuUs = double(server.cpuNs() - cpuBefore) / 1e3;
    return {
        {QStringLiteral("joined"), joined},
        {QStringLiteral("refused"), crowd.generator().goneCount()},
        {QStringLiteral("joins_per_s"), std::round(joined / seconds)},
        {QStringLiteral("cpu_us_per_join"), rounded(cpuUs / std::max(1, joined))},
    };
}

void describe(QJsonObject &figures, const char *name, const BenchOptions &options)
{
    figures.insert(QStringLiteral("bench"), QString::fromLatin1(name));
    figures.insert(QStringLiteral("clients"), options.clients);
    figures.insert(QStringLiteral("protocol"), options.protocol);
    figures.insert(QStringLiteral("threads"), options.threads);
    figures.insert(QStringLiteral("capture"), options.capture);
}

//! The server's own figures, if it is our child.
void addServerFigures(QJsonObject &figures, ServerProcess &server)
{
    const QJsonObject own = server.finish();
    for (auto it = own.constBegin(); it != own.constEnd(); ++it)
        figures.insert(it.key(), it.value());
}

} // namespace

Figures measureJoin(const BenchOptions &options)
{
    ServerProcess server;
    if (const QString problem = server.start(options); !problem.isEmpty())
        return problem;
    const auto protocol = WireProtocol::make(options.protocol);
    Crowd crowd(*protocol, server.port());
    const qint64 cpuBefore = server.cpuNs();
    const double seconds = crowd.open(options.clients);
    if (!crowd.generator().error().isEmpty())
        return crowd.generator().error();
    QJsonObject figures = joinFigures(crowd, server, cpuBefore, seconds);
    describe(figures, "join", options);
    if (server.beginStop()) {
        crowd.awaitEnd();
        addServerFigures(figures, server);
    }
    return figures;
}

Figures measureConnections(const BenchOptions &options)
{
    ServerProcess server;
    if (const QString problem = server.start(options); !problem.isEmpty())
        return problem;
    const auto protocol = WireProtocol::make(options.protocol);
    Crowd crowd(*protocol, server.port());
    const qint64 memoryBefore = server.memory();
    const qint64 cpuBefore = server.cpuNs();
    const double seconds = crowd.open(options.clients);
    if (!crowd.generator().error().isEmpty())
        return crowd.generator().error();
    QJsonObject figures = joinFigures(crowd, server, cpuBefore, seconds);
    describe(figures, "connections", options);

    crowd.rest(SettleNs);
    const int joined = std::max(1, crowd.generator().readyCount());
    figures.insert(QStringLiteral("kib_per_connection"),
                   rounded(double(server.memory() - memoryBefore) / 1'024 / joined));
    const qint64 idleFrom = server.cpuNs();
    crowd.rest(qint64(options.seconds * double(Second)));
    figures.insert(
        QStringLiteral("idle_cpu_percent"),
        rounded(double(server.cpuNs() - idleFrom) / options.seconds / double(Second) * 100));

    const qint64 broadcastFrom = server.cpuNs();
    figures.insert(QStringLiteral("broadcast_ms"), rounded(crowd.broadcast() * 1'000));
    figures.insert(QStringLiteral("broadcast_received"), crowd.messages());
    figures.insert(QStringLiteral("broadcast_cpu_us_per_delivery"),
                   rounded(double(server.cpuNs() - broadcastFrom) / 1e3 / joined));
    figures.insert(QStringLiteral("kib_per_connection_after"),
                   rounded(double(server.memory() - memoryBefore) / 1'024 / joined));
    if (server.beginStop()) {
        figures.insert(QStringLiteral("all_closed_ms"), rounded(crowd.awaitEnd() * 1'000));
        figures.insert(QStringLiteral("left_open"), crowd.generator().readyCount());
        addServerFigures(figures, server);
    }
    return figures;
}

} // namespace phx::app::bench
