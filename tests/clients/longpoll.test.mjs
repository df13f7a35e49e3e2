// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// Real phoenix.js over long polling: by choice, and because WebSockets do not get through.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { labWorkspace, Server } from '../e2e/server.mjs';
import { XMLHttpRequest } from './xmlhttprequest.mjs';

// phoenix.js looks for them in the global object while it loads.
globalThis.self = globalThis;
globalThis.XMLHttpRequest = XMLHttpRequest;

const require = createRequire(path.join(process.env.PHX_PACKAGES, 'package.json'));
const fast = { reconnectAfterMs: () => 50, rejoinAfterMs: () => 50 };
const deadline = { timeout: 60_000 };

const replyTo = push => new Promise(done => {
  for (const status of ['ok', 'error', 'timeout'])
    push.receive(status, response => done([status, response]));
});

const disconnect = socket => new Promise(done => socket.disconnect(done));

// A socket that is left open would keep the process alive.
const withSocket = async (socket, play) => {
  socket.connect();
  try {
    await play();
  } finally {
    await disconnect(socket);
  }
};

describe('phoenix.js over long polling', { concurrency: 1 }, () => {
  let server;
  before(async () => { server = await Server.start({ workspace: labWorkspace }); });
  after(() => server.stop());

  for (const name of ['phoenix-1.5.14', 'phoenix-1.6.16', 'phoenix-1.7.21', 'phoenix-1.7.23', 'phoenix-1.8.0', 'phoenix-1.8.16']) {
    test(`${name} joins, pushes, hears broadcasts and comes back after a crash`, deadline, async () => {
      const { LongPoll, Socket } = require(name);
      const socket = new Socket(`${server.url}/socket`, { ...fast, transport: LongPoll });
      await withSocket(socket, async () => {
        const channel = socket.channel('room:polled', {});
        let joins = 0;
        let rejoined = () => {};
        const isBack = new Promise(done => { rejoined = done; });
        const join = channel.join();
        join.receive('ok', () => { joins += 1; if (joins === 2) rejoined(); });

        assert.deepEqual(await replyTo(join), ['ok', {}]);
        assert.deepEqual(await replyTo(channel.push('echo', { ja: '日本語 🍣' })), ['ok', { ja: '日本語 🍣' }]);

        const heard = new Promise(done => channel.on('new_msg', done));
        channel.push('new_msg', { body: 'hi' });
        assert.deepEqual(await heard, { body: 'hi' });

        // A POST holds at most 100 messages; from 1.8.6 on phoenix.js keeps to that and sends a second one.
        const length = name === 'phoenix-1.8.16' ? 150 : 90;
        const many = Array.from({ length }, (_, i) => replyTo(channel.push('echo', { i })));
        assert.deepEqual((await Promise.all(many)).map(([, response]) => response.i), Array.from({ length }, (_, i) => i));

        channel.push('crash', {});
        await isBack;
        assert.deepEqual(await replyTo(channel.push('ack', {})), ['ok', {}]);
      });
    });
  }
});

describe('phoenix.js where WebSockets do not get through', { concurrency: 1 }, () => {
  let server;
  let folder;
  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'polled-'));
    const workspace = path.join(folder, 'polled.channelscope.json');
    fs.writeFileSync(workspace, JSON.stringify({
      sockets: [{ path: '/socket', handler: 'lab', websocket: false, longpoll: true, auth_token: true }],
      handlers: { lab: { kind: 'lab' } },
    }));
    server = await Server.start({ workspace });
  });
  after(async () => {
    await server.stop();
    fs.rmSync(folder, { recursive: true });
  });

  const makeStore = () => {
    const items = new Map();
    return { getItem: key => items.get(key) ?? null, setItem: (key, value) => items.set(key, value), items };
  };

  for (const name of ['phoenix-1.7.23', 'phoenix-1.8.0', 'phoenix-1.8.16']) {
    test(`${name} falls back to long polling and remembers it`, deadline, async () => {
      const { Socket } = require(name);
      const store = makeStore();
      const socket = new Socket(`${server.url}/socket`, {
        ...fast, transport: require('ws'), longPollFallbackMs: 100, sessionStorage: store, authToken: '1234',
      });
      await withSocket(socket, async () => {
        const channel = socket.channel('exact', {});

        const [status, response] = await replyTo(channel.join());

        assert.equal(status, 'ok');
        // authToken came with 1.8.
        assert.deepEqual(response, { auth_token: name.startsWith('phoenix-1.8') ? '1234' : null });
        assert.ok([...store.items.keys()].some(key => key.startsWith('phx:fallback:')), 'the fallback is remembered');
      });
    });
  }
});
