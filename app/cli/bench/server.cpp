// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/bench/clocks.h"
#include "app/cli/bench/floorserver.h"
#include "app/cli/bench/kinds.h"
#include "app/hosting.h"
#include "app/workspace/handlercatalog.h"
#include "app/workspace/routeshandler.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <array>
#include <cmath>
#include <cstdio>
#include <unistd.h>

namespace phx::app::bench {

namespace {

using server::EndpointStatus;
using server::EndpointThread;

void announce(int port)
{
    std::printf("listening %d\n", port);
    std::fflush(stdout);
}

server::EndpointConfig makeConfig(const BenchOptions &options)
{
    std::vector<server::ChannelRoute> routes;
    routes.push_back({.pattern = protocol::TopicPattern::parse("room:*").value(),
                      .channel = HandlerCatalog::channelFactory(QStringLiteral("lab")),
                      .assigns = {},
                      .name = QStringLiteral("lab")});
    server::EndpointConfig config;
    config.port = 0;
    config.threads = options.threads;
    config.sockets.append({.path = "/socket",
                           .handler = std::make_shared<RoutesHandler>(
                               QStringLiteral("bench"), std::move(routes), ConnectVerifier({}, {})),
                           .webSocket = {},
                           .checkOrigin = {},
                           .errorAnswers = {}});
    config.turnWatch = std::make_shared<server::TurnWatch>();
    return config;
}

//! Serves until standard input ends, then drains.
class BenchServer
{
public:
    BenchServer(EndpointThread &endpoint, std::shared_ptr<server::TurnWatch> watch)
        : m_endpoint(endpoint)
        , m_watch(std::move(watch))
        , m_input(STDIN_FILENO, QSocketNotifier::Read)
    {
        QObject::connect(&m_input, &QSocketNotifier::activated, &m_input, [this] { readInput(); });
        QObject::connect(&m_endpoint, &EndpointThread::statusChanged, &m_input,
                         [this](const EndpointStatus &status) { handleStatus(status); });
    }

    [[nodiscard]] const QString &error() const { return m_error; }
    [[nodiscard]] QJsonObject figures() const
    {
        const auto rounded = [](double ms) { return std::round(ms * 100) / 100; };
        return {{QStringLiteral("drain_ms"), rounded(m_drainMs)},
                {QStringLiteral("longest_turn_ms"), rounded(m_longestTurnMs)},
                {QStringLiteral("longest_turn_cpu_ms"), rounded(m_longestTurnCpuMs)}};
    }

private:
    void readInput()
    {
        std::array<char, 256> sink = {};
        if (::read(STDIN_FILENO, sink.data(), sink.size()) > 0)
            return;
        m_input.setEnabled(false);
        m_stopAt = nowNs();
        // Of the work, not of the drain.
        m_longestTurnMs = m_watch->longestMs();
        m_longestTurnCpuMs = m_watch->longestCpuMs();
        m_endpoint.stop();
    }

    void handleStatus(const EndpointStatus &status)
    {
        if (status.state == EndpointStatus::State::Listening)
            announce(status.port);
        m_error = status.error;
        const bool isOver = status.state == EndpointStatus::State::Failed
            || (status.state == EndpointStatus::State::Stopped && m_stopAt > 0);
        if (!isOver)
            return;
        m_drainMs = double(nowNs() - m_stopAt) / 1e6;
        QCoreApplication::quit();
    }

    EndpointThread &m_endpoint;
    std::shared_ptr<server::TurnWatch> m_watch; //!< shared with the server threads
    QSocketNotifier m_input;
    QString m_error;
    qint64 m_stopAt = 0;
    double m_drainMs = 0;
    double m_longestTurnMs = 0;
    double m_longestTurnCpuMs = 0;
};

} // namespace

Figures runServer(const BenchOptions &options)
{
    if (options.floor) {
        const QString problem = runFloorServer(options.payloadBytes, &announce);
        if (!problem.isEmpty())
            return problem;
        return QJsonObject();
    }
    const server::EndpointConfig config = makeConfig(options);
    Hosting hosting(config, {});
    EndpointThread &endpoint = hosting.endpoint();
    if (options.capture) {
        const QString problem = hosting.open();
        if (!problem.isEmpty())
            return problem;
    } else {
        QObject::connect(&endpoint, &EndpointThread::tapsChanged, &endpoint, [&endpoint] {
            for (const auto &tap : endpoint.taps())
                tap->setEnabled(false);
        });
    }
    const BenchServer server(endpoint, config.turnWatch);
    hosting.startServer();
    QCoreApplication::exec();
    if (!server.error().isEmpty())
        return server.error();
    return server.figures();
}

} // namespace phx::app::bench
