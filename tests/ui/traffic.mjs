// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// Some minutes in the life of a chat, in a second: what the pictures of the window show.
// Usage: node traffic.mjs PORT

import { RawClient, Text, frame } from '../e2e/rawclient.mjs';

const port = Number(process.argv[2]);
const browsers = {
  Chrome: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36',
  Firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0',
};

const pause = ms => new Promise(resolve => setTimeout(resolve, ms));
const send = async (client, ...message) => {
  client.write(frame(Text, JSON.stringify(message)));
  await pause(40);
};
const connect = async agent => {
  const client = await RawClient.connect(port);
  await client.upgrade('/socket/websocket?vsn=2.0.0',
    { Origin: `http://localhost:${port}`, ...(agent ? { 'User-Agent': agent } : {}) });
  return client;
};

const refused = await RawClient.connect(port);
await refused.upgrade('/socket/websocket?vsn=2.0.0', { Origin: 'https://shop.example.com' });

const chrome = await connect(browsers.Chrome);
await send(chrome, '1', '1', 'room:lobby', 'phx_join', {});
const firefox = await connect(browsers.Firefox);
await send(firefox, '1', '1', 'room:lobby', 'phx_join', {});
const native = await connect();
await send(native, '4', '4', 'room:lobby', 'phx_join', { token: 'demo' });
await send(chrome, '1', '9', 'room:lobby', 'new_msg', { body: 'こんにちは' });
await send(native, '7', '7', 'room:123', 'phx_join', {});
await send(firefox, null, '8', 'phoenix', 'heartbeat', {});
await send(chrome, '1', '10', 'room:lobby', 'new_msg', { body: 'ゴールが決まった', at: 'n' });
await send(firefox, '2', '2', 'room:lobby', 'phx_join', {});
await send(firefox, '2', '3', 'room:lobby', 'new_msg', { body: 'hello again', n: 12 });
await send(firefox, '1', '7', 'room:lobby', 'new_msg', { body: 'with the old join_ref' });
await send(chrome, '1', '11', 'room:lobby', 'new_msg', { body: '地震が来る' });
await send(native, '9', '9', 'room:123', 'phx_join', {});
await send(chrome, '1', '12', 'room:lobby', 'oops', { why: 'no clause of handle_in' });
native.write(frame(Text, '{"topic":"not an array"}'));
await pause(60);
const safari = await connect();
await send(safari, '1', '1', 'room:lobby', 'phx_join', {});
for (let i = 0; i < 6; ++i)
  await send(firefox, '2', String(20 + i), 'room:lobby', 'new_msg', { body: `message ${i}` });
await pause(20_000);
