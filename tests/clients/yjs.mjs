// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// Two Yjs documents that meet on a topic: yjs.mjs ENDPOINT

import { askParent, importModule, report, require, RetryMs, until } from './child.mjs';

const { Socket } = require('phoenix');
// Modules all, so that they share one instance of Yjs.
const { PhoenixChannelProvider } = await importModule('y-phoenix-channel');
const Y = await importModule('yjs');

const [endpoint] = process.argv.slice(2);

const makePeer = () => {
  const socket = new Socket(endpoint, { transport: require('ws'), reconnectAfterMs: () => RetryMs, rejoinAfterMs: () => RetryMs });
  socket.connect();
  const doc = new Y.Doc();
  const peer = { text: doc.getText('t'), joins: 0 };
  const provider = new PhoenixChannelProvider(socket, 'y_doc_room:matrix', doc, { disableBc: true });
  provider.on('status', ({ status }) => { peer.joins += status === 'connected' ? 1 : 0; });
  return peer;
};

const inSync = (what, text, peers) => until(what, () => peers.every(peer => peer.text.toString() === text));

report(async () => {
  const [one, other] = [makePeer(), makePeer()];
  const peers = [one, other];
  const rejoined = async what => {
    const before = peers.map(peer => peer.joins);
    await askParent(what, { channels: peers.length });
    await until(`the join after ${what}`, () => peers.every((peer, at) => peer.joins > before[at]));
  };
  await until('the first join', () => peers.every(peer => peer.joins === 1));

  one.text.insert(0, 'こんにちは');
  await inSync('the first text', 'こんにちは', peers);
  other.text.insert(5, ' 𠮷野家 🍣');
  await inSync('the answer', 'こんにちは 𠮷野家 🍣', peers);

  const late = makePeer();
  await inSync('what a late comer missed', 'こんにちは 𠮷野家 🍣', [late]);
  peers.push(late);

  await rejoined('crash');
  other.text.insert(0, 'crashed, ');
  await inSync('the text after the crash', 'crashed, こんにちは 𠮷野家 🍣', peers);

  await rejoined('restart');
  one.text.insert(0, 'restarted, ');
  await inSync('the text after the restart', 'restarted, crashed, こんにちは 𠮷野家 🍣', peers);

  return { text: other.text.toString() };
});
