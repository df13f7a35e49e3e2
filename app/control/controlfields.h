// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/workspace/objectreader.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

//! Fields that several requests of the control API have.
namespace phx::app {

//! A required text of 1 to 1,024 bytes: a topic, an event, a key.
QByteArray readName(ObjectReader &reader, QStringView key);

//! A presence by hand.
struct PresenceFields
{
    QByteArray topic {};
    QString key {};
    QJsonObject meta {}; //!< empty if none is given
};

//! \param source that the reader's object was read from \return nullopt if there is a problem
std::optional<PresenceFields> readPresence(ObjectReader &reader, const QByteArray &source);

} // namespace phx::app
