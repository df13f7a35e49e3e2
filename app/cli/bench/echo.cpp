// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/bench/clocks.h"
#include "app/cli/bench/kinds.h"
#include "app/cli/bench/loadgenerator.h"
#include "app/cli/bench/serverprocess.h"
#include "app/cli/bench/websocketwire.h"

#include <cmath>

namespace phx::app::bench {

namespace {

constexpr qint64 Second = 1'000'000'000;
constexpr int OpeningsAtOnce = 200;

//! Every client sends, waits for the reply, and sends again.
class Echo : public LoadGenerator::Owner
{
public:
    Echo(const WireProtocol &protocol, const BenchOptions &options, int port)
        : m_generator(protocol, port, *this)
        , m_message(protocol.publication(options.payloadBytes))
        , m_sentAt(std::size_t(options.clients), 0)
    { }

    QString open(int clients)
    {
        m_generator.open(clients, OpeningsAtOnce);
        const qint64 deadline = nowNs() + 60 * Second;
        while (!m_generator.isSettled() && nowNs() < deadline)
            m_generator.turn(deadline);
        if (!m_generator.error().isEmpty())
            return m_generator.error();
        return m_generator.readyCount() == clients
            ? QString()
            : QStringLiteral("only %1 of %2 clients could join")
                  .arg(m_generator.readyCount())
                  .arg(clients);
    }

    bool run(qint64 durationNs)
    {
        const qint64 end = nowNs() + durationNs;
        while (nowNs() < end)
            m_generator.turn(end);
        return m_generator.goneCount() == 0;
    }

    void resetFigures() { m_latency.clear(); }
    [[nodiscard]] const Histogram &latency() const { return m_latency; }

    void handleReady(int client) override { say(client); }
    void handleGone(int client) override { Q_UNUSED(client) }
    void handleMessages(int client, int count) override
    {
        Q_UNUSED(count)
        m_latency.add(nowNs() - m_sentAt[std::size_t(client)]);
        say(client);
    }

private:
    void say(int client)
    {
        m_sentAt[std::size_t(client)] = nowNs();
        m_generator.send(client, m_message);
    }

    LoadGenerator m_generator;
    QByteArray m_message;
    std::vector<qint64> m_sentAt; //!< by client
    Histogram m_latency;
};

} // namespace

Figures measureEcho(const BenchOptions &options)
{
    ServerProcess server;
    if (const QString problem = server.start(options); !problem.isEmpty())
        return problem;
    const auto protocol = makePhoenixEchoWire();
    Echo echo(*protocol, options, server.port());
    if (const QString problem = echo.open(options.clients); !problem.isEmpty())
        return problem;
    bool isWhole = echo.run(Second / 2);
    echo.resetFigures();
    const qint64 cpuBefore = server.cpuNs();
    const qint64 begin = nowNs();
    isWhole = echo.run(qint64(options.seconds * double(Second))) && isWhole;
    const double seconds = double(nowNs() - begin) / double(Second);
    const auto cpuUs = double(server.cpuNs() - cpuBefore) / 1e3;
    const auto count = double(echo.latency().count());
    if (!isWhole || count == 0)
        return QStringLiteral("a client was cut off");
    return QJsonObject {
        {QStringLiteral("bench"), QStringLiteral("echo")},
        {QStringLiteral("clients"), options.clients},
        {QStringLiteral("payload"), options.payloadBytes},
        {QStringLiteral("threads"), options.threads},
        {QStringLiteral("capture"), options.capture},
        {QStringLiteral("replies_per_s"), std::round(count / seconds)},
        {QStringLiteral("cpu_us_per_reply"), std::round(cpuUs / count * 1'000) / 1'000},
        {QStringLiteral("p50_ms"), echo.latency().percentileMs(0.5)},
        {QStringLiteral("p99_ms"), echo.latency().percentileMs(0.99)},
    };
}

} // namespace phx::app::bench
