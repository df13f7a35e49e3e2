// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/compose/composedmessage.h"
#include "app/compose/variables.h"
#include "ui/models/jsontext.h"

#include <optional>

namespace phx::ui {

//! \brief What is wrong with the text of a composed message, where it was typed.
//!
//! As app::buildMessage(), but in the language of the window and without using up a counter; a file
//! is not read. \param body what the text shall be
[[nodiscard]] std::optional<JsonProblem>
checkBody(const QString &text, app::ComposedMessage::Body body, app::Variables &variables);

} // namespace phx::ui
