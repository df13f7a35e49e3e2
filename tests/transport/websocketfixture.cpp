// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/transport/websocketfixture.h"

#include <QTest>

namespace phx::test {

namespace {

// Otherwise its wake-up would hide that another deadline has none.
server::ConnectionLimits withoutHeadDeadline(server::ConnectionLimits limits)
{
    limits.headDeadline = std::chrono::hours(1);
    return limits;
}

} // namespace

WebSocketFixture::WebSocketFixture(const server::ConnectionLimits &limits)
    : listener(handler, withoutHeadDeadline(limits))
{ }

bool WebSocketFixture::open(const QByteArray &behind)
{
    if (!listener.listen(QHostAddress::LocalHost, 0))
        return false;
    client = std::make_unique<RawClient>(listener.port());
    client->send(RawClient::handshake() + behind);
    return QTest::qWaitFor([this] { return client->isUpgraded(); });
}

bool WebSocketFixture::isClosed() const
{
    return !handler.listeners.empty() && !handler.listeners.front()->closes.isEmpty();
}

server::CloseInfo WebSocketFixture::closeInfo() const
{
    const auto &closes = handler.listeners.front()->closes;
    return closes.size() == 1 ? closes.first() : server::CloseInfo {.code = 0};
}

} // namespace phx::test
