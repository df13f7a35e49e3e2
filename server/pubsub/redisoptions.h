// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/result.h"

#include <QByteArray>
#include <QString>

#include <chrono>

namespace phx::server {

//! Where a Redis is and who asks, as in redis://[user:password@]host[:port][/database].
struct RedisAddress
{
    QString host = QStringLiteral("127.0.0.1");
    quint16 port = 6379;
    QByteArray username {}; //!< empty: Redis's default user
    QByteArray password {}; //!< empty: no AUTH
    int database = 0;
    bool tls = false; //!< rediss://

    //! \return a sentence that does not repeat the password
    static Result<RedisAddress, QString> parse(const QString &url);
    //! "127.0.0.1:6379", for a person
    [[nodiscard]] QString toString() const;
};

//! \brief Options of the Redis adapter; names and defaults as those of phoenix_pubsub_redis 3.x
//! where it has them.
struct RedisOptions
{
    QByteArray name = "Channelscope.PubSub"; //!< of the PubSub, equal on all nodes: "MyApp.PubSub"
    RedisAddress address {};
    //! Unique in the cluster. Empty: channelscope-<random>@<host name>, new at each start.
    QByteArray nodeName {};
    int compressionLevel = 0; //!< 0 to 9, of the terms that are sent
    QString caFile {}; //!< PEM file that alone is trusted under TLS; empty: the system's

    std::chrono::milliseconds connectDeadline {5'000}; //!< up to the subscription
    std::chrono::milliseconds keepAlive {10'000}; //!< between PINGs; none answered in it: lost
    std::chrono::milliseconds firstRetry {100}; //!< doubles up to
    std::chrono::milliseconds maxRetry {5'000};
    qsizetype maxQueuedBytes = 16'777'216; //!< written and not yet sent; what is beyond is lost
    qsizetype maxMessageBytes = 16'777'216; //!< of one term, also of an inflated one

    //! The one Redis channel of the whole PubSub (protocol.md §8.4).
    [[nodiscard]] QByteArray channel() const;
};

//! A name for a node that was given none.
[[nodiscard]] QByteArray uniqueNodeName();

} // namespace phx::server
