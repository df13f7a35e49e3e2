// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// A headless Chromium that talks to nobody but the pages of the tests.
//
// PHX_CHROMIUM  the program;  PHX_PACKAGES  where playwright-core is installed

import http from 'node:http';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.join(process.env.PHX_PACKAGES, 'package.json'));
const { chromium } = require('playwright-core');

const Switches = [
  '--disable-dev-shm-usage', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
  '--disable-background-networking', '--disable-component-update',
];

export const launchBrowser = () => {
  // Chromium refuses its sandbox to root, which is who runs the tests in a container.
  const switches = process.getuid() === 0 ? [...Switches, '--no-sandbox'] : Switches;
  return chromium.launch({ executablePath: process.env.PHX_CHROMIUM, headless: true, args: switches });
};

/**
 * Notes what a page should never do: uncaught errors, and requests to another origin than its own.
 * @return the list of complaints, growing
 */
export const watchPage = (page, origin) => {
  const complaints = [];
  page.on('pageerror', error => complaints.push(`uncaught: ${error.message}`));
  page.on('request', request => {
    if (!request.url().startsWith(`${origin}/`))
      complaints.push(`asked ${request.url()}`);
  });
  page.on('console', message => {
    if (message.text().includes('Content Security Policy'))
      complaints.push(message.text());
  });
  return complaints;
};

/** A web server of one empty page. @return {port, close} */
export const serveEmptyPage = async () => {
  const server = http.createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end('<!doctype html><title>a page of somebody else</title>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: server.address().port, close: () => server.close() };
};
