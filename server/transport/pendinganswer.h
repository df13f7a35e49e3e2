// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/transport/readyanswer.h"

#include <QByteArray>

#include <functional>
#include <optional>

namespace phx::server {

//! \brief The answer to an HTTP request that may take a while: a long poll, or a connect() that
//! runs elsewhere.
//!
//! Who answers and the Connection share it (hence shared_ptr). It is answered at most once; nothing
//! happens if the client has gone meanwhile.
//! Threads: that of the connection.
class PendingAnswer
{
public:
    //! The Connection that waits for the answer.
    class Carrier
    {
    public:
        virtual void deliver(ReadyAnswer answer) = 0;

    protected:
        virtual ~Carrier() = default;
    };

    //! Called with the answer's bytes as they were sent; for the capture. Empty:
    //! RequestHandler::handleAnswered() is called, within answer().
    std::function<void(const QByteArray &sent)> onSent {};
    //! The client went away before it had the answer, or without taking it in. Called at most once;
    //! never after the client has sent its next request. May be empty.
    std::function<void()> onLost {};

    void answer(ReadyAnswer answer);
    [[nodiscard]] bool isAnswered() const { return m_isAnswered; }

    // For the Connection.
    //! An answer that is there already is delivered at once.
    void attach(Carrier &carrier);
    //! Tells that the answer will not arrive, and forgets the connection.
    void lose();

private:
    std::optional<ReadyAnswer> m_early; //!< answered before the connection waited for it
    Carrier *m_carrier = nullptr;
    bool m_isAnswered = false;
};

} // namespace phx::server
