// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/result.h"

#include <QHostAddress>
#include <QString>
#include <QStringView>

namespace phx::app {

//! \brief Where to listen, as people write it: `127.0.0.1:4000`, `[::1]:0`, `localhost:4000`.
struct ListenAddress
{
    QHostAddress address {QHostAddress::LocalHost};
    quint16 port = 0; //!< 0: any free port

    //! Strict: four decimal numbers or IPv6 in brackets, and a port of ASCII digits from 0 to
    //! 65535. `localhost` is 127.0.0.1; no other name is looked up. \return a sentence without a
    //! full stop that says what is allowed
    static Result<ListenAddress, QString> parse(QStringView text);
    //! "127.0.0.1:4000", "[::1]:4000"
    [[nodiscard]] QString toString() const;
};

} // namespace phx::app
