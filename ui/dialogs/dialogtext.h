// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

class QLabel;
class QWidget;

namespace phx::ui {

//! A line for what is wrong, in the colour of errors: plain text, wrapped, hidden at first.
QLabel *makeProblemLabel(QWidget *parent);

} // namespace phx::ui
