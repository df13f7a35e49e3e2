// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// The client of Phoenix LiveView in a real browser, mounted on the script of resources/examples/clients.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import { once } from 'node:events';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { launchBrowser } from './browser.mjs';
import { clientsWorkspace, Server } from './server.mjs';

const DeadlineMs = 15_000;

const scripts = {
  '/phoenix.js': 'node_modules/phoenix/priv/static/phoenix.min.js',
  '/phoenix_live_view.js': 'node_modules/phoenix_live_view/priv/static/phoenix_live_view.min.js',
};

const pageFor = endpoint => `<!doctype html>
<html><head><meta charset="utf-8"><meta name="csrf-token" content="a-token"><title>Static</title></head><body>
<div id="phx-static" data-phx-main data-phx-session="a-session" data-phx-static="a-static"><p>not yet alive</p></div>
<script src="/phoenix.js"></script>
<script src="/phoenix_live_view.js"></script>
<script>
  window.frames = [];
  window.liveSocket = new LiveView.LiveSocket("${endpoint}/live", Phoenix.Socket, { params: { _csrf_token: "a-token" } });
  liveSocket.connect();
  liveSocket.getSocket().onMessage(message => window.frames.push(message));
</script></body></html>`;

let browser;
let server;
let site;

before(async () => {
  server = await Server.start({ workspace: clientsWorkspace });
  site = http.createServer((request, response) => {
    const file = scripts[new URL(request.url, 'http://localhost').pathname];
    response.writeHead(200, { 'content-type': file ? 'text/javascript' : 'text/html; charset=utf-8' });
    response.end(file ? fs.readFileSync(path.join(process.env.PHX_PACKAGES, file)) : pageFor(`ws://localhost:${server.port}`));
  });
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  site?.close();
  await server?.stop();
});

/** A page whose LiveView is mounted. `complaints` are its uncaught errors and console errors. */
const openPage = async () => {
  const page = await (await browser.newContext()).newPage();
  const complaints = [];
  page.on('pageerror', error => complaints.push(error.message));
  page.on('console', message => {
    if (message.type() === 'error' && !message.text().includes('favicon'))
      complaints.push(message.text());
  });
  await page.goto(`http://localhost:${site.address().port}/`);
  await page.waitForSelector('#hello', { timeout: DeadlineMs });
  return { page, complaints };
};

const waitForText = (page, words) =>
  page.waitForFunction(text => document.querySelector('[data-phx-main]').textContent.includes(text), words, { timeout: DeadlineMs });

test('a static page mounts, renders, and an event changes it', async () => {
  const { page, complaints } = await openPage();

  assert.match(await page.textContent('[data-phx-main]'), /^Hello from Channelscope\s*0 clicks$/);
  await page.click('#more');
  await waitForText(page, '1 clicks');
  await page.click('#more');
  await waitForText(page, '2 clicks');

  assert.equal(await page.getAttribute('#phx-static', 'class'), 'phx-connected');
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('the server pushes a diff by itself', async () => {
  const { page, complaints } = await openPage();

  await page.evaluate(() => {
    document.querySelector('#more').setAttribute('phx-click', 'later');
    document.querySelector('#more').click();
  });
  await page.waitForFunction(() => document.title === 'Pushed', null, { timeout: DeadlineMs });

  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('item 269: who leaves gets phx_close before the reply, and stays connected', async () => {
  const { page, complaints } = await openPage();

  const events = await page.evaluate(() => new Promise(done => {
    const channel = liveSocket.main.channel;
    window.frames.length = 0;
    channel.leave();
    const heartbeat = liveSocket.getSocket().channel('lv:probe', { session: 'b' });
    heartbeat.join().receive('ok', () => {
      done(window.frames.filter(message => message.topic === channel.topic).map(message => message.event));
    });
  }));

  assert.deepEqual(events, ['phx_close', 'phx_reply']);
  assert.equal(await page.evaluate(() => liveSocket.isConnected()), true);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('a LiveView that crashes joins again with what it had', async () => {
  const { page } = await openPage();

  await page.evaluate(() => liveSocket.main.channel.push('nonsense', {}));
  await page.waitForFunction(() => window.frames.some(message => message.event === 'phx_error'), null, { timeout: DeadlineMs });
  await page.waitForFunction(
    () => window.frames.filter(message => message.event === 'phx_reply' && message.payload.response.rendered).length >= 1,
    null, { timeout: DeadlineMs });
  await page.waitForSelector('#phx-static.phx-connected', { timeout: DeadlineMs });

  await page.click('#more');
  await waitForText(page, '1 clicks');
  await page.context().close();
});
