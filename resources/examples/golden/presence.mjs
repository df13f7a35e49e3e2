// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
// What changes one's presence happens after the answer, as with Phoenix's tracker.

export function join(topic, payload, socket) {
  if (typeof payload.user_id !== "string") throw new Error("the join payload has no user_id");
  socket.assigns.user_id = payload.user_id;
  socket.assigns.tracked = true;
  socket.sendAfter({ change: "track", meta: payload.meta }, 0);
  return { ok: {} };
}

export function handleIn(event, payload, socket) {
  if (event === "update" && socket.assigns.tracked) {
    socket.sendAfter({ change: "update", meta: payload }, 0);
    return { reply: "ok" };
  }
  if (event === "untrack") {
    socket.assigns.tracked = false;
    socket.sendAfter({ change: "untrack" }, 0);
    return { reply: "ok" };
  }
  if (event === "list") return { reply: "ok", response: socket.presence.list() };
  throw new Error(`no clause for ${event}`);
}

export function handleInfo(message, socket) {
  socket.presence[message.change](socket.assigns.user_id, message.meta);
  if (message.change === "track") socket.push("presence_state", socket.presence.list());
}
