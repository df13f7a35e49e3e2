// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/token.h"

namespace phx::server {

//! \brief The token by which a long-poll client names its session: signed, not encrypted.
//!
//! Of the term {v1, endpoint_id, pid, private_topic}; any node that shares the secret reads it.
//! Source: phoenix lib/phoenix/transports/long_poll.ex, new_session/4 and sign_token/3.
class LongPollToken
{
public:
    explicit LongPollToken(const QByteArray &secretKeyBase);

    //! \param number of the session's connection; \param topic its private topic
    [[nodiscard]] QByteArray sign(quint64 number, const QByteArray &topic,
                                  std::chrono::seconds maxAge) const;
    //! The private topic; empty if the token is not valid, older than maxAge, or empty.
    [[nodiscard]] QByteArray topicOf(const QByteArray &token, std::chrono::seconds maxAge) const;
    //! A private topic that nobody can guess.
    static QByteArray randomTopic();

private:
    protocol::Token m_token;
    QByteArray m_endpointId; //!< new at every start
};

} // namespace phx::server
