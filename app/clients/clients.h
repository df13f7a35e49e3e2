// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/clients/builtinclient.h"
#include "app/clients/builtinstate.h"
#include "app/clients/clientprofile.h"
#include "server/tap/tap.h"

#include <QList>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace phx::app {

class Hosting;

//! \brief The clients that the program itself is: any number up to a limit, each with its socket
//! and its channels, connected to the server here or to any other Phoenix.
//!
//! What a client of another server sends and receives goes into the capture through a tap of their
//! own; what goes to the server here, that server records.
//! Threads: that of the hosting, which needs an event loop.
class Clients : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype MaxClients = 50;

    //! \param hosting must outlive this
    explicit Clients(Hosting &hosting, QObject *parent = nullptr);
    ~Clients() override;

    //! Makes a client, connects it, and joins the topic of its profile.
    //! \param profile an empty name becomes "Client N" \return its number
    Result<int, ProfileProblem> add(const ClientProfile &profile);
    //! \brief Gives a client another profile: closes it, connects with that, and joins the same
    //! topics. One that is disconnected stays so.
    //! \return what is wrong, and nothing has changed
    std::optional<ProfileProblem> change(int client, const ClientProfile &profile);
    //! Disconnects it first, as all of these do nothing if there is none with this number.
    void remove(int client);
    void connectClient(int client);
    //! Does not wait for the next attempt.
    void connectNow(int client);
    void disconnectClient(int client);
    //! Ends TCP without a close frame; the client will reconnect.
    void cut(int client);

    //! Sendings return an id that answered() will name, or a sentence that says what is wrong.
    using Sent = BuiltinClient::Sent;
    //! The events phx_join and phx_leave join and leave as the library does it: refs are its own.
    Sent send(int client, const QByteArray &topic, const QByteArray &event,
              const protocol::Payload &payload);
    Sent join(int client, const QByteArray &topic, const protocol::Payload &payload);
    Sent leave(int client, const QByteArray &topic);
    Sent sendFrame(int client, const protocol::Frame &frame);

    //! In the order of their numbers.
    [[nodiscard]] const QList<BuiltinState> &states() const { return m_states; }
    //! Null if there is none with this number.
    [[nodiscard]] const BuiltinState *state(int client) const;
    //! With the name that it got. Null if there is none with this number.
    [[nodiscard]] const ClientProfile *profile(int client) const;

    //! Closes all in order and waits for it, 3 s at most. Runs an event loop.
    void stopAndWait();

Q_SIGNALS:
    //! states() has changed; at most 30 times a second, and ten times a second while an attempt is
    //! counted down.
    void changed();
    void answered(const phx::app::ClientAnswer &answer);

private:
    [[nodiscard]] BuiltinClient *find(int client) const;
    [[nodiscard]] Result<ClientPlan, ProfileProblem> plan(const ClientProfile &profile) const;
    [[nodiscard]] BuiltinClient::Place placeFor(const BuiltinClient &client);
    void restartMoved();
    void collect();

    Hosting &m_hosting;
    std::vector<std::unique_ptr<BuiltinClient>> m_clients;
    QList<BuiltinState> m_states;
    std::shared_ptr<tap::Tap> m_tap; //!< shared with the capture; null until it is needed
    QTimer m_collectTimer;
    int m_lastNumber = 0;
    quint64 m_lastId = 0;
};

} // namespace phx::app
