// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// The demo page in a real browser, against the built-in workspace.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launchBrowser, serveEmptyPage, watchPage } from './browser.mjs';
import { Server } from './server.mjs';

const DeadlineMs = 15_000;

let browser;
let server;
let origin;

before(async () => {
  server = await Server.start();
  origin = `http://localhost:${server.port}`;
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const waitFor = (page, selector, state) => page.waitForSelector(`${selector}[data-state="${state}"]`, { timeout: DeadlineMs });

const openChat = async (options = {}) => {
  const context = await browser.newContext({ locale: 'en-US', ...options });
  const page = await context.newPage();
  const complaints = watchPage(page, origin);
  await page.goto(`${origin}/`);
  await waitFor(page, '#channel-state', 'ok');
  return { context, page, complaints };
};

const say = async (page, name, words) => {
  await page.fill('#name', name);
  await page.fill('#body', words);
  await page.keyboard.press('Enter');
};

const messages = page => page.$$eval('#messages li:not(.event) .what', rows => rows.map(row => row.textContent));

const waitForMessages = (page, count) =>
  page.waitForFunction(number => document.querySelectorAll('#messages li:not(.event):not(.pending)').length >= number,
                       count, { timeout: DeadlineMs });

test('two tabs chat in both directions', async () => {
  const one = await openChat();
  const other = await openChat({ locale: 'ja-JP', colorScheme: 'dark' });

  await say(one.page, 'Mio', 'ゴールが決まった <b>3:1</b>');
  await waitForMessages(other.page, 1);
  await say(other.page, 'Ada', '𠮷野家 🍣 é');
  await waitForMessages(one.page, 2);
  await waitForMessages(other.page, 2);

  const expected = ['Mioゴールが決まった <b>3:1</b>', 'Ada𠮷野家 🍣 é'];
  assert.deepEqual(await messages(one.page), expected);
  assert.deepEqual(await messages(other.page), expected);
  assert.equal(await one.page.title(), 'Channelscope · demo chat');
  assert.equal(await other.page.getAttribute('html', 'lang'), 'ja');
  assert.match(await one.page.textContent('#channel-label'), /^room:lobby · joined · join_ref \d+$/);
  assert.match(await one.page.textContent('#messages li.own .meta'), /^ref \d+ · /);
  assert.deepEqual([...one.complaints, ...other.complaints], []);
  await one.context.close();
  await other.context.close();
});

test('the private room says unauthorized and the lobby stays joined', async () => {
  const { context, page, complaints } = await openChat();

  await page.click('#join-private');
  await page.waitForSelector('#private-result.error', { timeout: DeadlineMs });

  assert.equal(await page.textContent('#private-result'), '✖ unauthorized');
  assert.equal(await page.getAttribute('#channel-state', 'data-state'), 'ok');
  assert.deepEqual(complaints, []);
  await context.close();
});

test('the language can be switched and is remembered', async () => {
  const { context, page } = await openChat();

  await page.click('#language');
  assert.equal(await page.textContent('#send'), '送信');
  await page.reload();
  await waitFor(page, '#channel-state', 'ok');

  assert.equal(await page.getAttribute('html', 'lang'), 'ja');
  await context.close();
});

test('phoenix.js comes with its licence', async () => {
  const answer = await fetch(`${origin}/phoenix-license.txt`);

  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type'), /^text\/plain/);
  assert.match(await answer.text(), /MIT License[^]*Chris McCord/);
});

test('a page of a foreign origin is refused', async () => {
  const foreign = await serveEmptyPage();
  const connectFrom = async host => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`http://${host}:${foreign.port}/`);
    const outcome = await page.evaluate(url => new Promise(done => {
      const socket = new WebSocket(url);
      socket.onopen = () => done('open');
      socket.onclose = event => done(`closed ${event.code}`);
    }), `${server.url}/socket/websocket?vsn=2.0.0`);
    await context.close();
    return outcome;
  };

  assert.equal(await connectFrom('foreign.localhost'), 'closed 1006');
  assert.equal(await connectFrom('localhost'), 'open');
  foreign.close();
});

test('the page comes back by itself when the server went away', async () => {
  const { context, page } = await openChat();

  await server.stop('SIGKILL');
  await waitFor(page, '#channel-state', 'waiting');
  await waitFor(page, '#socket-state', 'waiting');
  server = await Server.start({ port: server.port });
  await waitFor(page, '#channel-state', 'ok');
  await say(page, 'Mio', 'again');
  await waitForMessages(page, 1);

  assert.deepEqual(await messages(page), ['Mioagain']);
  await context.close();
});
