// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "client/backoff.h"
#include "client/push.h"
#include "server/protocol/servermessage.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QPointer>

#include <memory>
#include <optional>

namespace phx::client {

class Socket;

//! \brief A topic of a socket: joins, rejoins, pushes and receives (phoenix
//! assets/js/phoenix/channel.js).
//!
//! Made by Socket::channel(). Owners: the socket until the channel is closed, and whoever was given
//! it; who keeps it longer than the socket gets errors from it. Callbacks may do anything but
//! destroy the socket. Threads: the socket's.
class Channel : public std::enable_shared_from_this<Channel>
{
public:
    enum class State : quint8 { Closed, Errored, Joined, Joining, Leaving };
    //! ref is null if the message has none; joinRef is the channel's own then.
    using Callback = std::function<void(const protocol::Payload &payload, const protocol::Ref &ref,
                                        const protocol::JoinRef &joinRef)>;
    //! \return the payload that callbacks shall get; nullopt: a bug, the message is dropped
    using MessageHook = std::function<std::optional<protocol::Payload>(
        const QByteArray &event, const protocol::Payload &payload, const protocol::Ref &ref,
        const protocol::JoinRef &joinRef)>;

    //! For Socket only.
    Channel(Socket &socket, QByteArray topic, Push::PayloadFunction params);
    ~Channel();

    //! Joins, and rejoins after every error until leave(). Once for each channel, as in phoenix.js.
    //! \param timeout nullopt: the socket's
    PushResult join(std::optional<std::chrono::milliseconds> timeout = {});
    //! \brief Sends, or waits in a buffer until the channel is joined.
    //! \return a sentence before join(), if the buffer is full or if it cannot be encoded
    PushResult push(const QByteArray &event, const protocol::Payload &payload = {},
                    std::optional<std::chrono::milliseconds> timeout = {});
    //! Closed at once; the push is answered with "ok" before the server knows.
    std::shared_ptr<Push> leave(std::optional<std::chrono::milliseconds> timeout = {});

    //! \return a number for off(), larger than those before
    quint64 on(const QByteArray &event, Callback callback);
    //! All callbacks of the event, or the one with this number.
    void off(const QByteArray &event, std::optional<quint64> number = {});
    //! phx_close; the payload is "leave" if the channel was left.
    quint64 onClose(Callback callback);
    //! phx_error from the server, or {"source":"transport","reason":…} from here.
    quint64 onError(Callback callback);
    //! Asked before callbacks of any event; not for the replies to pushes. Empty: none.
    void setMessageHook(MessageHook hook) { m_messageHook = std::move(hook); }

    [[nodiscard]] const QByteArray &topic() const { return m_topic; }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isJoined() const { return m_state == State::Joined; }
    [[nodiscard]] bool canPush() const;
    //! Of the latest join; null before, and after one that timed out.
    [[nodiscard]] const protocol::JoinRef &joinRef() const { return m_joinPush->ref(); }
    [[nodiscard]] const std::shared_ptr<Push> &joinPush() const { return m_joinPush; }
    //! Joins that were answered with ok.
    [[nodiscard]] int joinCount() const { return m_joinCount; }
    [[nodiscard]] qsizetype bufferedPushes() const { return m_pushBuffer.size(); }
    //! Until the next attempt to join; nullopt: none is planned.
    [[nodiscard]] std::optional<std::chrono::milliseconds> rejoinIn() const
    {
        return m_rejoinTimer.remaining();
    }
    [[nodiscard]] int rejoinTries() const { return m_rejoinTimer.tries(); }

private:
    friend class Push;
    friend class Socket;

    struct Binding
    {
        QByteArray event;
        quint64 number;
        Callback call;
    };

    //! The join push needs weak_from_this().
    void initialize();
    void rejoin(std::chrono::milliseconds timeout);
    void handleJoinOk();
    void handleJoinTimeout();
    void handleSocketOpen();
    void setErrored();
    void handleClosed();
    void handleError();
    void setState(State state);

    [[nodiscard]] bool isMember(const protocol::Message &message) const;
    void receive(const protocol::ServerMessage &message);
    //! An event that no server sent.
    void trigger(const QByteArray &event, const protocol::Payload &payload);
    void dispatch(const QByteArray &event, const protocol::Payload &payload,
                  const protocol::Ref &ref, const protocol::JoinRef &joinRef);
    //! The payload that the message hook wants; nullopt: dropped.
    std::optional<protocol::Payload> hooked(const QByteArray &event,
                                            const protocol::Payload &payload,
                                            const protocol::Ref &ref,
                                            const protocol::JoinRef &joinRef) const;

    void forgetReply(const protocol::Ref &ref) { m_awaiting.remove(ref); }
    //! The message with this ref goes to the transport now.
    void noteTransmitted(const protocol::Ref &ref);

    QPointer<Socket> m_socket; //!< the user of the library may delete it first
    QByteArray m_topic;
    State m_state = State::Closed;
    std::chrono::milliseconds m_timeout;
    Push::PayloadFunction m_params;
    std::shared_ptr<Push> m_joinPush;
    QList<Binding> m_bindings;
    quint64 m_lastBinding = 0;
    QHash<protocol::Ref, std::shared_ptr<Push>> m_awaiting; //!< by ref, until answered
    QList<std::shared_ptr<Push>> m_pushBuffer;
    QList<QByteArray> m_socketRefs; //!< of the callbacks at the socket
    MessageHook m_messageHook;
    RetryTimer m_rejoinTimer;
    int m_joinCount = 0;
    bool m_joinedOnce = false;
};

} // namespace phx::client
