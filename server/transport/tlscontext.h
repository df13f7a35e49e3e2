// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/result.h"

#include <QString>

#include <memory>

struct ssl_ctx_st;

namespace phx::server {

//! Where the certificate and its key are: PEM files, the key without a password.
struct TlsFiles
{
    QString certificate {}; //!< the chain may follow it in the same file
    QString key {};
};

//! \brief A certificate and its key, ready for handshakes: TLS 1.2 and 1.3, http/1.1 by ALPN.
//!
//! Immutable once made; shared by the listeners of all server threads, hence a shared_ptr.
class TlsContext
{
public:
    //! \return a sentence that names the file if one cannot be used
    static Result<std::shared_ptr<const TlsContext>, QString> load(const TlsFiles &files);

    ~TlsContext();
    Q_DISABLE_COPY_MOVE(TlsContext)

    //! For the session of a connection, which keeps it alive by itself.
    [[nodiscard]] ssl_ctx_st *handle() const { return m_handle; }

private:
    explicit TlsContext(ssl_ctx_st *handle);

    ssl_ctx_st *m_handle = nullptr; //!< owned
};

} // namespace phx::server
