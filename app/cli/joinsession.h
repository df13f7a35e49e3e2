// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"
#include "app/cli/standardoutput.h"
#include "client/push.h"
#include "client/socket.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <list>
#include <memory>
#include <optional>
#include <utility>

namespace phx::app {

enum class JoinPrint { Text, JsonLines };

//! What `join` was asked to do.
struct JoinOptions
{
    QByteArray endPoint {}; //!< without "/websocket"
    QByteArray topic {};
    protocol::Payload payload {}; //!< of the join
    client::SocketOptions socket {};
    QList<std::pair<QByteArray, protocol::Payload>> pushes {}; //!< once it is joined
    bool readsStandardInput = false; //!< for more pushes
    std::optional<std::chrono::milliseconds> duration {}; //!< nullopt: until all is answered
    JoinPrint print = JoinPrint::Text;
};

//! \brief One topic joined from the terminal, until it is done.
//!
//! Done: the time is over; or, without a time, all pushes are answered and standard input has
//! ended; without either, a signal or a closed standard output. It fails if it cannot connect or
//! join, and if a push is answered with anything but "ok". Threads: the main thread.
class JoinSession : public QObject
{
    Q_OBJECT

public:
    explicit JoinSession(JoinOptions options);

    //! Runs the event loop. \return Done, or Failed after a line on standard error
    ExitStatus run();

private:
    struct Waiting
    {
        std::shared_ptr<client::Push> push {}; //!< shared with the channel
        QString event {};
        qsizetype bytes = 0;
    };

    void handleJoined();
    void handleMessage(const protocol::ServerMessage &received);
    //! A reply of a status that is neither ok nor error: nobody else would hear of it.
    void handleOddReply(const protocol::ServerMessage &received);
    void watchJoin();
    void readInput();
    //! \return a sentence, or empty
    QString pushLine(const QByteArray &line);
    void push(const QByteArray &event, const protocol::Payload &payload);
    //! Reads no further while too much waits for an answer.
    void throttleInput();
    void finishIfAnswered();
    void fail(const QString &sentence);
    void finish();
    [[nodiscard]] QByteArray textOf(const protocol::ServerMessage &received) const;
    [[nodiscard]] static QByteArray jsonOf(const protocol::ServerMessage &received);

    JoinOptions m_options;
    StandardOutput m_output;
    client::Socket m_socket;
    std::shared_ptr<client::Channel> m_channel; //!< shared with the socket
    std::unique_ptr<QSocketNotifier> m_input; //!< null when it is not read (any more)
    QByteArray m_line; //!< what has come of the next one
    QTimer m_time;
    QTimer m_throttle; //!< until standard input is read again
    std::shared_ptr<client::Push> m_join; //!< shared with the channel
    std::list<Waiting> m_waiting; //!< pushes without an answer
    qsizetype m_waitingBytes = 0; //!< of their payloads
    bool m_isJoined = false;
    bool m_isFinishing = false;
    ExitStatus m_status = ExitStatus::Done;
};

} // namespace phx::app
