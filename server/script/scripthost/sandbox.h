// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

namespace phx::server::script {

//! Closes every descriptor but the standard three. First thing in main().
void closeInheritedDescriptors();

//! \brief From here on the process opens no file and no socket, starts no process, writes no file,
//! and has no more memory than that (reliability.md §2.6).
//!
//! Whatever opens files lazily (time zones, translations) must have done so before.
//! \param memoryBytes of address space; not applied under a sanitizer, which needs terabytes of it
void enterSandbox(qint64 memoryBytes);

//! Calls \c onLimit, in a signal handler, when the processor time of one callback exceeds the
//! limit; again every 50 ms until it ends.
void watchCallbacks(qint64 limitMs, void (*onLimit)());
void callbackStarts();
void callbackEnds();

} // namespace phx::server::script
