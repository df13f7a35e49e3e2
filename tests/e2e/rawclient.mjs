// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// A WebSocket client that may be as wrong as a test wants it to be: bytes out, status and frames in.

import crypto from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';

export const Text = 1;
const Close = 8;

/** One frame. @param options.masked false breaks RFC 6455 §5.3 on purpose */
export const frame = (opcode, payload, { masked = true } = {}) => {
  const body = Buffer.from(payload);
  const length = body.length < 126 ? Buffer.from([body.length])
    : body.length < 65_536 ? Buffer.from([126, body.length >> 8, body.length & 0xff])
      : Buffer.from([127, 0, 0, 0, 0, ...new Uint8Array(new Uint32Array([body.length]).buffer).reverse()]);
  const head = Buffer.concat([Buffer.from([0x80 | opcode]), length]);
  if (!masked)
    return Buffer.concat([head, body]);
  const mask = crypto.randomBytes(4);
  head[1] |= 0x80;
  return Buffer.concat([head, mask, body.map((byte, i) => byte ^ mask[i % 4])]);
};

export class RawClient {
  #socket;
  #buffer = Buffer.alloc(0);
  #ended = false;
  #wake = () => {};

  static async connect(port) {
    const client = new RawClient();
    client.#socket = net.connect(port, '127.0.0.1');
    client.#socket.setNoDelay(true);
    client.#socket.on('data', bytes => { client.#buffer = Buffer.concat([client.#buffer, bytes]); client.#wake(); });
    const end = () => { client.#ended = true; client.#wake(); };
    client.#socket.on('close', end).on('end', end);
    await once(client.#socket, 'connect');
    client.#socket.on('error', end);
    return client;
  }

  write(bytes) {
    this.#socket.write(bytes);
  }

  /** Asks for the upgrade. @return the HTTP status of the answer */
  async upgrade(target, fields = {}) {
    const lines = [`GET ${target} HTTP/1.1`, `Host: localhost:${this.#socket.remotePort}`, 'Upgrade: websocket',
      'Connection: Upgrade', 'Sec-WebSocket-Version: 13', `Sec-WebSocket-Key: ${crypto.randomBytes(16).toString('base64')}`];
    for (const [name, value] of Object.entries(fields))
      lines.push(`${name}: ${value}`);
    this.write(`${lines.join('\r\n')}\r\n\r\n`);
    return this.readStatus();
  }

  /** @return the HTTP status of the answer, 0 if the connection ended without one */
  async readStatus() {
    await this.#until(() => this.#buffer.includes('\r\n\r\n'));
    const end = this.#buffer.indexOf('\r\n\r\n');
    if (end < 0)
      return 0;
    const status = Number(this.#buffer.subarray(9, 12));
    this.#buffer = this.#buffer.subarray(end + 4);
    return status;
  }

  /** Frames up to the close frame. @return its code: 1005 without one, 1006 if TCP ended first */
  async readCloseCode() {
    for (;;) {
      const next = await this.readFrame();
      if (!next)
        return 1006;
      if (next.opcode === Close)
        return next.payload.length < 2 ? 1005 : next.payload.readUInt16BE(0);
    }
  }

  /** @return {opcode, payload}, null once the connection has ended */
  async readFrame() {
    const length = () => {
      const short = this.#buffer[1] & 0x7f;
      return short < 126 ? [2, short] : short === 126 ? [4, this.#buffer.readUInt16BE(2)] : [10, this.#buffer.readUInt32BE(6)];
    };
    await this.#until(() => this.#buffer.length >= 10 || (this.#buffer.length >= 2 && (this.#buffer[1] & 0x7f) < 126)
      || (this.#buffer.length >= 4 && (this.#buffer[1] & 0x7f) === 126));
    if (this.#buffer.length < 2)
      return null;
    const [head, size] = length();
    await this.#until(() => this.#buffer.length >= head + size);
    if (this.#buffer.length < head + size)
      return null;
    const found = { opcode: this.#buffer[0] & 0x0f, payload: this.#buffer.subarray(head, head + size) };
    this.#buffer = this.#buffer.subarray(head + size);
    return found;
  }

  destroy() {
    this.#socket.destroy();
  }

  async #until(condition) {
    while (!condition() && !this.#ended)
      await new Promise(resolve => { this.#wake = resolve; });
  }
}
