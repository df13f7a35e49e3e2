// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/transport/connectionlimits.h"
#include "server/transport/deadlines.h"
#include "server/transport/requesthandler.h"
#include "server/transport/transportcontext.h"

#include <QHostAddress>
#include <QObject>
#include <QSocketNotifier>
#include <QString>
#include <QTcpServer>

#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace phx::server {

class Connection;

//! \brief Accepts TCP connections on one address, and owns those of its thread.
//!
//! At the limit of connections a client gets 503. When the process has no descriptor left, a
//! reserved one is given up to accept, answer 503 and close; then accepting rests for 10 ms, up to
//! 1 s if that repeats. Accepting never spins.
//! Threads: lives in one server thread. Further threads have a Listener each that does not listen
//! but adopts descriptors.
class Listener : public QObject, private Deadlines::Client
{
    Q_OBJECT

public:
    //! \param handler must outlive the listener
    Listener(RequestHandler &handler, const ConnectionLimits &limits, QObject *parent = nullptr);
    //! Ends every connection that is left; their listeners get handleClosed(1006) from here.
    ~Listener() override;

    //! From now on connections are under TLS; null: plain.
    void setTls(std::shared_ptr<const TlsContext> tls) { m_context.tls = std::move(tls); }

    //! \param port 0: any free one
    //! \return false: see errorSentence()
    [[nodiscard]] bool listen(const QHostAddress &address, quint16 port);
    [[nodiscard]] bool isListening() const { return m_server != nullptr; }
    //! Why listen() failed: what and where, for a person.
    [[nodiscard]] const QString &errorSentence() const { return m_errorSentence; }
    //! As bound; 0 if not listening.
    [[nodiscard]] quint16 port() const;
    [[nodiscard]] QHostAddress address() const;
    //! Stops accepting; connections stay.
    void close();

    //! Each accepted descriptor goes to the hook instead of to adopt(); it is the hook's then.
    //! It is called in this thread. An empty hook is none.
    void setDescriptorHook(std::function<void(qintptr)> hook) { m_hook = std::move(hook); }
    //! Runs a connected descriptor in this thread; answers 503 if there are too many.
    void adopt(qintptr descriptor);

    //! Those that are open, the closing ones included.
    [[nodiscard]] qsizetype connectionCount() const { return std::ssize(m_connections); }
    [[nodiscard]] const TransportStats &stats() const { return m_context.stats; }

private:
    void acceptSome();
    void handleDeadline() override;
    void handleNoDescriptor();
    void rest();
    void answerOverLimit(int descriptor);
    void remove(Connection *connection);
    void logOverLimit();

    TransportContext m_context;
    qsizetype m_maxConnections = 0;
    std::unique_ptr<QTcpServer> m_server; //!< binds; the accepting is ours
    std::unique_ptr<QSocketNotifier> m_acceptNotifier;
    std::unordered_map<Connection *, std::unique_ptr<Connection>> m_connections;
    std::vector<std::unique_ptr<Connection>> m_ended; //!< until the event loop comes by
    std::function<void(qintptr)> m_hook;
    QString m_errorSentence;
    int m_reserve = -1; //!< a descriptor to give up; −1: none
    qint64 m_restMs = 0;
    qint64 m_loggedAt = 0;
};

} // namespace phx::server
