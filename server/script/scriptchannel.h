// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channel/channel.h"
#include "server/script/scriptwire.h"

namespace phx::server {

class ScriptLink;

//! A message that a script sent to itself: its number in the helper, which keeps the value.
struct ScriptMessage
{
    quint64 number = 0;
};

//! \brief A channel whose code is a JavaScript module in the helper process.
//!
//! Every call returns Pending; the link completes it. Threads: the server thread. Ownership: the
//! ChannelInstance.
class ScriptChannel final : public Channel
{
public:
    //! \param link of this thread; outlives every channel that has not ended
    //! \param module path relative to the socket module
    ScriptChannel(ScriptLink &link, const QString &module);
    ~ScriptChannel() override;

    JoinResult join(const QByteArray &topic, const protocol::Payload &payload,
                    ChannelContext &context) override;
    ChannelResult handleIn(const protocol::Message &message, ChannelContext &context) override;
    ChannelResult handleOut(const protocol::Broadcast &broadcast, ChannelContext &context) override;
    ChannelResult handleInfo(const QVariant &info, ChannelContext &context) override;
    void terminate(const StopReason &reason, ChannelContext &context) override;
    [[nodiscard]] std::optional<ChannelLog> log() const override;
    [[nodiscard]] QList<QByteArray> intercepts() const override;
    [[nodiscard]] bool closesBeforeReply() const override;

private:
    ChannelResult call(script::Kind kind, const QByteArrayList &fields);

    ScriptLink &m_link;
    QString m_module;
    quint64 m_number = 0; //!< in the link; 0: not joined, or ended
};

} // namespace phx::server

Q_DECLARE_METATYPE(phx::server::ScriptMessage)
