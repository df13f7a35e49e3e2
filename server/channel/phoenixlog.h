// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/payload.h"

#include <QByteArray>
#include <QJsonValue>
#include <QString>

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <utility>

namespace phx::server {

//! At which level a kind of line is written; Off: it is not.
enum class LogLevel : quint8 { Off, Debug, Info, Warning, Error };

//! Options `log_join` and `log_handle_in` of a channel (protocol.md §1.10). Defaults are Phoenix's.
struct ChannelLog
{
    LogLevel join = LogLevel::Info;
    LogLevel handleIn = LogLevel::Debug;
};

//! \brief The lines that Phoenix.Logger writes, in its form (protocol.md §9).
//!
//! Category phx.server.phoenix, of which warnings and errors are on by default; Error is Qt's
//! critical. At most MaxLinesPerSecond of a thread, then their number is told. Threads: any.
//! Source: phoenix lib/phoenix/logger.ex.
namespace phoenixlog {

constexpr int MaxLinesPerSecond = 200;

//! As people write them; Off is `false` there.
inline constexpr std::array LevelNames {std::pair {QLatin1String("debug"), LogLevel::Debug},
                                        std::pair {QLatin1String("info"), LogLevel::Info},
                                        std::pair {QLatin1String("warning"), LogLevel::Warning},
                                        std::pair {QLatin1String("error"), LogLevel::Error}};

[[nodiscard]] bool isEnabled(LogLevel level);
//! One of LevelNames; nullopt: none of them.
[[nodiscard]] std::optional<LogLevel> levelNamed(QStringView name);
void write(LogLevel level, const QString &text);

//! A value as Elixir's inspect writes it: `%{"a" => [1, nil]}`. What a key that holds "password" or
//! "token" names, and a text that holds one of them and "=", is [FILTERED]. At most 1,000
//! characters.
[[nodiscard]] QString inspect(const QJsonValue &value);
//! The same of a message's payload.
[[nodiscard]] QString inspect(const protocol::Payload &payload);
//! Why something failed, in a line of any category: control characters escaped, at most 2,000
//! characters and how many more there are. (The tap has all of it.)
[[nodiscard]] QString reason(const QString &text);
//! A text in double quotes, escaped as Elixir does; at most 1,000 characters and how many more.
[[nodiscard]] QString quoted(const QByteArray &utf8);
//! "218µs", from a millisecond on "3ms".
[[nodiscard]] QString duration(std::chrono::steady_clock::duration time);

//! \brief A callback whose line is written once its result is there.
class Call
{
public:
    //! \return null if the topic starts with "phoenix": then Phoenix is silent, too
    static std::unique_ptr<const Call> begin(const QByteArray &topic, const QByteArray &event,
                                             const protocol::Payload &payload);

    //! JOINED, or REFUSED JOIN
    void writeJoin(LogLevel level, const QByteArray &topic, bool isOk) const;
    //! HANDLED … INCOMING ON … \param module name of the channel's code
    void writeHandled(LogLevel level, const QByteArray &topic, const QString &module) const;

private:
    [[nodiscard]] QString rest() const;

    QByteArray m_event;
    protocol::Payload m_payload;
    std::chrono::steady_clock::time_point m_started;
};

} // namespace phoenixlog

} // namespace phx::server
