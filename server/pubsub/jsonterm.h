// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/etf.h"
#include "server/protocol/result.h"

#include <QByteArray>
#include <QString>

//! JSON text ⇄ Erlang term, as Jason of Elixir does it. Pure functions; any thread.
namespace phx::server::jsonterm {

constexpr int MaxDepth = 60; //!< of nesting; leaves room for the message around it
constexpr qint64 MaxTerms = 1'000'000; //!< of one text
constexpr qsizetype MaxIntegerDigits = 2'000; //!< both ways

//! Texts are binaries, an object is a map with binary keys in order, true, false and null are
//! atoms. Of equal keys the last value counts (no Erlang reads a map that has a key twice).
//! Integers keep all digits, numbers with a fraction or exponent become floats. \return a sentence
//! for what is no JSON or beyond the limits
Result<protocol::EtfTerm, QString> toTerm(const QByteArray &json);

//! Atoms and binaries become texts, true, false and nil literals, integers keep all digits, the key
//! `__struct__` is left out, keys that are numbers become texts. \return a sentence for what has no
//! JSON form: tuples, pids, references, binaries that are no UTF-8
Result<QByteArray, QString> toJson(const protocol::EtfTerm &term);

} // namespace phx::server::jsonterm
