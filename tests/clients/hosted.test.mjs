// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// Clients of protocols that ride on channels: Absinthe, Yjs and Supabase Realtime.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { clientsWorkspace } from '../e2e/server.mjs';
import { playInChild } from './parent.mjs';

const DeadlineMs = 120_000;
const Hello = ['result', { data: { hello: 'world' } }];
const Said = { n: 1, ja: '日本語 𠮷野家 🍣' };

// package, vsn, and those of the member that listens
const realtime = [
  ['@supabase/realtime-js', '2.0.0', '@supabase/realtime-js', '2.0.0'],
  ['@supabase/realtime-js', '1.0.0', '@supabase/realtime-js', '2.0.0'],
  ['realtime-2.10.2', '1.0.0', 'realtime-2.10.2', '1.0.0'],
  ['@supabase/realtime-js', '2.0.0', 'realtime-2.10.2', '1.0.0'],
  ['@supabase/supabase-js', '2.0.0', '@supabase/realtime-js', '2.0.0'],
];

// Debian 12 has Node 18.
const whyNot = packages => Number.parseInt(process.versions.node, 10) < 20 && packages.some(name => name.startsWith('@supabase/'))
  ? 'these packages need Node 20' : false;

describe('clients of other protocols', { concurrency: 2 }, () => {
  for (const row of realtime) {
    const [name, vsn, otherName, otherVsn] = row;
    const options = { timeout: DeadlineMs, skip: whyNot([name, otherName]) };
    test(`${name} of vsn ${vsn} gets along with ${otherName} of vsn ${otherVsn}`, options, async () => {
      const result = await playInChild('realtime.mjs', row, { workspace: clientsWorkspace });

      const bytes = vsn === '2.0.0'
        ? { binary: 'ok', bytes: ['0102ff', otherVsn === '2.0.0' ? '0102ff' : null] }
        : { binary: null };
      assert.match(result.refused, /^CHANNEL_ERROR: .*TopicNameRequired: You must provide a topic name/);
      delete result.refused;
      assert.deepEqual(result, {
        client: name, vsn, other: `${otherName} ${otherVsn}`,
        json: 'ok', heard: [Said, Said], ...bytes, track: 'ok', untrack: 'ok', rows: [{ id: 7, text: '買い物' }],
        crash: 'ok', restart: 'ok', leave: 'ok',
      });
    });
  }

  test('@absinthe/socket queries and subscribes', { timeout: DeadlineMs }, async () => {
    const result = await playInChild('absinthe.mjs', [], { workspace: clientsWorkspace, path: '/socket' });

    assert.deepEqual(result, {
      query: Hello,
      unknown: ['abort', 'request: [object Object]'], // how it words {"errors":[…]}
      tick: { data: { tick: 1 } }, starts: 1,
      crash: Hello, restart: Hello, cancelled: Hello,
    });
  });

  test('documents of y-phoenix-channel stay in sync', { timeout: DeadlineMs }, async () => {
    const result = await playInChild('yjs.mjs', [], { workspace: clientsWorkspace, path: '/socket' });

    assert.deepEqual(result, { text: 'restarted, crashed, こんにちは 𠮷野家 🍣' });
  });
});
