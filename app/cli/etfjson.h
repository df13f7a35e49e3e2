// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/workspace/jsonnode.h"
#include "server/protocol/etf.h"
#include "server/protocol/result.h"

#include <QByteArray>
#include <QString>

namespace phx::app {

//! \brief The Erlang term that a JSON value stands for in a token: text is a binary, an object a
//! map with binary keys, true, false and null are atoms. \return a sentence for an integer beyond
//! 64 bits or a number that is no finite double
Result<protocol::EtfTerm, QString> toEtf(const JsonNode &node);

//! \brief The data of a token as JSON, for display: atoms become texts, tuples lists. What JSON has
//! no word for (bytes that are no UTF-8, pids, integers of more than 64 bits) becomes
//! {"base64":"…"} of its bytes.
QByteArray toJson(const protocol::EtfTerm &term);

} // namespace phx::app
