// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// Runs a client in a process of its own and does to the server what the client asks for: see child.mjs.

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { broadcast, crashChannels, disconnectSocket } from '../e2e/control.mjs';
import { Server } from '../e2e/server.mjs';

/**
 * @param program a file of this folder
 * @param options.workspace what the server hosts
 * @param options.path of the endpoint that the program gets as its first argument
 * @param options.environment further variables for the program
 * @param options.capture a file that the server records into
 * @return the result that the program reports
 */
export const playInChild = async (program, args, { workspace, path = '', environment = {}, capture }) => {
  let server = await Server.start({ workspace, control: true, capture });
  const wishes = {
    restart: async () => {
      await server.stop('SIGKILL');
      server = await Server.start({ workspace, control: true, port: server.port });
    },
    disconnect: ({ socketId }) => disconnectSocket(server, socketId),
    crash: ({ channels }) => crashChannels(server, channels),
    broadcast: ({ topic, event, payload }) => broadcast(server, topic, event, payload),
  };
  const client = fork(fileURLToPath(new URL(program, import.meta.url)), [`${server.url}${path}`, ...args],
                      { env: { ...process.env, ...environment } });
  try {
    return await new Promise((done, fail) => {
      client.once('exit', status => fail(new Error(`${program} ${args} ended with status ${status}`)));
      client.on('message', message => {
        if (message.ask)
          wishes[message.ask](message).then(() => client.send('done'), fail);
        else if (message.error)
          fail(new Error(`${program} ${args}: ${message.error}`));
        else
          done(message.result);
      });
    });
  } finally {
    client.kill();
    await server.stop();
  }
};
