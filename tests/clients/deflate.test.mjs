// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// permessage-deflate with the `ws` package, which packs and unpacks on its own: each form of agreement, messages
// of every size in both directions, and what inflates to too much.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { Server } from '../e2e/server.mjs';

const WebSocket = createRequire(path.join(process.env.PHX_PACKAGES, 'package.json'))('ws');
const deadline = { timeout: 60_000 };

// The same numbers at every run. What repeats itself too well would be taken for a bomb.
const numbers = seed => () => {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed;
};

const mixedText = length => {
  const next = numbers(length + 1);
  return Array.from({ length }, () => 'aé語x7 "\\'[next() % 8]).join('');
};

const mixedBytes = length => {
  const next = numbers(length + 1);
  return Buffer.from(Array.from({ length }, () => next() % 256));
};

const open = async (server, perMessageDeflate) => {
  const socket = new WebSocket(`${server.url}/socket/websocket?vsn=2.0.0`, { perMessageDeflate });
  await once(socket, 'open');
  return socket;
};

/** Has each text echoed, all of them in flight at once. @return what came back, in order */
const echoAll = async (socket, texts) => {
  socket.send(JSON.stringify(['1', '1', 'room:deflate', 'phx_join', {}]));
  texts.forEach((text, i) => socket.send(JSON.stringify(['1', String(i + 2), 'room:deflate', 'echo', { text }])));
  const replies = [];
  for await (const [data, isBinary] of onMessages(socket, texts.length + 1)) {
    assert.equal(isBinary, false);
    replies.push(JSON.parse(data));
  }
  return replies.slice(1).map(reply => reply[4].response.text);
};

async function* onMessages(socket, count) {
  const messages = [];
  let wake = () => {};
  const end = () => { messages.push(null); wake(); };
  socket.on('message', (data, isBinary) => { messages.push([data, isBinary]); wake(); });
  socket.on('close', end);
  for (let i = 0; i < count; i += 1) {
    while (messages.length === 0)
      await new Promise(done => { wake = done; });
    const next = messages.shift();
    assert.ok(next, 'the connection stays open');
    yield next;
  }
  socket.off('close', end);
}

describe('permessage-deflate with the ws package', { concurrency: 1 }, () => {
  let folder;
  let server;
  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'channelscope-deflate-'));
    const workspace = path.join(folder, 'deflate.channelscope.json');
    fs.writeFileSync(workspace, JSON.stringify({
      sockets: [{ path: '/socket', handler: 'lab', websocket: { compress: true } }],
      handlers: { lab: { kind: 'lab' } },
    }));
    server = await Server.start({ workspace });
  });
  after(async () => {
    await server?.stop();
    fs.rmSync(folder, { recursive: true });
  });

  const agreements = [
    ['defaults', {}, 'permessage-deflate; client_max_window_bits=15'],
    ['a server without context takeover', { serverNoContextTakeover: true },
      'permessage-deflate; server_no_context_takeover; client_max_window_bits=15'],
    ['a client without context takeover', { clientNoContextTakeover: true },
      'permessage-deflate; client_no_context_takeover; client_max_window_bits=15'],
    ['a small window of the server', { serverMaxWindowBits: 9 },
      'permessage-deflate; server_max_window_bits=9; client_max_window_bits=15'],
    ['a small window of the client', { clientMaxWindowBits: 10 }, 'permessage-deflate; client_max_window_bits=10'],
    ['everything at once',
      { serverNoContextTakeover: true, clientNoContextTakeover: true, serverMaxWindowBits: 12, clientMaxWindowBits: 9 },
      'permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=12; client_max_window_bits=9'],
  ];
  for (const [name, options, expected] of agreements) {
    test(`${name}: every message comes back whole`, deadline, async () => {
      const socket = await open(server, { threshold: 0, ...options });
      const agreed = socket.extensions;
      const texts = [...Array.from({ length: 200 }, (_, i) => mixedText(i)), '', mixedText(100_000), mixedText(1_000_000), ''];

      assert.deepEqual(await echoAll(socket, texts), texts);

      assert.equal(agreed, 'permessage-deflate');
      const parameters = Object.entries(socket._extensions?.['permessage-deflate']?.params ?? {});
      assert.equal(['permessage-deflate', ...parameters.map(([key, value]) => (value === true ? key : `${key}=${value}`))].join('; '), expected);
      socket.close();
      await once(socket, 'close');
    });
  }

  test('a binary message comes back whole, and a ping between', deadline, async () => {
    const socket = await open(server, { threshold: 0 });
    socket.send(JSON.stringify(['1', '1', 'room:deflate', 'phx_join', {}]));
    await once(socket, 'message');
    const head = Buffer.from('\x00\x01\x01\x0c\x0312room:deflatebin', 'latin1');

    const data = mixedBytes(70_000);

    socket.send(Buffer.concat([head, data]));
    socket.ping('still there?');
    const [[reply, isBinary], [pong]] = await Promise.all([once(socket, 'message'), once(socket, 'pong')]);

    assert.equal(isBinary, true);
    assert.ok(reply.includes(data));
    assert.equal(pong.toString(), 'still there?');
    socket.close();
  });

  test('what inflates to more than 25 times its size is refused with 1009', deadline, async () => {
    const socket = await open(server, { threshold: 0 });

    socket.send(JSON.stringify([null, '1', 'phoenix', 'heartbeat', { bomb: 'a'.repeat(9_000_000) }]));

    const [code] = await once(socket, 'close');
    assert.equal(code, 1009);
    const [echoed] = await echoAll(await open(server, {}), ['the server serves on']);
    assert.equal(echoed, 'the server serves on');
  });

  test('a client that offers nothing speaks plainly', deadline, async () => {
    const socket = await open(server, false);

    assert.deepEqual(await echoAll(socket, ['plain']), ['plain']);
    assert.equal(socket.extensions, '');
    socket.close();
  });
});
