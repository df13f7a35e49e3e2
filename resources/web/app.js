// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// The chat of the Phoenix Channels guide. Texts from others reach the page through textContent only.
(() => {
  'use strict';

  const Topic = 'room:lobby';
  const PrivateTopic = 'room:123';
  const MaxMessages = 500;
  const MaxFrames = 8;

  const byId = id => document.getElementById(id);
  const phoenix = globalThis.Phoenix;
  const socketUrl = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/socket`;

  // Storage may be switched off; then nothing is remembered.
  const remembered = key => {
    try { return localStorage.getItem(key); } catch { return null; }
  };
  const remember = (key, value) => {
    try { localStorage.setItem(key, value); } catch { /* not remembered */ }
  };

  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className)
      element.className = className;
    if (text !== undefined)
      element.textContent = text;
    return element;
  };

  // ---- language ----------------------------------------------------------------------------

  const preferred = () => {
    const asked = new URLSearchParams(location.search).get('lang') ?? remembered('language') ?? navigator.language;
    return asked.toLowerCase().startsWith('ja') ? 'ja' : 'en';
  };
  let language = preferred();
  const text = (key, ...values) => {
    const found = Texts[language][key];
    return typeof found === 'function' ? found(...values) : found;
  };

  // ---- what is known about the connection ---------------------------------------------------

  const state = {
    socket: 'connecting', // connecting, connected, retry, closed
    socketRetryAt: 0,
    channel: 'joining',   // joining, joined, rejoin, waits, closed
    channelRetryAt: 0,
    privateResult: null,  // null, asking, ok, error, timeout
    privateReason: '',
    wasJoined: false,
  };

  const Look = {
    connecting: 'waiting', connected: 'ok', retry: 'waiting', closed: 'error', missing: 'error',
    joining: 'waiting', joined: 'ok', rejoin: 'waiting', waits: 'waiting',
  };
  const secondsUntil = time => Math.max(0, (time - performance.now()) / 1000).toFixed(1);

  const capitalized = word => word[0].toUpperCase() + word.slice(1);

  const showState = () => {
    byId('socket-state').dataset.state = Look[state.socket];
    byId('socket-label').textContent = text(`socket${capitalized(state.socket)}`, secondsUntil(state.socketRetryAt));
    byId('channel-state').hidden = state.socket === 'missing';
    byId('channel-state').dataset.state = Look[state.channel];
    const detail = state.channel === 'rejoin' ? secondsUntil(state.channelRetryAt) : joinRef();
    byId('channel-label').textContent = `${Topic} · ${text(`channel${capitalized(state.channel)}`, detail)}`;
  };

  const showPrivate = () => {
    const chip = byId('private-result');
    const look = { asking: 'waiting', ok: 'ok', error: 'error', timeout: 'error' }[state.privateResult];
    chip.hidden = !look;
    chip.className = `chip ${look ?? ''}`;
    chip.textContent = {
      asking: text('asking'), ok: text('accepted'), error: `✖ ${state.privateReason}`, timeout: text('noAnswer'),
    }[state.privateResult] ?? '';
    byId('private-note').hidden = state.privateResult !== 'error';
    byId('private-note').textContent = text('privateNote');
  };

  // ---- messages -----------------------------------------------------------------------------

  const list = byId('messages');
  const pending = []; // own messages whose broadcast has not come back: {body, push, row}

  const now = () => new Date().toLocaleTimeString(language, { hourCycle: 'h23' });

  const appendRow = (className, parts) => {
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
    const row = make('li', className);
    row.append(...parts);
    list.append(row);
    while (list.childElementCount > MaxMessages)
      list.firstElementChild.remove();
    if (atEnd)
      list.scrollTop = list.scrollHeight;
    return row;
  };

  const appendEvent = (key, ...values) => {
    const what = make('span', 'what', text(key, ...values));
    appendRow('event', [what, make('span', 'meta', now())]);
  };

  const appendMessage = (className, body, meta) => {
    const named = /^([^:\n]{1,24}): ([^]+)$/.exec(body);
    const what = make('span', 'what');
    if (named)
      what.append(make('span', 'who', named[1]));
    what.append(named ? named[2] : body);
    return appendRow(className, [what, make('span', 'meta', meta)]);
  };

  const setMeta = (row, className, meta) => {
    row.className = className;
    row.querySelector('.meta').textContent = meta;
  };

  const received = payload => {
    const body = typeof payload?.body === 'string' ? payload.body : JSON.stringify(payload);
    const own = pending.findIndex(entry => entry.body === body);
    if (own < 0) {
      appendMessage('', body, now());
      return;
    }
    const [entry] = pending.splice(own, 1);
    setMeta(entry.row, 'own', `ref ${entry.push.ref} · ${now()}`);
  };

  const send = words => {
    if (!words || !phoenix)
      return;
    const name = byId('name').value.trim();
    const entry = { body: name ? `${name}: ${words}` : words };
    entry.push = lobby.push('new_msg', { body: entry.body });
    entry.row = appendMessage('own pending', entry.body, lobby.state === 'joined' ? '…' : text('unsent'));
    list.scrollTop = list.scrollHeight;
    pending.push(entry);
    // The guide's handler never replies to new_msg, so phoenix.js reports a timeout for every push;
    // only a push whose broadcast is missing, too, is worth a word.
    entry.push.receive('timeout', () => {
      const index = pending.indexOf(entry);
      if (index < 0)
        return;
      pending.splice(index, 1);
      setMeta(entry.row, 'own lost', text('lost'));
    });
  };

  // ---- frames -------------------------------------------------------------------------------

  const showFrame = (direction, message) => {
    if (message.topic === 'phoenix')
      return;
    const fanout = direction === 'away' && message.join_ref == null && message.ref == null;
    const row = make('tr', fanout ? 'fanout' : direction);
    row.append(make('td', '', fanout ? '⇉' : direction === 'toward' ? '→' : '←'));
    row.append(make('td', 'refs', fanout ? '' : `${message.join_ref ?? '–'} · ${message.ref ?? '–'}`));
    row.append(make('td', '', message.topic));
    const event = make('td', '');
    const status = message.event === 'phx_reply' ? message.payload?.status : null;
    if (status)
      event.append(make('span', `chip ${status === 'ok' ? 'ok' : 'error'}`, `reply ${status}`));
    else
      event.append(message.event === 'phx_error' ? make('span', 'chip error', message.event) : message.event);
    row.append(event);
    const body = byId('wire').tBodies[0];
    body.append(row);
    while (body.rows.length > MaxFrames)
      body.rows[0].remove();
  };

  // ---- socket and channel -------------------------------------------------------------------

  let socket = null;
  let lobby = null;
  let nextDelay = null; // what phoenix.js was told last; its own handlers run before ours

  const joinRef = () => lobby?.joinRef() ?? '–';

  // phoenix.js's own delays, noted as it asks for them so that the page can count down.
  const noted = (delays, further) => tries => (nextDelay = delays[tries - 1] ?? further);

  const openSocket = () => {
    socket = new phoenix.Socket('/socket', {
      reconnectAfterMs: noted([10, 50, 100, 150, 200, 250, 500, 1000, 2000], 5000),
      rejoinAfterMs: noted([1000, 2000, 5000], 10000),
      encode: (message, done) => { showFrame('toward', message); phoenix.Serializer.encode(message, done); },
      decode: (raw, done) => phoenix.Serializer.decode(raw, message => { showFrame('away', message); done(message); }),
    });
    socket.onOpen(() => {
      state.socket = 'connected';
      nextDelay = null;
      showState();
    });
    socket.onClose(() => {
      if (state.socket === 'connected')
        appendEvent('dropped');
      state.socket = nextDelay === null ? 'closed' : 'retry';
      state.socketRetryAt = performance.now() + (nextDelay ?? 0);
      nextDelay = null;
      if (state.channel !== 'closed')
        state.channel = 'waits';
      showState();
    });
    socket.connect();
  };

  const willRejoin = () => {
    state.channel = nextDelay === null ? 'waits' : 'rejoin';
    state.channelRetryAt = performance.now() + (nextDelay ?? 0);
    nextDelay = null;
    showState();
  };

  const joinLobby = () => {
    lobby = socket.channel(Topic, {});
    lobby.on('new_msg', received);
    lobby.onError(() => {
      if (state.channel === 'joined' && socket.isConnected())
        appendEvent('crashed');
      willRejoin();
    });
    lobby.onClose(() => {
      state.channel = 'closed';
      showState();
    });
    lobby.join()
      .receive('ok', () => {
        state.channel = 'joined';
        if (state.wasJoined)
          appendEvent('rejoined', joinRef());
        state.wasJoined = true;
        showState();
      })
      .receive('error', willRejoin)
      .receive('timeout', willRejoin);
    showState();
  };

  const joinPrivate = () => {
    const channel = socket.channel(PrivateTopic, {});
    const finish = (result, reason) => {
      state.privateResult = result;
      state.privateReason = reason;
      channel.leave();
      byId('join-private').disabled = false;
      showPrivate();
    };
    state.privateResult = 'asking';
    byId('join-private').disabled = true;
    showPrivate();
    channel.join()
      .receive('ok', () => finish('ok', ''))
      .receive('error', answer => finish('error', answer?.reason ?? 'error'))
      .receive('timeout', () => finish('timeout', ''));
  };

  // ---- the page -----------------------------------------------------------------------------

  const showLanguage = () => {
    document.documentElement.lang = language;
    for (const element of document.querySelectorAll('[data-text]'))
      element.textContent = text(element.dataset.text);
    for (const id of ['name', 'body']) {
      byId(id).placeholder = text(id);
      byId(id).setAttribute('aria-label', text(id));
    }
    byId('language').textContent = text('otherLanguage');
    byId('join-private').textContent = text('joinPrivate');
    byId('missing').textContent = text('missing', socketUrl);
    byId('samples').replaceChildren(byId('samples').firstElementChild, ...text('samples').map(words => {
      const button = make('button', '', words);
      button.type = 'button';
      button.addEventListener('click', () => { send(words); byId('body').focus(); });
      return button;
    }));
    showState();
    showPrivate();
  };

  const start = () => {
    byId('snippet').textContent = [
      'import { Socket } from "phoenix"',
      '',
      'const socket = new Socket(',
      `  "${socketUrl}")`,
      'socket.connect()',
      '',
      `const chat = socket.channel("${Topic}")`,
      'chat.on("new_msg", m => alert(m.body))',
      'chat.join()',
      'chat.push("new_msg", { body: "Hello!" })',
    ].join('\n');
    byId('name').value = remembered('name') ?? '';
    byId('name').addEventListener('change', () => remember('name', byId('name').value.trim()));
    byId('composer').addEventListener('submit', event => {
      event.preventDefault();
      send(byId('body').value.trim());
      byId('body').value = '';
    });
    // Enter that ends an input method's conversion must not send.
    byId('composer').addEventListener('keydown', event => {
      if (event.key === 'Enter' && (event.isComposing || event.keyCode === 229))
        event.preventDefault();
    });
    byId('language').addEventListener('click', () => {
      language = language === 'ja' ? 'en' : 'ja';
      remember('language', language);
      showLanguage();
    });
    byId('body').focus();
    if (!phoenix) {
      state.socket = 'missing';
      byId('missing').hidden = false;
      byId('join-private').disabled = true;
      for (const id of ['empty', 'composer', 'samples', 'credits'])
        byId(id).hidden = true;
      showLanguage();
      return;
    }
    byId('join-private').addEventListener('click', joinPrivate);
    openSocket();
    joinLobby();
    showLanguage();
    setInterval(() => {
      // phoenix.js does not say when it begins to try again: the end of the count-down says so.
      if (state.socket === 'retry' && performance.now() >= state.socketRetryAt)
        state.socket = 'connecting';
      if (state.channel === 'rejoin' && performance.now() >= state.channelRetryAt)
        state.channel = 'joining';
      showState();
    }, 100);
  };

  start();
})();
