// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
export const intercept = ["intercepted"];

export function join(topic, payload, socket) {
  switch (topic) {
    case "room:private": return { error: { reason: "unauthorized" } };
    case "room:crash": throw new Error("crash requested");
    case "room:badreturn": return "nonsense";
    case "room:reply": return { ok: payload };
    default: return { ok: {} };
  }
}

const hex = (bytes) =>
  Array.from(new Uint8Array(bytes), (byte) => (byte < 16 ? "0" : "") + byte.toString(16)).join("");

const binaryEvents = {
  bin: (bytes) => ({ reply: "ok", response: bytes }),
  bin_error: (bytes) => ({ reply: "error", response: bytes }),
  bin_push: (bytes, socket) => socket.push("bin_pushed", bytes),
  bin_broadcast: (bytes, socket) => socket.broadcast("bin_msg", bytes),
  bin_to_json: (bytes) => ({ reply: "ok", response: { hex: hex(bytes) } }),
};

const events = {
  new_msg: (payload, socket) => socket.broadcast("new_msg", payload),
  new_msg_ack(payload, socket) {
    socket.broadcast("new_msg", payload);
    return { reply: "ok" };
  },
  new_msg_from(payload, socket) {
    socket.broadcastFrom("new_msg", payload);
    return { reply: "ok" };
  },
  intercepted: (payload, socket) => socket.broadcast("intercepted", payload),
  push_me: (payload, socket) => socket.push("pushed", payload),
  echo: (payload) => ({ reply: "ok", response: payload }),
  echo_error: (payload) => ({ reply: "error", response: payload }),
  echo_status: (payload) => ({ reply: "custom", response: payload }),
  ack: () => ({ reply: "ok" }),
  nack: () => ({ reply: "error" }),
  noreply: () => undefined,
  async: (payload, socket) => socket.sendAfter({ ref: socket.ref(), payload }, 50),
  json_to_bin: () => ({ reply: "ok", response: new Uint8Array([1, 2, 3]).buffer }),
  crash() { throw new Error("crash requested"); },
  stop: () => ({ stop: "normal" }),
  stop_shutdown: () => ({ stop: "shutdown" }),
  stop_shutdown_reason: () => ({ stop: ["shutdown", "reason"] }),
  stop_abnormal: () => ({ stop: "abnormal" }),
  stop_reply: (payload) => ({ stop: "normal", reply: "ok", response: payload }),
};

export function handleIn(event, payload, socket) {
  const handlers = payload instanceof ArrayBuffer && binaryEvents.hasOwnProperty(event) ? binaryEvents : events;
  if (!handlers.hasOwnProperty(event)) throw new Error(`no clause for ${event}`);
  return handlers[event](payload, socket);
}

export function handleOut(event, payload, socket) {
  socket.push(event, Object.assign({}, payload, { intercepted: true }));
}

export function handleInfo(message, socket) {
  socket.reply(message.ref, "ok", message.payload);
}
