// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// A client of phoenix.js or a relative of it: client.mjs ENDPOINT PACKAGE

import { askParent, report, require, RetryMs, within } from './child.mjs';

const Bytes = Uint8Array.from([0x00, 0x01, 0x02, 0xff, 0xfe]);

const [endpoint, name] = process.argv.slice(2);

const makeSocket = () => {
  const options = { params: { user_id: name }, reconnectAfterMs: () => RetryMs, rejoinAfterMs: () => RetryMs };
  if (name === 'phoenix_js') {
    // Reads its transport from the window while it loads.
    globalThis.window = globalThis;
    globalThis.WebSocket = require('ws');
  } else if (name !== 'phoenix-channels') { // which brings its own transport
    options.transport = require('ws');
  }
  const { Socket } = require(name);
  return new Socket(endpoint, options);
};

const replyTo = (what, push) => within(what, new Promise(done => {
  for (const status of ['ok', 'error', 'timeout'])
    push.receive(status, response => done([status, response]));
}));

const play = async () => {
  const socket = makeSocket();
  const channel = socket.channel('room:matrix', { hello: 'こんにちは' });
  const result = { client: name, vsn: new URL(socket.endPointURL()).searchParams.get('vsn') };

  let joins = 0;
  let whenJoined = () => {};
  const joined = number => within(`join ${number}`, new Promise(done => {
    whenJoined = () => joins >= number && done();
    whenJoined();
  }));
  const echoes = async () => {
    const [status, response] = await replyTo('the echo after a rejoin', channel.push('echo', { again: joins }));
    return status === 'ok' && response.again === joins ? 'rejoined' : `echo ${status}`;
  };

  socket.connect();
  const join = channel.join();
  join.receive('ok', () => { joins += 1; whenJoined(); });
  result.join = await replyTo('the join', join);

  result.echo = await replyTo('the echo', channel.push('echo', { a: 1, ja: '日本語 𠮷野家 🍣' }));
  result.error = await replyTo('the error', channel.push('echo_error', { why: '理由' }));

  const broadcast = within('the broadcast', new Promise(done => channel.on('new_msg', done)));
  result.acknowledged = await replyTo('the acknowledgement', channel.push('new_msg_ack', { body: 'ゴールが決まった' }));
  result.broadcast = await broadcast;

  const refused = socket.channel('room:private', {});
  result.refused = await replyTo('the refusal', refused.join());
  refused.leave();

  result.binary = null;
  if (process.env.PHX_BINARY) {
    const [status, response] = await replyTo('the binary echo', channel.push('bin', Bytes.buffer));
    result.binary = [status, response instanceof ArrayBuffer ? Buffer.from(response).toString('hex') : response];
  }

  channel.push('crash', {});
  await joined(2);
  result.crash = await echoes();

  await askParent('restart');
  await joined(3);
  result.restart = await echoes();

  await askParent('disconnect', { socketId: `user_sockets:${name}` });
  await joined(4);
  result.disconnect = await echoes();

  result.leave = await replyTo('the leave', channel.leave());
  return result;
};

report(play);
