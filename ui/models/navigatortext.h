// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/navigatornode.h"

//! What the rows of the navigator say, translated.
namespace phx::ui {

//! The left text: "lobby", "c1 Chrome", "room:lobby · joined".
[[nodiscard]] QString navigatorText(const NavigatorEntry &entry);
//! The right text: "118", "12/s", "ws"; empty if there is none.
[[nodiscard]] QString navigatorFigure(const NavigatorEntry &entry);
//! What there is to know beyond the row; empty if nothing.
[[nodiscard]] QString navigatorToolTip(const NavigatorEntry &entry);
//! A sentence for a screen reader.
[[nodiscard]] QString navigatorSentence(const NavigatorEntry &entry);

//! "joined", "refused", "crashed", "closed".
[[nodiscard]] QString channelStateText(app::ChannelState::State state);
//! "ws", "lp".
[[nodiscard]] QString transportText(tap::TransportKind transport);
//! Hours, minutes and seconds on this machine's clock. \param timeUs since the Unix epoch
[[nodiscard]] QString clockText(qint64 timeUs);

} // namespace phx::ui
