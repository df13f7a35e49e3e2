// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QMetaType>

namespace phx::ui {

//! What a chosen place in the topic tree stands for.
enum class TopicScope : quint8 {
    Exact, //!< the topic itself
    Branch //!< the topic and everything below it, "room" for "room", "room:lobby", "room:a:b"
};

} // namespace phx::ui

Q_DECLARE_METATYPE(phx::ui::TopicScope)
