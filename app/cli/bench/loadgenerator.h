// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/bench/wireprotocol.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace phx::app::bench {

//! \brief Thousands of clients in one thread over epoll, cheap enough to load a fast server.
//!
//! Threads: one. What is sent in a turn leaves at its end, one write per client.
class LoadGenerator
{
public:
    //! Told what clients experience.
    class Owner
    {
    public:
        virtual void handleReady(int client) = 0;
        virtual void handleMessages(int client, int count) = 0;
        //! It was refused or has ended.
        virtual void handleGone(int client) = 0;

    protected:
        virtual ~Owner() = default;
    };

    //! \param port of the server on 127.0.0.1
    LoadGenerator(const WireProtocol &protocol, int port, Owner &owner);
    ~LoadGenerator();
    LoadGenerator(const LoadGenerator &) = delete;
    LoadGenerator &operator=(const LoadGenerator &) = delete;

    //! \param atOnce so many openings are under way at a time
    void open(int clients, int atOnce);
    void send(int client, const QByteArray &bytes);
    //! Waits for something to happen, at most until then, and handles it.
    void turn(qint64 untilNs);

    [[nodiscard]] int readyCount() const { return m_readyCount; }
    [[nodiscard]] int goneCount() const { return m_goneCount; }
    //! Every opening has ended in one way or the other.
    [[nodiscard]] bool isSettled() const;
    //! Why a connection could not even be begun; empty: none failed so.
    [[nodiscard]] const QString &error() const { return m_error; }

private:
    struct Client
    {
        int descriptor = -1;
        bool isReady = false;
        bool isWaiting = false; //!< in m_toFlush
        WireState state {};
        QByteArray out {};
    };

    void openMore();
    bool openOne(int client);
    void handleEvent(int client, unsigned events);
    void receive(int client);
    void flush(int client);
    void end(int client);

    const WireProtocol &m_protocol;
    Owner &m_owner;
    std::vector<Client> m_clients;
    std::vector<int> m_toFlush;
    std::vector<char> m_buffer;
    QString m_error;
    int m_port = 0;
    int m_epoll = -1;
    int m_wanted = 0;
    int m_atOnce = 0;
    int m_readyCount = 0;
    int m_goneCount = 0;
};

} // namespace phx::app::bench
