// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
// Who may connect, who they are, and which module handles which topic. JavaScript as of ES2016.

export const channels = [["room:*", "room.mjs"]];

// Returns {ok: assigns}, or {error: "reason"}, perhaps with the status and body of the HTTP answer.
export function connect(params, info) {
  if (params.banned) return { error: "banned", status: 403, body: "not you" };
  return { ok: { user: params.user === undefined ? null : params.user } };
}

// The topic on which a broadcast of "disconnect" closes this client's sockets; null: none.
export function id(assigns) {
  return assigns.user === null ? null : `users:${assigns.user}`;
}
