// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
// The socket of the recorded reference server, as a script.

export const channels = [
  ["room:*", "room.mjs"],
  ["presence:*", "presence.mjs"],
  ["exact", "exact.mjs"],
];

export function connect(params, info) {
  if (params.reject === "true") return { error: "" };
  if (params.ratelimit === "true") return { error: "rate_limit" };
  const assigns = { auth_token: info.auth_token };
  if (typeof params.user_id === "string") assigns.user_id = params.user_id;
  // In long polling "token" names the session.
  for (const name of info.transport === "websocket" ? ["token", "user_token"] : ["user_token"]) {
    if (params[name] === undefined) continue;
    const verified = info.token.verify("user socket", params[name], { max_age: 3600 });
    if (verified.error !== undefined) return { error: "" };
    assigns.user_id = String(verified.ok);
  }
  return { ok: assigns };
}

export function id(assigns) {
  return assigns.user_id === undefined ? null : `user_sockets:${assigns.user_id}`;
}
