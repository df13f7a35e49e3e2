// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/etf.h"
#include "server/protocol/result.h"

#include <QByteArray>
#include <QString>

namespace phx::server {

//! \brief What travels through Redis: {3, Mode, NodeName, Topic, Message, Dispatcher} (protocol.md
//! §8.4).
struct RedisEnvelope
{
    static constexpr qint64 Version = 3;
    static constexpr qsizetype MaxNodeBytes = 1'024; //!< of a name; Erlang's have up to 255

    enum class Mode : quint8 {
        Except, //!< for all nodes but `node`, which is the sender
        Only, //!< for `node` alone
    };

    //! Why bytes are no envelope.
    struct Error
    {
        QString sentence {};
        bool isOtherVersion = false; //!< right, but of a version that is to be ignored
    };

    Mode mode = Mode::Except;
    //! Atom or binary: a peer compares it with its own name, of the same type only.
    protocol::EtfTerm node {};
    QByteArray topic {};
    protocol::EtfTerm message {};
    QByteArray dispatcher {}; //!< name of the atom

    //! \param maxBytes of the term, also once it is inflated
    static Result<RedisEnvelope, Error> decode(const QByteArray &bytes, qsizetype maxBytes);
    //! \param compressionLevel 0 to 9
    [[nodiscard]] QByteArray encode(int compressionLevel) const;

    //! Whether the node of that name shall deliver it.
    [[nodiscard]] bool isFor(const QByteArray &nodeName) const
    {
        return (node.bytes() == nodeName) == (mode == Mode::Only);
    }
};

namespace dispatcher {

inline constexpr auto Channels = "Elixir.Phoenix.Channel.Server";
inline constexpr auto Plain = "Elixir.Phoenix.PubSub";

} // namespace dispatcher

} // namespace phx::server
