// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// Starts and stops the program under test: `channelscope-cli serve` as a process of its own.
//
// PHX_CLI     the program
// PHX_SOURCE  the root of the repository

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import readline from 'node:readline';

const StartDeadlineMs = 20_000;

const example = name => path.join(process.env.PHX_SOURCE, 'resources/examples', name);

export const labWorkspace = example('golden/golden.channelscope.json');
export const clientsWorkspace = example('clients/clients.channelscope.json');

/** A running server. `port` and `control` ("http://127.0.0.1:PORT", null without one) are what it printed. */
export class Server {
  /**
   * @param options.workspace a workspace file; without it the built-in one
   * @param options.port 0: any free port
   * @param options.control true: with the control API
   * @param options.capture a file to record into
   * @param options.redis a URL: a node of the cluster there
   */
  static async start({ workspace, port = 0, control = false, capture, redis } = {}) {
    const server = new Server();
    const options = ['serve', '--listen', `127.0.0.1:${port}`, '--print', 'none'];
    if (workspace)
      options.push('--workspace', workspace);
    if (control)
      options.push('--control', '127.0.0.1:0');
    if (capture)
      options.push('--capture', capture);
    if (redis)
      options.push('--redis', redis);
    server.process = spawn(process.env.PHX_CLI, options, { stdio: ['ignore', 'pipe', 'inherit'] });
    server.exited = once(server.process, 'exit');
    const lines = readline.createInterface({ input: server.process.stdout });
    await server.#read(lines, control);
    return server;
  }

  get url() {
    return `${this.scheme}://127.0.0.1:${this.port}`;
  }

  /** @param signal SIGTERM drains, SIGKILL vanishes. @return the exit status, null after a signal */
  async stop(signal = 'SIGTERM') {
    this.process.kill(signal);
    const [status] = await this.exited;
    return status;
  }

  async #read(lines, control) {
    const deadline = setTimeout(() => this.process.kill('SIGKILL'), StartDeadlineMs);
    this.control = null;
    for await (const line of lines) {
      const listening = /^listening on (?:ws|http)(s?):\/\/[^/]*:(\d+)\//.exec(line);
      if (listening) {
        this.scheme = `ws${listening[1]}`;
        this.port = Number(listening[2]);
      }
      this.control ??= /^control on (http:\/\/\S+?)\/?$/.exec(line)?.[1] ?? null;
      if (this.port && (this.control || !control))
        break;
    }
    clearTimeout(deadline);
    this.process.stdout.resume();
    if (!this.port || (control && !this.control))
      throw new Error(`channelscope-cli serve did not say where it listens (exit status ${this.process.exitCode})`);
  }
}
