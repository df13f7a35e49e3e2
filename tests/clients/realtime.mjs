// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// Supabase Realtime: realtime.mjs URL PACKAGE VSN [PACKAGE VSN]
// Plays a client, and a second one on the same topic that only listens.

import { askParent, report, require, RetryMs, until, within } from './child.mjs';

const [url, name, vsn, otherName = name, otherVsn = vsn] = process.argv.slice(2);

const Row = {
  schema: 'public', table: 'todos', type: 'INSERT', commit_timestamp: '2026-01-01T00:00:00Z',
  columns: [{ name: 'id', type: 'int8' }, { name: 'text', type: 'text' }], record: { id: 7, text: '買い物' }, errors: null,
};

const makeClient = (packageName, version) => {
  const options = { reconnectAfterMs: () => RetryMs };
  if (packageName === '@supabase/supabase-js') {
    const { createClient } = require(packageName);
    return createClient(url.replace(/^ws/, 'http'), 'anon-key', {
      realtime: { ...options, transport: require('ws') },
      auth: { persistSession: false, autoRefreshToken: false },
    });
  }
  const { RealtimeClient } = require(packageName);
  if (packageName === 'realtime-2.10.2') // which finds ws itself and knows only its one version
    return new RealtimeClient(`${url}/realtime/v1`, { ...options, params: { apikey: 'anon-key' } });
  return new RealtimeClient(`${url}/realtime/v1`,
                            { ...options, params: { apikey: 'anon-key' }, transport: require('ws'), vsn: version });
};

const plain = payload => payload instanceof ArrayBuffer ? Buffer.from(payload).toString('hex') : payload;

/** A channel that keeps what happens on it. */
const makeMember = (client, config, bind = () => {}) => {
  const channel = client.channel('matrix', { config });
  const member = { channel, heard: [], states: [] };
  channel.on('broadcast', { event: 'x' }, ({ payload }) => member.heard.push(plain(payload)));
  bind(channel);
  member.subscriptions = () => member.states.filter(state => state === 'SUBSCRIBED').length;
  channel.subscribe((state, error) => member.states.push(error ? `${state}: ${error.message}` : state));
  return member;
};

const refusal = client => within('the refusal', new Promise(done => {
  const channel = client.channel('');
  channel.subscribe((state, error) => done(`${state}: ${error?.message}`));
}));

const send = (member, payload) =>
  within('the answer to a broadcast', member.channel.send({ type: 'broadcast', event: 'x', payload }));


report(async () => {
  const client = makeClient(name, vsn);
  const other = makeMember(makeClient(otherName, otherVsn), {});
  const rows = [];
  const member = makeMember(client, { broadcast: { self: true, ack: true }, presence: { key: 'ada' } }, channel => {
    channel.on('presence', { event: 'sync' }, () => {});
    channel.on('postgres_changes', { event: 'INSERT', schema: 'public', table: 'todos' }, row => rows.push(row.new));
    channel.on('postgres_changes', { event: '*', schema: 'public', table: 'others' }, row => rows.push(row.new));
  });
  const result = { client: name, vsn, other: `${otherName} ${otherVsn}` };
  await until('both subscriptions', () => member.subscriptions() === 1 && other.subscriptions() === 1);

  result.refused = await refusal(client);

  result.json = await send(member, { n: 1, ja: '日本語 𠮷野家 🍣' });
  await until('the broadcast', () => member.heard.length === 1 && other.heard.length === 1);
  result.heard = [member.heard[0], other.heard[0]];

  result.binary = null;
  if (vsn === '2.0.0') {
    const isHeardByOther = otherVsn === '2.0.0';
    result.binary = await send(member, Uint8Array.from([1, 2, 255]).buffer);
    await until('the bytes', () => member.heard.length === 2 && (!isHeardByOther || other.heard.length === 2));
    result.bytes = [member.heard[1], other.heard[1] ?? null];
  }

  result.track = await within('the answer to track', member.channel.track({ name: 'アダ' }));
  const presence = () => member.channel.presenceState();
  await until('the presence', () => presence().ada?.[0]?.name === 'アダ');
  result.untrack = await within('the answer to untrack', member.channel.untrack());
  await until('the end of the presence', () => !('ada' in presence()));

  await askParent('broadcast', { topic: 'realtime:matrix', event: 'postgres_changes', payload: { ids: [1], data: Row } });
  await until('the row', () => rows.length === 1);
  result.rows = rows;

  for (const what of ['crash', 'restart']) {
    const before = [member, other].map(each => each.subscriptions());
    await askParent(what, { channels: 2 });
    await until(`the subscription after ${what}`,
                () => member.subscriptions() > before[0] && other.subscriptions() > before[1]);
    const heard = [member, other].map(each => each.heard.length);
    result[what] = await send(member, { after: what });
    await until(`the broadcast after ${what}`,
                () => member.heard.length > heard[0] && other.heard.length > heard[1]);
  }

  result.leave = await within('the leave', member.channel.unsubscribe());
  return result;
});
