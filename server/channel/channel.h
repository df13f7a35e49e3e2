// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channel/channelresult.h"
#include "server/channel/phoenixlog.h"
#include "server/protocol/message.h"

#include <QList>
#include <QVariant>

#include <functional>
#include <memory>
#include <optional>

namespace phx::server {

class ChannelContext;

//! \brief The code that handles a topic. One object per (connection, topic), like Phoenix's
//! process.
//!
//! Values in, values out: a callback returns what should happen. What goes to others (push,
//! broadcast, timers) is asked of the context. Callbacks run to completion in the server thread and
//! must not block. None of them is called after terminate().
class Channel
{
public:
    virtual ~Channel() = default;

    //! \param topic UTF-8. Pushing or broadcasting here is forbidden and answered "join crashed"
    //! (§3.4); use context.sendSelf() and do it in handleInfo().
    virtual JoinResult join(const QByteArray &topic, const protocol::Payload &payload,
                            ChannelContext &context) = 0;
    //! Any event but phx_join and phx_leave, after the rules for join_ref have passed.
    virtual ChannelResult handleIn(const protocol::Message &message, ChannelContext &context) = 0;
    //! An intercepted broadcast, once per joined channel; push explicitly or it is filtered
    //! (§3.13).
    virtual ChannelResult handleOut(const protocol::Broadcast &broadcast, ChannelContext &context);
    //! Something sent by sendSelf() or sendAfter(), or a broadcast of another topic subscribed to
    //! (then a QVariant of protocol::Broadcast). Default: logs and ignores.
    virtual ChannelResult handleInfo(const QVariant &info, ChannelContext &context);
    //! Last call; the client is already told. Not called for a duplicate join (§3.5).
    virtual void terminate(const StopReason &reason, ChannelContext &context);

    //! Whether phx_leave gets phx_close before its reply, as LiveView's channel does it; Phoenix's
    //! own replies first. Asked when the client leaves (§11.1).
    [[nodiscard]] virtual bool closesBeforeReply() const { return false; }
    //! Levels of its lines, if its code says them and not its route. Asked once, when the result of
    //! join is there.
    [[nodiscard]] virtual std::optional<ChannelLog> log() const { return std::nullopt; }
    //! Events that go through handleOut(). Asked once, when the join has succeeded.
    [[nodiscard]] virtual QList<QByteArray> intercepts() const { return {}; }
};

using ChannelFactory = std::function<std::unique_ptr<Channel>()>;

} // namespace phx::server

Q_DECLARE_METATYPE(phx::protocol::Broadcast)
