// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QStringList>

#include <array>
#include <memory>

namespace phx::app::bench {

//! Where one client is in what it receives. Small: there are thousands.
struct WireState
{
    QByteArray head {}; //!< lines or small packets that are not whole; empty in the flow
    qsizetype skip = 0; //!< bytes of the current message that are still to come
    int stage = 0; //!< of the opening
    bool isFramed = false; //!< past the HTTP answer
};

//! What some received bytes meant.
struct WireStep
{
    int messages = 0; //!< whole ones, after the opening
    bool isReady = false; //!< the client takes part from now on
    bool isFailed = false; //!< the server refused, or sent what is not understood
    QByteArray answer {}; //!< to send back
};

//! \brief What a client of some server says to take part and to publish, and how it counts
//! messages.
//!
//! The one load generator speaks through it to our server and to others. Stateless.
class WireProtocol
{
public:
    virtual ~WireProtocol() = default;

    static QStringList names();
    static std::unique_ptr<WireProtocol> make(const QString &name);

    //! Sent when TCP is connected.
    [[nodiscard]] virtual QByteArray opening(int client) const = 0;
    //! Sent by the one publisher; every client, itself included, gets it.
    [[nodiscard]] virtual QByteArray publication(int payloadBytes) const = 0;
    virtual WireStep feed(WireState &state, QByteArrayView bytes) const = 0;
};

//! A masked text frame of a client. The mask is zero: the server takes it off all the same.
QByteArray clientFrame(QByteArrayView text);
//! A JSON object of about so many bytes: {"body":"xxx…"}.
QByteArray jsonPayload(int bytes);

} // namespace phx::app::bench
