// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/arguments.h"
#include "client/socketoptions.h"

#include <chrono>
#include <optional>

namespace phx::app {

// What the commands that are clients have in common: how they connect and how long they stay.

//! \param value empty: a switch
OptionSpec clientOption(const char *name, const char *value, const char *description);
//! --vsn, --auth-token, --transport, --ca and --for.
QList<OptionSpec> connectionOptions(const char *forDescription);

//! \param text ws:, wss:, http: or https:, with or without /websocket
//! \return a sentence that says why it is none, or the end point of a client::Socket
Result<QByteArray, QString> parseEndPoint(const QString &text);
//! \return a sentence, or empty
QString parseConnection(const Arguments &arguments, client::SocketOptions &options);
//! A number of seconds. \return a sentence, or empty. \param duration stays as it is if the option
//! is not given
QString parseSeconds(const Arguments &arguments, const QString &option,
                     std::optional<std::chrono::milliseconds> &duration);

} // namespace phx::app
