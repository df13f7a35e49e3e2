// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// Connects and frames that must be refused, many of each: every one gets its status or close code and its
// row in the capture, and afterwards the server serves as before.
//
// PHX_REFUSED  connects refused for their origin, 10000 if unset; of each other kind a tenth

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';

import { frame, RawClient, Text } from './rawclient.mjs';
import { labWorkspace, Server } from './server.mjs';

const Refused = Number(process.env.PHX_REFUSED ?? 10_000);
const Fewer = Math.max(20, Math.floor(Refused / 10));
const AtOnce = 50;
const DeadlineMs = 300_000;
const Socket = '/socket/websocket?vsn=2.0.0';

let folder;
let capture;
let server;

before(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'channelscope-refused-'));
  capture = path.join(folder, 'refused.capture');
  server = await Server.start({ workspace: labWorkspace, capture });
});
after(async () => {
  if (server.process.exitCode === null)
    await server.stop();
  await fs.rm(folder, { recursive: true });
});

/** Runs `attempt` that often, some at once. @return how often it came to which outcome */
const many = async (count, attempt) => {
  const outcomes = {};
  let left = count;
  const worker = async () => {
    while (left-- > 0) {
      const client = await RawClient.connect(server.port);
      const outcome = await attempt(client);
      client.destroy();
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: Math.min(AtOnce, count) }, worker));
  return outcomes;
};

const closeCodeAfter = (target, bytes) => async client => {
  const status = await client.upgrade(target);
  if (status !== 101)
    return `status ${status}`;
  client.write(bytes);
  return client.readCloseCode();
};

describe('each of many wrong clients is refused as it should be', { timeout: DeadlineMs }, () => {
  const wrong = [
    ['a foreign origin', Refused, 403, client => client.upgrade(Socket, { Origin: 'http://evil.example' })],
    ['a path without a socket', Fewer, 404, client => client.upgrade('/nowhere/websocket?vsn=2.0.0')],
    ['a token that is not valid', Fewer, 403, client => client.upgrade(`${Socket}&token=bad`)],
    ['text that is no JSON', Fewer, 1011, closeCodeAfter(Socket, frame(Text, '{nope'))],
    ['JSON that is no message', Fewer, 1011, closeCodeAfter(Socket, frame(Text, '{}'))],
    ['text that is no UTF-8', Fewer, 1007, closeCodeAfter(Socket, frame(Text, Buffer.from([0x22, 0xc3, 0x28, 0x22])))],
    ['a frame above the limit', Fewer, 1009, closeCodeAfter('/small/websocket?vsn=2.0.0', frame(Text, 'x'.repeat(2000)))],
    ['a frame without a mask', Fewer, 1002, closeCodeAfter(Socket, frame(Text, 'A', { masked: false }))],
  ];
  for (const [name, count, expected, attempt] of wrong) {
    test(`${name}, ${count} times: ${expected}`, async () => {
      assert.deepEqual(await many(count, attempt), { [expected]: count });
    });
  }

  test(`half a handshake, ${AtOnce} times: 408`, async () => {
    const outcomes = await many(AtOnce, client => {
      client.write(`GET ${Socket} HTTP/1.1\r\nHost: loc`);
      return client.readStatus();
    });

    assert.deepEqual(outcomes, { 408: AtOnce });
  });
});

test('afterwards the server serves as before', async () => {
  const client = await RawClient.connect(server.port);

  assert.equal(await client.upgrade(Socket, { Origin: 'http://localhost' }), 101);
  client.write(frame(Text, '["1","1","room:after","phx_join",{}]'));
  client.write(frame(Text, '["1","2","room:after","echo",{"ja":"日本語"}]'));
  const replies = [JSON.parse((await client.readFrame()).payload), JSON.parse((await client.readFrame()).payload)];

  assert.deepEqual(replies, [
    ['1', '1', 'room:after', 'phx_reply', { status: 'ok', response: {} }],
    ['1', '2', 'room:after', 'phx_reply', { status: 'ok', response: { ja: '日本語' } }],
  ]);
  client.destroy();
});

test('the capture has one row for each of them', async () => {
  const file = path.join(folder, 'refused.jsonl');

  await server.stop();
  await promisify(execFile)(process.env.PHX_CLI, ['export', capture, '--format', 'jsonl', '--output', file]);
  const counts = {};
  for (const line of (await fs.readFile(file, 'utf8')).trimEnd().split('\n')) {
    const { kind, code } = JSON.parse(line);
    counts[`${kind} ${code}`] = (counts[`${kind} ${code}`] ?? 0) + 1;
  }

  assert.equal(counts['handshake_refused 403'], Refused + Fewer);
  assert.equal(counts['handshake_refused 404'], Fewer);
  assert.equal(counts['handshake_refused 408'], AtOnce);
  assert.equal(counts['handshake_accepted 101'], 5 * Fewer + 1);
  assert.equal(counts['undecodable 1011'], 2 * Fewer);
  assert.equal(counts['closed 1011'], 2 * Fewer);
  for (const code of [1002, 1007, 1009])
    assert.equal(counts[`closed ${code}`], Fewer, `closed ${code}`);
});
