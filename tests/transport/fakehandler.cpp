// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/transport/fakehandler.h"

namespace phx::test {

void RecordingListener::handleFrame(const protocol::Frame &frame)
{
    frames.append(frame);
    if (onFrame)
        onFrame(frame);
}

void RecordingListener::handleClosed(const server::CloseInfo &info)
{
    closes.append(info);
    transport = nullptr;
    if (onClosed)
        onClosed();
}

server::RequestAnswer FakeHandler::handleRequest(const http::Request &request,
                                                 const server::PeerInfo &peer)
{
    requests.append(request);
    peers.append(peer);
    if (request.path == "/")
        return http::Response {.status = 200, .fields = {}, .body = "home"};
    if (request.path == "/big")
        return http::Response {.status = 200, .fields = {}, .body = QByteArray(1'000'000, 'b')};
    if (request.path == "/later") {
        later.push_back(std::make_shared<server::PendingAnswer>());
        return later.back();
    }
    if (request.path != "/ws")
        return http::Response {.status = 404, .fields = {}, .body = "not found"};
    return makeUpgrade();
}

server::Upgrade FakeHandler::makeUpgrade()
{
    server::Upgrade how = upgrade;
    how.open = [this](server::Transport &transport) -> server::TransportListener * {
        listeners.push_back(std::make_unique<RecordingListener>());
        listeners.back()->transport = &transport;
        if (onOpen)
            onOpen(*listeners.back());
        return listeners.back().get();
    };
    return how;
}

void FakeHandler::handleAnswered(const http::Request &, const server::PeerInfo &, int status,
                                 const QByteArray &)
{
    answered.append(status);
}

void FakeHandler::handleRefused(const server::PeerInfo &, const http::Refusal &refusal,
                                const QByteArray &head, const QByteArray &answerHead)
{
    refused.append({.status = refusal.status,
                    .sentence = refusal.sentence,
                    .head = head,
                    .answerHead = answerHead});
}

} // namespace phx::test
