// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// The control API of a server that was started with `control: true`.

const command = async (server, path, body) => {
  const answer = await fetch(`${server.control}${path}`, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok)
    throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
};

/** Closes every connection with that socket id, as Endpoint.broadcast(id, "disconnect", {}) does. */
export const disconnectSocket = (server, socketId) => command(server, '/disconnect', { socket_id: socketId });

/** What /state tells: the server, its clients, their channels, the topics. */
export const readState = async server => (await fetch(`${server.control}/state`)).json();
