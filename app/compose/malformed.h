// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/compose/composedmessage.h"

#include <QList>

namespace phx::app {

//! A frame that breaks a rule of the protocol on purpose, to see what a receiver does.
struct MalformedExample
{
    QString name {}; //!< translated
    ComposedMessage message {};
};

//! \brief Ready-made nonsense for raw mode (protocol.md §2.2): wrong JSON, wrong arity, wrong
//! types, bytes that are no UTF-8, cut-off binary frames. \param topic that the examples speak of
[[nodiscard]] QList<MalformedExample> malformedExamples(const QString &topic);

} // namespace phx::app
