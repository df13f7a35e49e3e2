// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
export function join(topic, payload, socket) {
  return { ok: { auth_token: socket.assigns.auth_token } };
}

export function handleIn(event, payload, socket) {
  throw new Error(`no clause for ${event}`);
}
