// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>
#include <QMetaType>

#include <array>
#include <chrono>
#include <span>

namespace phx::client {

//! What a client of a herd is doing.
enum class HerdState : quint8 {
    Idle, //!< not started yet, or disconnected by disconnectAll()
    Connecting,
    Connected, //!< but not joined yet
    Joined,
    Retrying, //!< has no connection, and waits for its next attempt
    Failed, //!< connected, but its join was refused or timed out, or the server closed its channel
};
constexpr size_t HerdStates = 6;

//! \brief How long clients were away, in classes.
//!
//! Class i counts times of up to upperBounds()[i] ms and above the bound before it; the last class
//! counts all that took longer than 60 s. A value type.
class HerdHistogram
{
public:
    static constexpr size_t Classes = 26;
    //! 5, 7, 10, 15, 20, 30, 50, 70, 100, … 20000, 30000, 60000 ms: one less than the classes.
    static std::span<const int, Classes - 1> upperBounds();

    void add(std::chrono::milliseconds time);

    [[nodiscard]] const std::array<quint32, Classes> &counts() const { return m_counts; }
    [[nodiscard]] quint32 count() const { return m_count; }
    //! Of all times; 0 if there are none.
    [[nodiscard]] std::chrono::milliseconds shortest() const { return m_shortest; }
    [[nodiscard]] std::chrono::milliseconds longest() const { return m_longest; }
    [[nodiscard]] std::chrono::milliseconds mean() const;
    //! \param fraction 0.5: the median. \return the upper bound of the class it is in, or the
    //! longest if that is less; 0 if there are no times
    [[nodiscard]] std::chrono::milliseconds quantile(double fraction) const;

private:
    std::array<quint32, Classes> m_counts {};
    quint32 m_count = 0;
    std::chrono::milliseconds m_shortest {0};
    std::chrono::milliseconds m_longest {0};
    std::chrono::milliseconds m_sum {0};
};

//! A point of the curve.
struct HerdPoint
{
    qint32 atMs = 0; //!< since the start
    qint32 connected = 0; //!< clients with an open connection, joined or not
    qint32 joined = 0;
    qint32 attempts = 0; //!< to connect, since the point before
};

//! \brief A herd at one moment. A value; copies share the curve.
struct HerdSnapshot
{
    static constexpr qsizetype MaxPoints = 1200; //!< two minutes; older points are gone

    [[nodiscard]] int count(HerdState state) const { return states[size_t(state)]; }

    std::chrono::milliseconds at {0}; //!< since the start
    int clients = 0; //!< wanted
    std::array<int, HerdStates> states {}; //!< how many clients are in each HerdState
    QList<HerdPoint> curve {}; //!< one point for each snapshot, the oldest first

    //! Since the last dropAll(), or since the start: from the end of a connection until there is
    //! another, and until its topic is joined again.
    HerdHistogram reconnected {};
    HerdHistogram rejoined {};
    quint64 drops = 0; //!< calls of dropAll()

    // Since the start.
    quint64 attempts = 0; //!< to connect
    quint64 refused = 0; //!< attempts that failed
    quint64 lost = 0; //!< open connections that ended, however
    quint64 refusedJoins = 0; //!< answered with an error, or not at all
    quint64 pushes = 0; //!< sent, or kept until the topic is joined again
    quint64 answeredPushes = 0; //!< with "ok" or "error"
    quint64 timedOutPushes = 0;
    quint64 refusedPushes = 0; //!< their client kept too many already
    quint64 messages = 0; //!< that came from the server, replies included

    //! Bytes of this process that the herd has added, for each started client; what else grew in
    //! the process meanwhile is in it, and a server in the same process, too. 0: not known.
    qint64 bytesPerClient = 0;
};

} // namespace phx::client

Q_DECLARE_METATYPE(phx::client::HerdSnapshot)
