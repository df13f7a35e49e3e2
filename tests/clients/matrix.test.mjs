// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// Each line of expected.jsonl is a real client and what the scenario of client.mjs must come to with it.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { labWorkspace, Server } from '../e2e/server.mjs';
import { playInChild } from './parent.mjs';

const here = name => fileURLToPath(new URL(name, import.meta.url));

const playScenario = row => playInChild('client.mjs', [row.client], {
  workspace: labWorkspace, path: '/socket', environment: { PHX_BINARY: row.binary ? '1' : '' },
});

describe('real clients', { concurrency: 2 }, () => {
  const rows = fs.readFileSync(here('expected.jsonl'), 'utf8').trimEnd().split('\n').map(line => JSON.parse(line));
  for (const row of rows) {
    test(`${row.client} gets along with the server`, { timeout: 120_000 }, async () => {
      const result = await playScenario(row);
      console.log(JSON.stringify(result));
      assert.deepEqual(result, row);
    });
  }

  test('a Python client without phoenix.js gets along with the server', { timeout: 60_000 }, async context => {
    const run = promisify(execFile);
    try {
      await run('/usr/bin/python3', ['-c', 'import websockets']);
    } catch {
      context.skip('the Debian package python3-websockets is missing');
      return;
    }
    const server = await Server.start({ workspace: labWorkspace });
    try {
      const { stdout } = await run('/usr/bin/python3', [here('raw.py'), `${server.url}/socket`]);
      assert.deepEqual(JSON.parse(stdout), [
        ['1', '1', 'room:py', 'phx_reply', { status: 'ok', response: {} }],
        ['1', '2', 'room:py', 'phx_reply', { status: 'ok', response: { py: '日本' } }],
        [null, '3', 'phoenix', 'phx_reply', { status: 'ok', response: {} }],
        `0101010702${Buffer.from('14room:pyok').toString('hex')}01ff`,
      ]);
    } finally {
      await server.stop();
    }
  });
});
