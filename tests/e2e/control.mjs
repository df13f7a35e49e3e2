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

/** Crashes that many channels, as soon as the state, which may be one tick old, tells of them. */
export const crashChannels = async (server, count) => {
  let joined = [];
  while (joined.length < count) {
    const { clients } = await readState(server);
    joined = clients.flatMap(({ client, channels }) =>
      channels.filter(({ state }) => state === 'joined').map(({ topic }) => ({ client, topic })));
  }
  for (const channel of joined)
    await command(server, '/channel/crash', channel);
};
