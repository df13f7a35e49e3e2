// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// GraphQL over a channel with @absinthe/socket: absinthe.mjs ENDPOINT

import { askParent, report, require, RetryMs, until, within } from './child.mjs';

const Absinthe = require('@absinthe/socket');
const { Socket } = require('phoenix');

const [endpoint] = process.argv.slice(2);

report(async () => {
  const socket = Absinthe.create(new Socket(endpoint, {
    transport: require('ws'), reconnectAfterMs: () => RetryMs, rejoinAfterMs: () => RetryMs,
  }));
  const query = operation => within(operation, new Promise(done => {
    Absinthe.observe(socket, Absinthe.send(socket, { operation, variables: {} }), {
      onResult: result => done(['result', result]),
      onError: error => done(['error', error.message]),
      onAbort: error => done(['abort', error.message]),
    });
  }));
  const result = {};

  result.query = await query('query { hello }');
  result.unknown = await query('query { goodbye }');

  const ticks = [];
  let starts = 0;
  const notifier = Absinthe.send(socket, { operation: 'subscription { tick }', variables: {} });
  Absinthe.observe(socket, notifier, { onStart: () => { starts += 1; }, onResult: tick => ticks.push(tick) });
  await until('the first tick', () => ticks.length === 1);
  result.tick = ticks[0];
  result.starts = starts;

  // What is sent before the client knows of the crash is answered "unmatched topic".
  let errors = 0;
  socket.channel.onError(() => { errors += 1; });
  await askParent('crash', { channels: 1 });
  await until('the crash', () => errors > 0);
  result.crash = await query('query { hello }');

  // Comes back by itself and subscribes again.
  const before = ticks.length;
  await askParent('restart');
  await until('a tick after the restart', () => ticks.length > before);
  result.restart = await query('query { hello }');

  Absinthe.cancel(socket, notifier);
  result.cancelled = await query('query { hello }');
  return result;
});
