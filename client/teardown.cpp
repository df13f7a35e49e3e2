// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/teardown.h"

#include <utility>

namespace phx::client {

namespace {

constexpr int MaxTries = 5;
constexpr std::chrono::milliseconds Step {150};

} // namespace

Teardowns::Teardowns(Timers &timers)
    : m_sweep(timers)
{ }

void Teardowns::start(std::shared_ptr<Connection> connection, std::function<void()> close,
                      std::function<void()> done)
{
    const auto entry = m_teardowns.emplace(m_teardowns.end(), m_sweep.timers());
    entry->connection = std::move(connection);
    entry->close = std::move(close);
    entry->done = std::move(done);
    step(entry);
}

bool Teardowns::isDone(Teardown &teardown)
{
    if (teardown.tries == MaxTries)
        return true;
    Connection &connection = *teardown.connection;
    if (!teardown.close)
        return connection.transport().state() == Transport::State::Closed;
    return connection.transport().bufferedBytes() == 0 || !connection.isOpen();
}

void Teardowns::step(Entry entry)
{
    if (!isDone(*entry)) {
        entry->timer.start(Step * entry->tries, [this, entry] {
            ++entry->tries;
            step(entry);
        });
        return;
    }
    if (const auto close = std::exchange(entry->close, {})) {
        entry->tries = 1;
        close();
        step(entry);
        return;
    }
    const auto done = std::move(entry->done);
    retire(std::move(entry->connection));
    m_teardowns.erase(entry);
    if (done)
        done();
}

void Teardowns::retire(std::shared_ptr<Connection> connection)
{
    m_retired.push_back(std::move(connection));
    if (!m_sweep.isActive())
        m_sweep.start(std::chrono::milliseconds(0), [this] { m_retired.clear(); });
}

} // namespace phx::client
