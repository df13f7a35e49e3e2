// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QMetaType>
#include <QSet>

#include <optional>

namespace phx::server {

//! \brief SHA-256 of each token that a client connects with: the auth token, and every parameter
//! whose name holds "token", as Phoenix's log filter knows them, or is "apikey" (Supabase).
//!
//! Not `_csrf_token`, which is the page's and not the user's. \param authToken nullopt: none
QList<QByteArray> tokenPrints(const QJsonObject &params,
                              const std::optional<QByteArray> &authToken);

//! What one node tells the others: these tokens are expired now.
struct TokensExpired
{
    QList<QByteArray> prints {};
};

//! \brief Tokens that a person has declared expired. Nothing in them is looked at, they are just
//! refused. Threads: one node's.
class ExpiredTokens
{
public:
    static constexpr qsizetype MaxTokens = 10'000;

    //! \return false: that would be too many, nothing is added
    [[nodiscard]] bool add(const QList<QByteArray> &prints);
    [[nodiscard]] bool hasAny(const QList<QByteArray> &prints) const;
    void clear() { m_prints.clear(); }

private:
    QSet<QByteArray> m_prints;
};

} // namespace phx::server

Q_DECLARE_METATYPE(phx::server::TokensExpired)
