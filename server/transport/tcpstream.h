// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHostAddress>
#include <QSocketNotifier>

#include <memory>

namespace phx::server {

class OutboundQueue;
class TlsSession;

//! \brief A connected TCP descriptor that never blocks, plain or under TLS.
//!
//! Not QTcpSocket, which can neither end its sending side alone (a peer would lose the answer to a
//! refused request to a RST), nor read without 16 KiB of its own per connection.
//! Threads: the one that made it. Ownership: owns the descriptor.
class TcpStream
{
public:
    //! Who is told that something can be done; must not destroy the stream while told.
    class Owner
    {
    public:
        virtual void handleReadable() = 0;
        virtual void handleWritable() = 0;

    protected:
        virtual ~Owner() = default;
    };

    //! What a read gave.
    struct ReadResult
    {
        enum class Kind {
            Bytes,
            Nothing, //!< none there now
            End, //!< the peer has sent all (FIN)
            Failed //!< the connection is gone (RST, time-out)
        };
        Kind kind = Kind::Nothing;
        qsizetype size = 0; //!< of Bytes
    };

    //! One end of a connection.
    struct Address
    {
        QByteArray host; //!< "127.0.0.1" also if it came as "::ffff:127.0.0.1"; empty: not known
        quint16 port = 0;
    };

    //! Sets TCP_NODELAY, keep-alive and TCP_USER_TIMEOUT, and starts watching for bytes.
    TcpStream(int descriptor, Owner &owner);
    //! \param tls null: plain
    TcpStream(int descriptor, Owner &owner, std::unique_ptr<TlsSession> tls);
    ~TcpStream();
    Q_DISABLE_COPY_MOVE(TcpStream)

    static Address peerOf(int descriptor);
    static Address localOf(int descriptor);

    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
    [[nodiscard]] int descriptor() const { return m_descriptor; }

    //! \param size at least TlsSession::MinReadBytes
    ReadResult read(char *buffer, qsizetype size);
    //! Writes what the kernel takes; the rest stays and handleWritable() follows.
    //! \return bytes written; −1: the connection is gone
    qsizetype write(OutboundQueue &queue);

    //! Null: plain.
    [[nodiscard]] const TlsSession *tls() const { return m_tls.get(); }

    //! The peer's FIN (or RST) has arrived and nothing else is there to be read. Reads nothing.
    [[nodiscard]] bool hasPeerEnded() const;
    //! The peer's kernel has acknowledged all that was written, and did not reset the connection.
    [[nodiscard]] bool isAcknowledged() const;

    void setReading(bool reading);
    //! FIN: the peer sees the end of what we send, we can still read.
    void shutdownWrite();
    void close();
    //! RST: what is queued in the kernel is lost, too.
    void reset();

private:
    ReadResult readTls(char *buffer, qsizetype size);
    qsizetype writeTls(OutboundQueue &queue);
    void setWriting(bool writing);
    void handleWritable();

    Owner &m_owner;
    int m_descriptor = -1;
    QSocketNotifier m_readNotifier;
    std::unique_ptr<TlsSession> m_tls;
    std::unique_ptr<QSocketNotifier> m_writeNotifier; //!< made when a write was not whole
};

} // namespace phx::server
