// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/capture.h"
#include "server/tap/tap.h"

#include <memory>

namespace phx::test {

//! \brief A temporary capture that records what a test puts into a tap, as a server would.
class RecordedCapture
{
public:
    //! Starts the capture; a failure fails the test.
    RecordedCapture();

    //! A push of c1 on room:lobby with this text in its payload.
    void push(const QByteArray &text, const QByteArray &ref = "1");
    //! The reply to a push of c1.
    void reply(const QByteArray &ref);
    void heartbeat();
    void record(tap::TapEvent event);
    //! Everything recorded so far is in the file, and the snapshot says so.
    void settle();

    [[nodiscard]] app::Capture &capture() { return m_capture; }
    [[nodiscard]] const app::LiveSnapshot &snapshot() const { return m_capture.snapshot(); }

private:
    std::shared_ptr<tap::Tap> m_tap; //!< shared with the capture's thread
    app::Capture m_capture;
    quint64 m_recorded = 0;
};

} // namespace phx::test
