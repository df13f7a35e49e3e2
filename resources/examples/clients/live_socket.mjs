// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

export const channels = [["lv:*", "live.mjs"]];
