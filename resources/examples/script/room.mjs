// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
// The chat of Phoenix's guide.

export const intercept = ["user_joined"];

export function join(topic, payload, socket) {
  if (topic === "room:lobby") return { ok: {} };
  return { error: { reason: "unauthorized" } };
}

export function handleIn(event, payload, socket) {
  switch (event) {
    case "new_msg":
      socket.broadcast("new_msg", { body: payload.body });
      return;
    case "hello":
      socket.broadcast("user_joined", { user: socket.assigns.user });
      return { reply: "ok", response: { count: socket.store.increment("hellos") } };
    default:
      throw new Error(`no clause for ${event}`);
  }
}

// Intercepted broadcasts come here once for each client: push what this one shall see.
export function handleOut(event, payload, socket) {
  if (payload.user !== socket.assigns.user) socket.push(event, payload);
}
