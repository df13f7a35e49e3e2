// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// Two servers that share broadcasts through a Redis, and phoenix.js on both.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { labWorkspace, Server } from '../e2e/server.mjs';

const require = createRequire(path.join(process.env.PHX_PACKAGES, 'package.json'));
const { Presence, Socket } = require('phoenix-1.8.16');
const deadline = { timeout: 60_000 };

const freePort = async () => {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise(done => server.close(done));
  return port;
};

// One program under two names, of which Debian's redis-tools has the other.
const startRedis = (folder, port) => {
  const program = execFileSync('sh', ['-c', 'command -v redis-check-rdb'], { encoding: 'utf8' }).trim();
  fs.symlinkSync(program, path.join(folder, 'redis-server'));
  return spawn(path.join(folder, 'redis-server'),
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], { cwd: folder, stdio: 'ignore' });
};

const whenConnected = async server => {
  for (;;) {
    const state = await (await fetch(`${server.control}/state`)).json();
    if (state.pubsub.state === 'connected')
      return state.pubsub;
    await new Promise(done => setTimeout(done, 50));
  }
};

const joined = (server, topic) => {
  const socket = new Socket(`${server.url}/socket`, { transport: require('ws') });
  socket.connect();
  const channel = socket.channel(topic, {});
  const heard = [];
  channel.on('new_msg', payload => heard.push(payload));
  return new Promise((done, failed) => {
    channel.join().receive('ok', () => done({ socket, channel, heard })).receive('error', failed);
  });
};

const present = (server, user) => {
  const socket = new Socket(`${server.url}/socket`, { transport: require('ws') });
  socket.connect();
  const channel = socket.channel('presence:1', { user_id: user });
  const presence = new Presence(channel);
  return new Promise((done, failed) => {
    channel.join().receive('ok', () => done({ socket, presence })).receive('error', failed);
  });
};

const until = async condition => {
  while (!condition())
    await new Promise(done => setTimeout(done, 20));
};

describe('phoenix.js on two servers with one Redis', { concurrency: 1 }, () => {
  let redis;
  let folder;
  let servers;
  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cluster-'));
    const port = await freePort();
    redis = startRedis(folder, port);
    const options = { workspace: labWorkspace, control: true, redis: `redis://127.0.0.1:${port}` };
    servers = [await Server.start(options), await Server.start(options)];
  });
  after(async () => {
    await Promise.all((servers ?? []).map(server => server.stop()));
    redis?.kill();
    fs.rmSync(folder, { recursive: true });
  });

  test('a broadcast reaches both, once and in order', deadline, async () => {
    const [one, other] = await Promise.all(servers.map(whenConnected));
    assert.notEqual(one.node_name, other.node_name);
    const here = await joined(servers[0], 'room:1');
    const there = await joined(servers[1], 'room:1');

    const bodies = Array.from({ length: 50 }, (_, i) => ({ body: `挨拶 ${i}`, n: i / 4 }));
    for (const body of bodies)
      here.channel.push('new_msg', body, 1_000);
    there.channel.push('new_msg', { body: 'last' }, 1_000);
    await until(() => [here, there].every(({ heard }) => heard.length >= bodies.length + 1));

    for (const { heard } of [here, there])
      assert.deepEqual(heard.filter(({ body }) => body !== 'last'), bodies);
    for (const { socket } of [here, there])
      await new Promise(done => socket.disconnect(done));
  });

  test('Presence sees who is on the other server, and who leaves there', deadline, async () => {
    await Promise.all(servers.map(whenConnected));
    const users = ({ presence }) => presence.list(key => key).sort().join();
    const here = await present(servers[0], 'ann');
    const there = await present(servers[1], 'ben');
    await until(() => [here, there].every(one => users(one) === 'ann,ben'));

    await new Promise(done => there.socket.disconnect(done));

    await until(() => users(here) === 'ann');
    await new Promise(done => here.socket.disconnect(done));
  });
});
