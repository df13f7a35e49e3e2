// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

class QWidget;

namespace phx::ui {

//! The keys of the window, as a table. Not modal.
void showShortcuts(QWidget *parent);
//! Version, licence of the program and of what it uses. Not modal.
void showAbout(QWidget *parent);

} // namespace phx::ui
