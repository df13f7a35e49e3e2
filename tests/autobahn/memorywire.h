// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/websocket/framereader.h"
#include "tests/autobahn/wire.h"

#include <memory>

namespace phx::autobahn {

//! An echo peer made of FrameReader and FrameWriter alone, answering at once.
class MemoryWire : public Wire
{
public:
    bool open() override;
    void send(QByteArrayView bytes) override;
    QByteArray receive() override;
    QByteArray receiveNow() override { return receive(); }
    bool hasEnded() override { return m_hasEnded; }

private:
    void answer(const websocket::ReaderEvent &event);

    std::unique_ptr<websocket::FrameReader> m_reader;
    QByteArray m_answers;
    bool m_hasEnded = false;
};

} // namespace phx::autobahn
