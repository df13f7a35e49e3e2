// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// A target needs a source; this one only carries the precompiled headers.
