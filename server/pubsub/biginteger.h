// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

//! Integers of any size between their decimal digits and the form of EtfTerm::Kind::Big. The time
//! grows with the square of the size: callers bound it.
namespace phx::server::biginteger {

//! \param decimal digits, after a minus or not. \return sign byte, then the magnitude, least byte
//! first
QByteArray fromDigits(QByteArrayView decimal);
//! \param signAndMagnitude as fromDigits() returns it
QByteArray toDigits(QByteArrayView signAndMagnitude);

} // namespace phx::server::biginteger
