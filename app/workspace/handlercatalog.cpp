// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/workspace/handlercatalog.h"

#include "server/channels/absinthechannel.h"
#include "server/channels/guidechatchannel.h"
#include "server/channels/labchannel.h"
#include "server/channels/presencechannel.h"
#include "server/channels/realtimechannel.h"
#include "server/channels/relaychannel.h"
#include "server/handlers/guidehandler.h"
#include "server/handlers/labhandler.h"

namespace phx::app {

QStringList HandlerCatalog::kinds()
{
    return {QStringLiteral("guide"), QStringLiteral("lab")};
}

std::shared_ptr<const server::SocketHandler>
HandlerCatalog::makeKind(const QString &kind, const QByteArray &secretKeyBase)
{
    if (kind == QLatin1String("guide"))
        return std::make_shared<const server::GuideHandler>();
    if (kind == QLatin1String("lab"))
        return std::make_shared<const server::LabHandler>(secretKeyBase);
    return nullptr;
}

QStringList HandlerCatalog::channels()
{
    return {QStringLiteral("guide_chat"), QStringLiteral("lab"), QStringLiteral("presence"),
            QStringLiteral("relay"),      QStringLiteral("yjs"), QStringLiteral("realtime"),
            QStringLiteral("absinthe")};
}

server::ChannelFactory HandlerCatalog::channelFactory(const QString &channel)
{
    if (channel == QLatin1String("guide_chat"))
        return [] { return std::make_unique<server::GuideChatChannel>(); };
    if (channel == QLatin1String("lab"))
        return [] { return std::make_unique<server::LabChannel>(); };
    if (channel == QLatin1String("presence"))
        return [] { return std::make_unique<server::PresenceChannel>(); };
    using Relay = server::RelayChannel;
    if (channel == QLatin1String("relay"))
        return [] { return std::make_unique<Relay>(Relay::Names::Own); };
    if (channel == QLatin1String("yjs"))
        return [] { return std::make_unique<Relay>(Relay::Names::Yjs); };
    if (channel == QLatin1String("realtime"))
        return [] { return std::make_unique<server::RealtimeChannel>(); };
    if (channel == QLatin1String("absinthe"))
        return [] { return std::make_unique<server::AbsintheChannel>(); };
    return {};
}

} // namespace phx::app
