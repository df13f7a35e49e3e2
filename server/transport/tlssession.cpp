// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/tlssession.h"

#include "server/transport/outboundqueue.h"
#include "server/transport/tlserrors.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/uio.h>

namespace phx::server {

namespace {

constexpr std::size_t RecordBytes = 16 * 1024; //!< RFC 8446 §5.1
constexpr std::size_t MaxVectors = 64;

using Record = std::array<char, RecordBytes>;

//! The first bytes of the queue, as many as fit. A repeated write gets the same, and perhaps more.
std::size_t gather(const OutboundQueue &queue, Record &record)
{
    std::array<iovec, MaxVectors> vectors = {};
    const std::size_t count = queue.describe(vectors.data(), vectors.size());
    std::size_t size = 0;
    for (std::size_t i = 0; i < count && size < record.size(); ++i) {
        const std::size_t part = std::min(vectors[i].iov_len, record.size() - size);
        std::memcpy(record.data() + size, vectors[i].iov_base, part);
        size += part;
    }
    return size;
}

bool isTemporary(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

} // namespace

// OpenSSL's own wire raises SIGPIPE, which a library must not.
const bio_method_st *TlsSession::wire()
{
    static const BIO_METHOD *method = [] {
        BIO_METHOD *made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "stream");
        BIO_meth_set_read(made, &TlsSession::readWire);
        BIO_meth_set_write(made, &TlsSession::writeWire);
        BIO_meth_set_ctrl(made, &TlsSession::controlWire);
        return made;
    }();
    return method;
}

int TlsSession::readWire(bio_st *wire, char *bytes, int size)
{
    auto *session = static_cast<TlsSession *>(BIO_get_data(wire));
    BIO_clear_retry_flags(wire);
    const bool isEstablished = session->isEstablished();
    if (!isEstablished && session->m_received > session->m_maxHandshakeBytes) {
        session->m_problem = "The TLS handshake failed: the client sent too much for one.";
        return -1;
    }
    const ssize_t got =
        ::recv(session->m_descriptor, bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL);
    if (got > 0 && !isEstablished)
        session->m_received += got;
    if (got == 0)
        session->m_hasEnded = true;
    if (got < 0 && isTemporary(errno))
        BIO_set_retry_read(wire);
    return static_cast<int>(got);
}

int TlsSession::writeWire(bio_st *wire, const char *bytes, int size)
{
    const auto *session = static_cast<TlsSession *>(BIO_get_data(wire));
    BIO_clear_retry_flags(wire);
    const ssize_t sent =
        ::send(session->m_descriptor, bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL);
    if (sent < 0 && isTemporary(errno))
        BIO_set_retry_write(wire);
    return static_cast<int>(sent);
}

long TlsSession::controlWire(bio_st *wire, int command, long, void *)
{
    if (command == BIO_CTRL_EOF)
        return static_cast<TlsSession *>(BIO_get_data(wire))->m_hasEnded ? 1 : 0;
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

TlsSession::TlsSession(const TlsContext &context, int descriptor, qsizetype maxHandshakeBytes)
    : m_ssl(SSL_new(context.handle()))
    , m_descriptor(descriptor)
    , m_maxHandshakeBytes(maxHandshakeBytes)
{
    BIO *bio = BIO_new(wire());
    BIO_set_data(bio, this);
    BIO_set_init(bio, 1);
    SSL_set_bio(m_ssl, bio, bio);
    SSL_set_accept_state(m_ssl);
}

TlsSession::~TlsSession()
{
    SSL_free(m_ssl);
}

TcpStream::ReadResult TlsSession::read(char *buffer, qsizetype size)
{
    using Kind = TcpStream::ReadResult::Kind;
    m_readWaitsForWriting = false;
    m_hasMore = false;
    qsizetype total = 0;
    // A read gives one record at most, so none of it stays behind.
    while (size - total >= MinReadBytes) {
        ERR_clear_error();
        std::size_t got = 0;
        const int result =
            SSL_read_ex(m_ssl, buffer + total, static_cast<std::size_t>(size - total), &got);
        // A failure later resets what OpenSSL says of it.
        m_isEstablished = m_isEstablished || SSL_is_init_finished(m_ssl) == 1;
        if (result == 1) {
            total += static_cast<qsizetype>(got);
            continue;
        }
        const int error = SSL_get_error(m_ssl, result);
        m_readWaitsForWriting = error == SSL_ERROR_WANT_WRITE;
        const bool isWaiting = error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
        // The next read meets it again.
        m_hasMore = total > 0 && !isWaiting;
        if (total > 0 || isWaiting)
            break;
        if (error == SSL_ERROR_ZERO_RETURN)
            return {.kind = Kind::End};
        return failed();
    }
    if (total > 0)
        return {.kind = Kind::Bytes, .size = total};
    return {.kind = Kind::Nothing};
}

TcpStream::ReadResult TlsSession::failed()
{
    if (m_problem.isEmpty() && ERR_peek_error() != 0)
        m_problem = takeHandshakeProblem();
    return {.kind = TcpStream::ReadResult::Kind::Failed};
}

qsizetype TlsSession::write(OutboundQueue &queue)
{
    if (!isEstablished())
        return 0;
    Record record; // not initialized on purpose: gather() says how much of it counts
    qsizetype total = 0;
    while (!queue.isEmpty()) {
        const std::size_t size = gather(queue, record);
        ERR_clear_error();
        std::size_t written = 0;
        const int result = SSL_write_ex(m_ssl, record.data(), size, &written);
        if (result != 1) {
            const int error = SSL_get_error(m_ssl, result);
            if (error != SSL_ERROR_WANT_WRITE && error != SSL_ERROR_WANT_READ)
                return -1;
            break;
        }
        queue.drop(static_cast<qsizetype>(written));
        total += static_cast<qsizetype>(written);
    }
    return total;
}

void TlsSession::sendEnd()
{
    if (!isEstablished())
        return;
    ERR_clear_error();
    static_cast<void>(SSL_shutdown(m_ssl));
    ERR_clear_error();
}

} // namespace phx::server
