// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/transport/deadlines.h"
#include "server/transport/longpolloptions.h"
#include "server/transport/longpollsignal.h"
#include "server/transport/transport.h"

#include <QObject>

#include <deque>
#include <optional>

namespace phx::server {

//! \brief One long-poll client, over all its requests: what a WebSocket is to the others.
//!
//! Keeps what is sent until a poll takes it. Ends when no poll came for 1.5 to 3 windows (a POST
//! does not count), when its buffer is full, or when it is closed; what is still buffered is gone
//! then. While reading is paused it is busy: signals wait, as in a process that runs a join.
//! handleClosed() comes from the event loop, never from inside a call of the listener (but from the
//! destructor).
//! Source: phoenix lib/phoenix/transports/long_poll_server.ex.
//! Threads: one server thread. Ownership: the LongPollTransport.
class LongPollSession final : public QObject, public Transport, private Deadlines::Client
{
    Q_OBJECT

public:
    //! Where a session's signals go, and who is told that it has ended.
    class Owner
    {
    public:
        virtual void sendToRequest(const LongPollSignal &signal) = 0;
        //! It answers no signal any more. Called once, also from inside a call of the session.
        virtual void sessionEnded(LongPollSession &session) = 0;

    protected:
        virtual ~Owner() = default;
    };

    static constexpr std::size_t MaxWaitingSignals =
        1'000; //!< while busy; further ones are dropped

    //! \param owner and \param deadlines outlive the session
    LongPollSession(Owner &owner, Deadlines &deadlines, const LongPollOptions &options,
                    const QByteArray &topic);
    ~LongPollSession() override;

    [[nodiscard]] const QByteArray &topic() const { return m_topic; }
    void handleSignal(const LongPollSignal &signal);
    //! True if the last end was that of a full buffer.
    [[nodiscard]] bool hasOverflown() const { return m_hasOverflown; }

    [[nodiscard]] tap::TransportKind kind() const override;
    [[nodiscard]] quint64 connectionId() const override { return m_number; }
    void send(const protocol::Frame &frame) override;
    void close(protocol::CloseCode code) override;
    void closeWith(quint16 code, const QByteArray &reason) override;
    void cut(Cut how) override;
    [[nodiscard]] qsizetype queuedBytes() const override { return m_bufferBytes; }
    void setReadingPaused(bool paused) override;

private:
    void handleDeadline() override;
    void take(const LongPollSignal &signal);
    void takeWaiting();
    void answer(const LongPollSignal &to, LongPollSignal::Kind kind, QByteArrayList messages = {});
    void flushLater();
    void flush();
    void giveBack(const QByteArrayList &messages);
    void end(const CloseInfo &info);
    void deliverClosed();

    Owner &m_owner;
    Deadlines &m_deadlines;
    LongPollOptions m_options;
    QByteArray m_topic;
    quint64 m_number = 0;
    QByteArrayList m_buffer; //!< encoded frames
    qsizetype m_bufferBytes = 0;
    std::optional<LongPollSignal> m_poller; //!< the Flush that waits for messages
    std::optional<LongPollSignal> m_unfinished; //!< the Dispatch that made the session busy
    std::deque<LongPollSignal> m_waiting; //!< while busy
    CloseInfo m_info;
    qint64 m_polledAt = 0;
    bool m_isPaused = false;
    bool m_isTaking = false; //!< a signal is at work
    bool m_isFlushing = false; //!< a flush is on its way
    bool m_hasEnded = false;
    bool m_hasOverflown = false;
};

} // namespace phx::server
