// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/tlscontext.h"

#include "server/transport/tlserrors.h"

#include <QFile>

#include <openssl/err.h>
#include <openssl/ssl.h>

namespace phx::server {

namespace {

const QByteArray Http11 = QByteArray("\x08http/1.1");

const uchar *bytesOf(const QByteArray &bytes)
{
    return reinterpret_cast<const uchar *>(bytes.constData());
}

// A client that offers HTTP/2 as well, as browsers do, gets what is spoken here. One that offers
// nothing of it goes on without, and sees by the first answer what this is.
int chooseProtocol(SSL *, const uchar **chosen, uchar *chosenSize, const uchar *offered,
                   unsigned int offeredSize, void *)
{
    uchar *found = nullptr;
    const int result =
        SSL_select_next_proto(&found, chosenSize, bytesOf(Http11),
                              static_cast<unsigned int>(Http11.size()), offered, offeredSize);
    *chosen = found;
    return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

// OpenSSL would ask for it in the terminal.
int noPassword(char *, int, int, void *)
{
    return -1;
}

//! \return why it cannot be read, or empty
QString readProblem(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString() : file.errorString();
}

void setUp(SSL_CTX *context)
{
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context,
                        SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION
                            | SSL_OP_IGNORE_UNEXPECTED_EOF | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(context,
                     SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER
                         | SSL_MODE_RELEASE_BUFFERS);
    // Tickets are enough, and threads would wait for each other's sessions.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_alpn_select_cb(context, &chooseProtocol, nullptr);
    SSL_CTX_set_default_passwd_cb(context, &noPassword);
}

} // namespace

TlsContext::TlsContext(ssl_ctx_st *handle)
    : m_handle(handle)
{ }

TlsContext::~TlsContext()
{
    SSL_CTX_free(m_handle);
}

Result<std::shared_ptr<const TlsContext>, QString> TlsContext::load(const TlsFiles &files)
{
    for (const QString &path : {files.certificate, files.key}) {
        if (const QString problem = readProblem(path); !problem.isEmpty())
            return QStringLiteral("Cannot read %1: %2.").arg(path, problem);
    }
    ERR_clear_error();
    const std::shared_ptr<const TlsContext> context(
        new TlsContext(SSL_CTX_new(TLS_server_method())));
    SSL_CTX *handle = context->handle();
    if (handle == nullptr)
        return QStringLiteral("TLS does not work: %1.").arg(QString::fromUtf8(takeTlsError()));
    setUp(handle);
    if (SSL_CTX_use_certificate_chain_file(handle, QFile::encodeName(files.certificate)) != 1) {
        return QStringLiteral("Cannot use %1 as a certificate (PEM): %2.")
            .arg(files.certificate, QString::fromUtf8(takeTlsError()));
    }
    if (SSL_CTX_use_PrivateKey_file(handle, QFile::encodeName(files.key), SSL_FILETYPE_PEM) != 1) {
        const bool isOther = ERR_GET_REASON(ERR_peek_last_error()) == X509_R_KEY_VALUES_MISMATCH;
        const QString reason = QString::fromUtf8(takeTlsError());
        return isOther ? QStringLiteral("The key in %1 does not belong to the certificate in %2.")
                             .arg(files.key, files.certificate)
                       : QStringLiteral("Cannot use %1 as a private key (PEM, no password): %2.")
                             .arg(files.key, reason);
    }
    return context;
}

} // namespace phx::server
