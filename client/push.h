// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "client/timers.h"
#include "server/protocol/message.h"
#include "server/protocol/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace phx::client {

class Channel;

//! \brief A message that waits for its reply, or that it times out (phoenix
//! assets/js/phoenix/push.js).
//!
//! Owners: the channel until there is an answer, and whoever was given it. Threads: the socket's.
class Push : public std::enable_shared_from_this<Push>
{
public:
    using PayloadFunction = std::function<protocol::Payload()>;
    using Hook = std::function<void(const protocol::Payload &response)>;

    //! For Channel only.
    Push(Channel &channel, QByteArray event, PayloadFunction payload,
         std::chrono::milliseconds timeout);

    //! \brief Calls back if the reply has this status; at once if it is there already.
    //!
    //! "ok" and "error" are the usual ones; "timeout", with the response {}, is made here. A push
    //! that cannot be encoded when its turn comes gets "error" with a reason. Hooks stay: those of
    //! a join are called again at each rejoin. \return *this, to add another
    Push &receive(const QByteArray &status, Hook hook);

    [[nodiscard]] const QByteArray &event() const { return m_event; }
    //! Null before it is sent or buffered, and after a reset.
    [[nodiscard]] const protocol::Ref &ref() const { return m_ref; }
    //! nullopt: no answer yet.
    [[nodiscard]] const std::optional<QByteArray> &status() const { return m_status; }
    [[nodiscard]] const protocol::Payload &response() const { return m_response; }
    [[nodiscard]] bool isSent() const { return m_isSent; }
    //! When the message with ref() went to the transport; nullopt: it waits for a connection or for
    //! its channel's join, or did so until it timed out.
    [[nodiscard]] std::optional<std::chrono::steady_clock::time_point> transmittedAt() const
    {
        return m_transmittedAt;
    }
    //! Until it times out; nullopt if it does not wait.
    [[nodiscard]] std::optional<std::chrono::milliseconds> remaining() const
    {
        return m_timer.remaining();
    }

private:
    friend class Channel;

    //! Sends with a new ref, or does nothing if it has timed out. \return a sentence if it cannot
    //! be sent
    QString send();
    void resend(std::chrono::milliseconds timeout);
    //! Takes a new ref and waits for its reply.
    void startTimeout();
    void cancelTimeout() { m_timer.cancel(); }
    //! Late replies no longer reach it.
    void reset();
    //! An answer, from the server or made here. Ignored unless one is awaited.
    void answer(const QByteArray &status, const protocol::Payload &response);
    [[nodiscard]] bool hasReceived(const char *status) const { return m_status == status; }

    struct StatusHook
    {
        QByteArray status;
        Hook call;
    };

    std::weak_ptr<Channel> m_channel;
    QByteArray m_event;
    PayloadFunction m_payload;
    std::chrono::milliseconds m_timeoutMs;
    protocol::Ref m_ref;
    std::optional<QByteArray> m_status;
    protocol::Payload m_response;
    QList<StatusHook> m_hooks;
    bool m_isAwaited = false;
    bool m_isSent = false;
    std::optional<std::chrono::steady_clock::time_point> m_transmittedAt;
    Timeout m_timer;
};

//! A push, or a sentence that says why there is none.
using PushResult = Result<std::shared_ptr<Push>, QString>;

} // namespace phx::client
