// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/transport/requesthandler.h"

#include <functional>
#include <memory>
#include <vector>

namespace phx::test {

//! Records what its transport tells.
class RecordingListener : public server::TransportListener
{
public:
    void handleFrame(const protocol::Frame &frame) override;
    void handleClosed(const server::CloseInfo &info) override;

    server::Transport *transport = nullptr; //!< null once closed
    QList<protocol::Frame> frames;
    QList<server::CloseInfo> closes;
    std::function<void(const protocol::Frame &)> onFrame; //!< after it is recorded
    std::function<void()> onClosed;
};

//! \brief Upgrades "/ws", answers "/big" with 1 MB, "/" with "home", "/later" when the test says
//! what, and everything else with 404.
class FakeHandler : public server::RequestHandler
{
public:
    struct Refused
    {
        int status = 0;
        QByteArray sentence;
        QByteArray head;
        QByteArray answerHead;
    };

    server::RequestAnswer handleRequest(const http::Request &request,
                                        const server::PeerInfo &peer) override;
    void handleAnswered(const http::Request &request, const server::PeerInfo &peer, int status,
                        const QByteArray &answerHead) override;
    void handleRefused(const server::PeerInfo &peer, const http::Refusal &refusal,
                       const QByteArray &head, const QByteArray &answerHead) override;

    //! To a WebSocket of its own listener.
    server::Upgrade makeUpgrade();

    QList<http::Request> requests;
    QList<server::PeerInfo> peers;
    QList<int> answered;
    QList<Refused> refused;
    server::Upgrade upgrade; //!< how to upgrade; open is set by the handler
    std::function<void(RecordingListener &)> onOpen;
    std::vector<std::shared_ptr<server::PendingAnswer>> later; //!< of "/later"; shared with them
    std::vector<std::unique_ptr<RecordingListener>> listeners;
};

} // namespace phx::test
