// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// The transports of phoenix.js in a real browser: long polling where WebSockets do not get through, compressed
// messages, TLS.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';

import { launchBrowser } from './browser.mjs';
import { readState } from './control.mjs';
import { Server } from './server.mjs';

const run = promisify(execFile);
const deadline = { timeout: 60_000 };
const sockets = [
  { path: '/off', handler: 'lab', websocket: false, longpoll: true },
  { path: '/refusing', handler: 'lab', websocket: { subprotocols: ['sip'] }, longpoll: true },
  { path: '/compressed', handler: 'lab', websocket: { compress: true } },
  { path: '/socket', handler: 'lab', longpoll: true },
];

let folder;
let browser;

const writeWorkspace = (name, endpoint) => {
  const file = path.join(folder, name);
  fs.writeFileSync(file, JSON.stringify({ endpoint, sockets, handlers: { lab: { kind: 'lab' } } }));
  return file;
};

before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'channelscope-transports-'));
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  fs.rmSync(folder, { recursive: true });
});

// Runs in the page. Joins, has something echoed and hears its own broadcast. @return what came back
const play = ({ endpoint, options = {}, bytes }) => new Promise(done => {
  const { Socket } = globalThis.Phoenix;
  const socket = new Socket(endpoint, options);
  const channel = socket.channel('room:transports', {});
  // What repeats itself too well would be taken for a bomb where messages are compressed.
  let seed = 1;
  const pick = () => { seed = (seed * 48_271) % 2_147_483_647; return ['a', 'é', '語', '𠮷'][seed % 4]; };
  const text = Array.from({ length: bytes / 2.5 }, pick).join('');
  let echoed = null;
  channel.on('new_msg', ({ body }) => {
    const result = { echoed, body, extensions: socket.conn.extensions ?? null };
    socket.disconnect(() => done(result));
  });
  channel.join()
    .receive('ok', () => channel.push('echo', { text }).receive('ok', answer => {
      echoed = answer.text === text ? 'same' : 'other';
      channel.push('new_msg', { body: 'ゴール' });
    }))
    .receive('error', reason => done({ error: reason }));
  socket.connect();
});

describe('where WebSockets do not get through', { concurrency: 1 }, () => {
  let server;
  before(async () => { server = await Server.start({ workspace: writeWorkspace('polled.json', {}), control: true }); });
  after(() => server?.stop());

  // The token rides in the subprotocols, of which /refusing knows none.
  for (const endpoint of ['/off', '/refusing']) {
    test(`phoenix.js falls back to long polling at ${endpoint}, and starts with it the next time`, deadline, async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      const opened = [];
      page.on('websocket', webSocket => opened.push(webSocket.url()));
      const options = { longPollFallbackMs: 200, authToken: 'abc' };
      await page.goto(`http://localhost:${server.port}/`);

      const result = await page.evaluate(play, { endpoint, options, bytes: 100_000 });

      assert.deepEqual(result, { echoed: 'same', body: 'ゴール', extensions: null });
      const attempts = opened.filter(url => url.includes(endpoint));
      assert.ok(attempts.length >= 1, 'a WebSocket was tried');
      const { clients } = await readState(server);
      assert.equal(clients.at(-1).transport, 'longpoll');
      assert.deepEqual(await page.evaluate(() => Object.entries(sessionStorage)), [['phx:fallback:LongPoll', 'true']]);

      // The tab is not new: what it found out still counts.
      await page.reload();
      const again = await page.evaluate(play, { endpoint, options, bytes: 1_000 });

      assert.equal(again.echoed, 'same');
      assert.equal(opened.filter(url => url.includes(endpoint)).length, attempts.length, 'no further WebSocket was tried');
      await context.close();
    });
  }

  test('a message that Chromium compresses comes back whole', deadline, async () => {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${server.port}/`);

    const compressed = await page.evaluate(play, { endpoint: '/compressed', bytes: 1_000_000 });
    const plain = await page.evaluate(play, { endpoint: '/socket', bytes: 1_000_000 });

    assert.match(compressed.extensions, /^permessage-deflate/);
    assert.equal(plain.extensions, '');
    for (const { echoed, body } of [compressed, plain])
      assert.deepEqual({ echoed, body }, { echoed: 'same', body: 'ゴール' });
    await page.close();
  });
});

describe('under TLS', { concurrency: 1 }, () => {
  let server;
  let capture;
  before(async () => {
    await run(process.env.PHX_CLI, ['certificate', '-o', path.join(folder, 'tls')]);
    capture = path.join(folder, 'tls.capture');
    const workspace = writeWorkspace('tls.json', { tls: { certificate: 'tls-cert.pem', key: 'tls-key.pem' } });
    server = await Server.start({ workspace, capture });
  });
  after(async () => {
    if (server?.process.exitCode === null)
      await server.stop();
  });

  test('a page comes by https and speaks over wss and by long polling', deadline, async () => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    await page.goto(`https://localhost:${server.port}/`);

    for (const endpoint of ['/socket', '/off']) {
      const result = await page.evaluate(play, { endpoint, options: { longPollFallbackMs: 200 }, bytes: 300_000 });
      assert.equal(result.echoed, 'same');
    }
    await context.close();
  });

  test('a browser that does not know the certificate is a row in the capture', deadline, async () => {
    const page = await browser.newPage();

    await assert.rejects(page.goto(`https://localhost:${server.port}/`), /ERR_CERT_AUTHORITY_INVALID/);

    await page.close();
    await server.stop();
    const { stdout } = await run(process.env.PHX_CLI, ['export', capture, '--format', 'jsonl'], { maxBuffer: 100_000_000 });
    const details = stdout.trimEnd().split('\n').map(line => JSON.parse(line))
      .filter(row => row.kind === 'handshake_refused').map(row => row.detail);
    assert.ok(details.some(detail => /trust/.test(detail)), details.join('\n'));
  });
});
