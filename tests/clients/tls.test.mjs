// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// Real clients under TLS, with the certificate that `channelscope-cli certificate` makes.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';

import { playInChild } from './parent.mjs';

const run = promisify(execFile);
const deadline = { timeout: 120_000 };

describe('under TLS', { concurrency: 1 }, () => {
  let folder;
  let workspace;
  let certificate;
  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'channelscope-tls-'));
    await run(process.env.PHX_CLI, ['certificate', '-o', path.join(folder, 'tls')]);
    certificate = path.join(folder, 'tls-cert.pem');
    workspace = path.join(folder, 'tls.channelscope.json');
    fs.writeFileSync(workspace, JSON.stringify({
      endpoint: { tls: { certificate: 'tls-cert.pem', key: 'tls-key.pem' } },
      sockets: [{ path: '/socket', handler: 'lab', longpoll: true }],
      handlers: { lab: { kind: 'lab' } },
    }));
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  test('phoenix.js plays the scenario of the client matrix over wss', deadline, async () => {
    const expected = fs.readFileSync(new URL('expected.jsonl', import.meta.url), 'utf8').trimEnd().split('\n')
      .map(line => JSON.parse(line)).find(row => row.client === 'phoenix-1.8.16');

    const result = await playInChild('client.mjs', [expected.client], {
      workspace, path: '/socket', environment: { PHX_BINARY: '1', NODE_EXTRA_CA_CERTS: certificate },
    });

    assert.deepEqual(result, expected);
  });

  test('phoenix.js joins and pushes over wss and over https polling', deadline, async () => {
    const result = await playInChild('tls.mjs', [], {
      workspace, path: '/socket', environment: { NODE_EXTRA_CA_CERTS: certificate },
    });

    assert.deepEqual(result, { websocket: 300_000, longpoll: 300_000 });
  });

  test('a client that does not know the certificate stays outside, and the capture says so', deadline, async () => {
    const capture = path.join(folder, 'tls.capture');

    const result = await playInChild('tls.mjs', [], { workspace, path: '/socket', capture });

    assert.match(String(result.websocket), /^error: /);
    assert.match(String(result.longpoll), /^error: /);
    const { stdout } = await run(process.env.PHX_CLI, ['export', capture, '--format', 'jsonl'], { maxBuffer: 100_000_000 });
    const refused = stdout.trimEnd().split('\n').map(line => JSON.parse(line)).filter(row => row.kind === 'handshake_refused');
    assert.ok(refused.length >= 2, 'each attempt is a row');
    for (const row of refused)
      assert.match(row.detail, /trust/);
  });
});
