// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/transport/tcpstream.h"
#include "server/transport/tlscontext.h"

#include <QByteArray>

#include <memory>

struct bio_method_st;
struct bio_st;
struct ssl_st;

namespace phx::server {

class OutboundQueue;

//! \brief The server's side of TLS on one descriptor that never blocks.
//!
//! The handshake goes on whenever something is read. Until it has ended nothing is written, and at
//! most maxHandshakeBytes are taken from the client. Threads: the connection's. Ownership: its
//! TcpStream owns it; the descriptor is the stream's.
class TlsSession
{
public:
    //! No read may ask for less, for bytes of a record that stayed here would not wake anybody.
    static constexpr qsizetype MinReadBytes = 16 * 1024;

    TlsSession(const TlsContext &context, int descriptor, qsizetype maxHandshakeBytes);
    ~TlsSession();
    Q_DISABLE_COPY_MOVE(TlsSession)

    //! What has arrived, without the TLS around it. Nothing: also within the handshake.
    TcpStream::ReadResult read(char *buffer, qsizetype size);
    //! \return bytes written, 0 within the handshake; −1: the connection is gone
    qsizetype write(OutboundQueue &queue);
    //! Tells the client that nothing follows.
    void sendEnd();

    //! The handshake has ended well; stays true.
    [[nodiscard]] bool isEstablished() const { return m_isEstablished; }
    //! The client has begun the handshake.
    [[nodiscard]] bool hasBegun() const { return m_received > 0; }
    //! The last read met the end, or a failure, behind the bytes that it gave.
    [[nodiscard]] bool hasMore() const { return m_hasMore; }
    //! The last read could not go on before something is written.
    [[nodiscard]] bool readWaitsForWriting() const { return m_readWaitsForWriting; }
    //! What TLS itself complained of, in one sentence; empty if it did not.
    [[nodiscard]] const QByteArray &problem() const { return m_problem; }

private:
    static const bio_method_st *wire();
    static int readWire(bio_st *wire, char *bytes, int size);
    static int writeWire(bio_st *wire, const char *bytes, int size);
    static long controlWire(bio_st *wire, int command, long number, void *pointer);

    TcpStream::ReadResult failed();

    ssl_st *m_ssl = nullptr; //!< owned
    QByteArray m_problem;
    int m_descriptor = -1;
    qsizetype m_maxHandshakeBytes = 0;
    qsizetype m_received = 0; //!< of the handshake
    bool m_hasEnded = false; //!< the peer's FIN has come
    bool m_isEstablished = false;
    bool m_hasMore = false;
    bool m_readWaitsForWriting = false;
};

} // namespace phx::server
