// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// Stands in for phoenix.js where a build could not fetch it from npm; app.js then says so on the page.
