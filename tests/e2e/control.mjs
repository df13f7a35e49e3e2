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

/** To all subscribers of the topic. */
export const broadcast = (server, topic, event, payload) => command(server, '/broadcast', { topic, event, payload });

/** What /state tells: the server, its clients, their channels, the topics. */
export const readState = async server => (await fetch(`${server.control}/state`)).json();

/** Crashes every channel that is joined now. */
export const crashAllChannels = async server => {
  const { clients } = await readState(server);
  for (const { client, channels } of clients) {
    for (const { topic } of channels.filter(channel => channel.state === 'joined'))
      await command(server, '/channel/crash', { client, topic });
  }
};
