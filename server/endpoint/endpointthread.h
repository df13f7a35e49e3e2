// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/endpoint/endpointconfig.h"
#include "server/protocol/frame.h"
#include "server/protocol/payload.h"
#include "server/pubsub/clusterstatus.h"
#include "server/transport/transport.h"

#include <QObject>
#include <QThread>

#include <memory>
#include <vector>

namespace phx::server {

class Endpoint;
class ThreadBus;
class TlsContext;

//! What the endpoint is doing, as a value for other threads.
struct EndpointStatus
{
    enum class State : quint8 { Stopped, Starting, Listening, Draining, Failed };
    State state = State::Stopped;
    QString address {}; //!< as bound, "127.0.0.1"
    quint16 port = 0; //!< as bound
    quint16 wantedPort = 0; //!< as configured; differs from port if that was taken
    QString error {}; //!< one sentence if Failed
};

//! \brief The endpoint in its own threads, and the commands that other threads give it.
//!
//! Every function returns at once (queued commands with values); the answer is a signal.
//! Threads: lives in the thread that made it. The destructor stops and waits.
class EndpointThread : public QObject
{
    Q_OBJECT

public:
    explicit EndpointThread(QObject *parent = nullptr);
    ~EndpointThread() override;

    //! Starts, or does nothing but emit statusChanged() if it runs already.
    void start(const EndpointConfig &config);
    //! Drains (1012), then closes what is left. statusChanged(Stopped) when done.
    void stop();
    //! stop() and wait for its end, at most about the drain's time. For program ends.
    void stopAndWait();

    [[nodiscard]] const EndpointStatus &status() const { return m_status; }
    //! Of the link to other processes; its counters are at most 200 ms old.
    [[nodiscard]] const ClusterStatus &clusterStatus() const { return m_clusterStatus; }
    //! The rings to drain, one for each node there ever was, never null. They are shared with the
    //! server threads (owners: those and the capture) and kept over restarts.
    [[nodiscard]] std::vector<std::shared_ptr<tap::Tap>> taps() const;

    // Commands. Topics and events are UTF-8; connection is the number in the tap.
    //! \param exceptConnection does not get it; 0: everybody on the topic does
    void broadcast(const QByteArray &topic, const QByteArray &event,
                   const protocol::Payload &payload, quint64 exceptConnection = 0);
    //! To one client; dropped if that connection has not joined the topic.
    void push(quint64 connection, const QByteArray &topic, const QByteArray &event,
              const protocol::Payload &payload);
    //! Any frame to one client, right or wrong, as it is; dropped if there is no such connection.
    void sendFrame(quint64 connection, const protocol::Frame &frame);
    //! Broadcast of `disconnect` on a socket id (§3.11).
    void disconnectId(const QByteArray &socketId);
    //! Close one connection in order, with a code (1000..4999) and reason.
    void closeConnection(quint64 connection, quint16 code, const QByteArray &reason);
    //! End TCP without a close frame.
    void cutConnection(quint64 connection, Transport::Cut how);
    //! New code behind the mounts that had `old`: it counts for new connections, for new joins of
    //! open ones, and for joined channels as far as its routes have an update.
    void replaceHandler(const std::shared_ptr<const SocketHandler> &old,
                        const std::shared_ptr<const SocketHandler> &now);
    //! A presence without a client: tracks the key, or updates the meta that was set before. Gone
    //! with the server.
    void setPresence(const QByteArray &topic, const QString &key, const QJsonObject &meta);
    void untrackPresence(const QByteArray &topic, const QString &key);
    //! The tokens that the client connected with count as expired until restoreTokens() or the next
    //! start: who uses them is disconnected (1001), and refused (403) at the next connect.
    void expireTokens(quint64 connection);
    void restoreTokens();
    //! phx_error to the client, as if a callback had raised.
    void crashChannel(quint64 connection, const QByteArray &topic);
    //! phx_close to the client, as if a callback had returned stop normal.
    void closeChannel(quint64 connection, const QByteArray &topic);

Q_SIGNALS:
    void statusChanged(const phx::server::EndpointStatus &status);
    void clusterChanged(const phx::server::ClusterStatus &status);
    //! A start made new rings: taps() has grown.
    void tapsChanged();

private:
    struct Node
    {
        std::unique_ptr<QThread> thread {};
        Endpoint *endpoint = nullptr; //!< lives in thread; deleted when it finishes
    };

    void failLater(const EndpointConfig &config, const QString &sentence);
    void startNode(const EndpointConfig &config, int index,
                   const std::shared_ptr<const TlsContext> &tls);
    void handleListening(const EndpointStatus &status);
    void handleNodeStopped();
    void endThreads();
    void toAll(const std::function<void(Endpoint &)> &command) const;
    void toFirst(const std::function<void(Endpoint &)> &command) const;
    void setStatus(const EndpointStatus &status);
    void setClusterStatus(const ClusterStatus &status);

    std::vector<Node> m_nodes;
    std::shared_ptr<ThreadBus> m_bus; //!< shared with the endpoints
    std::vector<std::shared_ptr<tap::Tap>> m_taps;
    EndpointStatus m_status;
    ClusterStatus m_clusterStatus;
    size_t m_stoppedNodes = 0;
};

} // namespace phx::server

Q_DECLARE_METATYPE(phx::server::EndpointStatus)
