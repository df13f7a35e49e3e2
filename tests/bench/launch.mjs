// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// Milliseconds from the start of a program until it listens: node launch.mjs [BUILD_FOLDER]
// The terminal program says when it listens; the window is asked by connecting to its port again and again.
// Without a display the window is drawn off screen. The time on the processor is what remains of it on a
// machine that has nothing else to do (Linux only).

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

const Runs = 10;
const TickMs = 10; // of /proc
const RetryMs = 2;
const bin = path.join(process.argv[2] ?? 'build/release', 'bin');
const settings = fs.mkdtempSync(path.join(os.tmpdir(), 'channelscope-launch-'));
const environment = { ...process.env, XDG_CONFIG_HOME: settings, XDG_DATA_HOME: settings };
if (!process.env.DISPLAY)
  environment.QT_QPA_PLATFORM = 'offscreen';

const freePort = async () => {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
};

const terminal = async () => {
  const program = spawn(path.join(bin, 'channelscope-cli'), ['serve', '--listen', '127.0.0.1:0', '--print', 'none'],
                        { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(program.stdout, 'data');
  return program;
};

const tryConnect = port => new Promise(done => {
  const socket = net.connect(port, '127.0.0.1', () => { socket.destroy(); done(true); });
  socket.on('error', () => done(false));
});

const window = async () => {
  const port = await freePort();
  const started = performance.now();
  const program = spawn(path.join(bin, 'channelscope'), ['--port', String(port)], { env: environment, stdio: 'ignore' });
  while (!await tryConnect(port))
    await new Promise(done => setTimeout(done, RetryMs));
  program.startedAt = started;
  return program;
};

const processorMs = pid => {
  const file = `/proc/${pid}/stat`;
  if (!fs.existsSync(file))
    return NaN;
  const fields = fs.readFileSync(file, 'utf8').replace(/^.*\) /, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TickMs;
};

const summary = times => {
  times.sort((a, b) => a - b);
  const [least, median, most] = [times[0], times[Runs / 2], times[Runs - 1]].map(Math.round);
  return `${least} / ${median} / ${most} ms`;
};

const measure = async (name, start) => {
  const times = [];
  const processorTimes = [];
  for (let run = 0; run < Runs; ++run) {
    const before = performance.now();
    const program = await start();
    times.push(performance.now() - (program.startedAt ?? before));
    processorTimes.push(processorMs(program.pid));
    program.kill();
    await once(program, 'exit');
  }
  console.log(`${name}: ${summary(times)}, on the processor ${summary(processorTimes)} (least / median / most of ${Runs})`);
};

await measure('channelscope-cli', terminal);
await measure('channelscope', window);
fs.rmSync(settings, { recursive: true });
