// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// phoenix.js under TLS, once over each transport: tls.mjs ENDPOINT. What Node trusts besides the authorities of
// the web is in NODE_EXTRA_CA_CERTS, which it reads when it starts.

import { report, require, RetryMs, within } from './child.mjs';
import { XMLHttpRequest } from './xmlhttprequest.mjs';

// phoenix.js looks for them in the global object while it loads.
globalThis.self = globalThis;
globalThis.XMLHttpRequest = XMLHttpRequest;

const { LongPoll, Socket } = require('phoenix-1.8.16');

const replyTo = (what, push) => within(what, new Promise(done => {
  for (const status of ['ok', 'error', 'timeout'])
    push.receive(status, response => done([status, response]));
}));

/** Joins and has something large echoed. @return the length that came back, or the error of the first attempt */
const play = (what, transport) => new Promise((done, fail) => {
  const socket = new Socket(process.argv[2], { transport, reconnectAfterMs: () => RetryMs });
  const channel = socket.channel('room:tls', {});
  const end = result => socket.disconnect(() => done(result));
  socket.onError(error => end(`error: ${error?.error?.code ?? error?.message ?? error}`));
  socket.connect();
  replyTo(`the join over ${what}`, channel.join())
    .then(() => replyTo(`the echo over ${what}`, channel.push('echo', { text: 'x'.repeat(300_000) })))
    .then(([, response]) => end(response.text.length), fail);
});

report(async () => ({
  websocket: await play('WebSocket', require('ws')),
  longpoll: await play('long polling', LongPoll),
}));
