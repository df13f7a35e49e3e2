// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// What the programs share that play a client in a process of their own: see parent.mjs for the other side.

import { once } from 'node:events';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const StepDeadlineMs = 15_000;

/** Time until a client connects or joins again. */
export const RetryMs = 50;

/** Loads from the packages of package.json. */
export const require = createRequire(path.join(process.env.PHX_PACKAGES, 'package.json'));

/** Loads the ES module of a package, which may be another instance than what `require` gets. */
export const importModule = name => {
  const folder = path.join(process.env.PHX_PACKAGES, 'node_modules', name);
  const { exports } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return import(pathToFileURL(path.join(folder, exports['.'].import)));
};

/** @return what the promise comes to; fails if that takes too long */
export const within = (what, promise) => Promise.race([promise, new Promise((_, reject) => {
  setTimeout(() => reject(new Error(`${what} did not happen in ${StepDeadlineMs} ms`)), StepDeadlineMs).unref();
})]);

/** Resolves as soon as `condition` holds. */
export const until = (what, condition) => within(what, (async () => {
  while (!condition())
    await new Promise(done => setTimeout(done, 10));
})());

/** Has the parent change the world: {ask: 'restart'}, see its wishes. */
export const askParent = async (ask, details = {}) => {
  process.send({ ask, ...details });
  await within(`the answer to ${ask}`, once(process, 'message'));
};

/** Plays a scenario and sends its result, or why it failed, to the parent. */
export const report = async scenario => {
  try {
    const result = await scenario();
    process.send({ result }, () => process.exit(0));
  } catch (error) {
    process.send({ error: error.stack ?? String(error) }, () => process.exit(1));
  }
};
