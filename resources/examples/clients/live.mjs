// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
//
// A LiveView without Elixir: what the client of Phoenix LiveView needs of a server for a page that is static
// but for one number. The page has <div data-phx-main id="phx-…" data-phx-session="…" data-phx-static="…">.

// LiveView's channel closes before it answers phx_leave; Phoenix's own answer first.
export const closesFirst = true;

// The texts between the values, and the values by their places: LiveView's "rendered".
function rendered(count) {
  return { s: ['<p id="hello">Hello from Channelscope</p><button id="more" phx-click="more">', " clicks</button>"], 0: String(count) };
}

export function join(topic, payload, socket) {
  if (typeof payload.session !== "string") return { error: { reason: "unauthorized" } };
  socket.assigns.count = 0;
  return { ok: { rendered: rendered(0), liveview_version: "1.2.12" } };
}

export function handleIn(event, payload, socket) {
  if (event === "event" && payload.event === "more") {
    socket.assigns.count += 1;
    return { reply: "ok", response: { diff: { 0: String(socket.assigns.count) } } };   // only what has changed
  }
  if (event === "event" && payload.event === "later") {
    socket.sendAfter({ title: "Pushed" }, 10);
    return { reply: "ok", response: {} };
  }
  if (event === "live_patch" || event === "event") return { reply: "ok", response: {} };
  throw new Error("no clause for " + event);
}

// What the server changes by itself: a diff with the title of the page.
export function handleInfo(message, socket) {
  socket.push("diff", { t: message.title, 0: String(socket.assigns.count) });
}
