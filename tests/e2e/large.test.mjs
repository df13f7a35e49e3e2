// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// Large texts from a browser. Chromium cuts a message above 128 KiB into fragments without regard to
// characters, so the offsets move every kind of character across every cut.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { launchBrowser } from './browser.mjs';
import { labWorkspace, Server } from './server.mjs';

const Characters = { 'two bytes': 'é', 'three bytes': '語', 'four bytes': '𠮷', 'mixed': 'aé語𠮷' };

let browser;
let server;
let page;

before(async () => {
  server = await Server.start({ workspace: labWorkspace });
  browser = await launchBrowser();
  page = await browser.newPage();
  await page.goto(`http://localhost:${server.port}/`);
  await page.evaluate(() => {
    const { Socket } = globalThis.Phoenix;
    const socket = new Socket('/socket');
    socket.connect();
    globalThis.lab = socket.channel('room:large', {});
    return new Promise((done, fail) => globalThis.lab.join().receive('ok', done).receive('error', fail));
  });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

// Runs in the page. Answers with what went wrong, or "same".
const echoText = ({ unit, bytes, offset }) => new Promise(done => {
  const unitBytes = new TextEncoder().encode(unit).length;
  const body = 'x'.repeat(offset) + unit.repeat(Math.ceil((bytes - offset) / unitBytes));
  globalThis.lab.push('echo', { body }, 60_000)
    .receive('ok', answer => done(answer.body === body ? 'same' : `other text of ${answer.body?.length} units`))
    .receive('error', answer => done(`error ${JSON.stringify(answer)}`))
    .receive('timeout', () => done('no answer'));
});

for (const [size, bytes] of [['200 kB', 200_000], ['1 MB', 1_000_000]]) {
  describe(`${size} of text come back whole`, () => {
    for (const [name, unit] of Object.entries(Characters)) {
      for (const offset of [0, 1, 2, 3]) {
        test(`${name}, offset ${offset}`, { timeout: 90_000 }, async () => {
          assert.equal(await page.evaluate(echoText, { unit, bytes, offset }), 'same');
        });
      }
    }
  });
}
