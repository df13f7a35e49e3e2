// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
//
// The part of the script helper that is JavaScript: what modules get to see of the server. ES2016.
// Built-ins are taken here, before any script runs, so that a script that replaces them hurts itself.
(function (host, marker) {
"use strict";
const { parse, stringify } = JSON;
const { freeze, defineProperty, keys } = Object;
const { isArray } = Array;
const call = Function.prototype.call;
const replace = call.bind(String.prototype.replace);
const isView = ArrayBuffer.isView;
const byteLength = call.bind(Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, "byteLength").get);
const slice = call.bind(ArrayBuffer.prototype.slice);
const ErrorType = Error;
const TypeErrorType = TypeError;
const Text = String;
const Numeric = Number;
const Boxed = Object;
// A parsed payload keeps {text, markedText}, what it was parsed from, under this key, where neither
// JSON nor Object.assign sees it. (A WeakMap would do, but Qt 6.4 crashes when one is collected.)
const original = Symbol("original");
const marked = new RegExp('"\\\\u0000' + marker + '#(-?[0-9]+)"', "g");
const MaxMadeText = 1048576;         // characters of JSON that a script makes; what it passes on has no limit
const MaxTimers = 1000;              // waiting messages of a channel
const channels = Object.create(null); // number → state
let current = null;                  // state whose handleIn runs

// An integer beyond 2^53 is an object that counts as a number and keeps its digits.
function exactNumber(value) {
  const digits = value.slice(marker.length + 2);
  if (value !== "\u0000" + marker + "#" + digits) return value;
  const number = Boxed(Numeric(digits));
  defineProperty(number, "toJSON", { value: () => value });
  defineProperty(number, "toString", { value: () => digits });
  return number;
}

// Puts exact numbers where their marks are. (JSON.parse of Qt 6.4 does not call a reviver.)
function withExactNumbers(value) {
  const holder = { value };
  const waiting = [holder];
  for (let count = 1; count > 0;) {
    const object = waiting[--count];
    const names = keys(object);
    for (let i = 0; i < names.length; ++i) {
      const member = object[names[i]];
      if (typeof member === "string") object[names[i]] = exactNumber(member);
      else if (typeof member === "object" && member !== null) waiting[count++] = member;
    }
  }
  return holder.value;
}

// text: as it came; markedText: with long integers marked, or null if there are none.
function decode(text, markedText) {
  const value = markedText === null ? parse(text) : withExactNumbers(parse(markedText));
  if (typeof value === "object" && value !== null) defineProperty(value, original, { value: { text, markedText } });
  return value;
}

function isBuffer(value) {
  try { byteLength(value); return true; } catch (error) { return false; }
}

// What travels for a value: JSON text, or an ArrayBuffer.
function encode(value, what) {
  if (typeof value === "object" && value !== null) {
    if (isView(value)) return slice(value.buffer, value.byteOffset, value.byteOffset + value.byteLength);
    if (isBuffer(value)) return value;
  }
  const text = stringify(value);
  if (typeof text !== "string") throw new TypeErrorType(what + " is " + typeof value + ", which JSON does not know");
  const source = typeof value === "object" && value !== null ? value[original] : undefined;
  if (source !== undefined) {
    const untouched = text === source.text || text === stringify(decode(source.text, source.markedText));
    if (untouched) return source.text;
  }
  if (text.length > MaxMadeText) throw new ErrorType(what + " is longer than 1 MiB of JSON");
  return replace(text, marked, "$1");
}

function encodeObject(value, what) {
  const encoded = encode(value, what);
  if (typeof encoded === "string" && (typeof value !== "object" || value === null || isArray(value)))
    throw new TypeErrorType(what + " must be an object or an ArrayBuffer");
  return encoded;
}

function asText(value, what) {
  if (typeof value !== "string") throw new TypeErrorType(what + " must be a text, not " + (value === null ? "null" : typeof value));
  return value;
}

function ask(number, what, args) {
  const answer = parse(host.ask(number, what, stringify(args)));
  if (answer.throw !== undefined) throw new ErrorType(answer.throw);
  return answer.ok;
}

function tokenFor(number) {
  return freeze({
    sign: (salt, data, options) => ask(number, "token.sign", [salt, data, options || {}]),
    verify: (salt, token, options) => ask(number, "token.verify", [salt, token, options || {}]),
  });
}

const store = freeze({
  get(key) {
    const json = ask(0, "store.get", [asText(key, "the key")]);
    return json === null ? undefined : parse(json);
  },
  set(key, value) {
    const json = encode(value, "the stored value");
    if (typeof json !== "string") throw new TypeErrorType("the stored value must be JSON, not an ArrayBuffer");
    ask(0, "store.set", [asText(key, "the key"), json]);
  },
  delete(key) { ask(0, "store.delete", [asText(key, "the key")]); },
  increment(key, by) { return ask(0, "store.increment", [asText(key, "the key"), by === undefined ? 1 : by]); },
  keys(prefix) { return ask(0, "store.keys", [prefix === undefined ? "" : asText(prefix, "the prefix")]); },
});

// What the module's fetch adds to {key: {metas}}: a value for each side of a diff and for each list.
function fetched(code, topic, presences) {
  const result = code.fetch(topic, presences);
  const isComplete = typeof result === "object" && result !== null && keys(presences).every((key) => {
    const entry = result[key];
    return typeof entry === "object" && entry !== null && isArray(entry.metas);
  });
  if (!isComplete) throw new TypeErrorType("fetch must return an object with the keys that it got, each with its metas");
  return result;
}

function presenceFor(state, topic) {
  const number = state.number;
  const key = (value) => asText(typeof value === "number" ? Text(value) : value, "the key of a presence");
  return freeze({
    track: (who, meta) => ask(number, "presence.track", [key(who), meta || {}]),
    update: (who, meta) => ask(number, "presence.update", [key(who), meta || {}]),
    untrack: (who) => ask(number, "presence.untrack", [key(who)]),
    list: () => {
      const list = ask(number, "presence.list", []);
      return typeof state.code.fetch === "function" ? fetched(state.code, topic, list) : list;
    },
  });
}

function logText(values) {
  return values.map((value) => {
    if (typeof value === "string") return value;
    if (value instanceof ErrorType) return Text(value);
    try { const text = stringify(value); return text === undefined ? Text(value) : text; } catch (error) { return Text(value); }
  }).join(" ");
}

function makeSocket(state, topic, assigns, joinRef) {
  const number = state.number;
  const send = (kind, event, payload) =>
    host.send(kind, number, asText(event, "the event"), encodeObject(payload === undefined ? {} : payload, "the payload"));
  return {
    topic, assigns, joinRef, store,
    push: (event, payload) => send("push", event, payload),
    broadcast: (event, payload) => send("broadcast", event, payload),
    broadcastFrom: (event, payload) => send("broadcast_from", event, payload),
    ref() {
      if (current !== state) throw new ErrorType("socket.ref() works within handleIn of its own channel only");
      if (state.ref === "null") throw new ErrorType("socket.ref(): the message has no ref to answer");
      return freeze({ topic, joinRef: state.joinRef, ref: state.ref });
    },
    reply(ref, status, response) {
      if (ref === null || typeof ref !== "object" || typeof ref.ref !== "string") throw new TypeErrorType("socket.reply() needs what socket.ref() gave");
      if (ref.topic !== topic || ref.joinRef !== state.joinRef) throw new ErrorType("socket.reply(): the ref belongs to another channel");
      host.reply(number, ref.joinRef, ref.ref, asText(status, "the status"), encode(response === undefined ? {} : response, "the response"));
    },
    sendAfter(message, milliseconds) {
      const delay = Numeric(milliseconds === undefined ? 0 : milliseconds);
      if (!(delay >= 0 && delay <= 86400000)) throw new TypeErrorType("socket.sendAfter(): the delay must be 0 to 86400000 ms");
      if (keys(state.messages).length >= MaxTimers) throw new ErrorType("socket.sendAfter(): " + MaxTimers + " messages wait already");
      const id = ++state.lastMessage;
      state.messages[id] = message;
      host.sendAfter(number, id, delay);
    },
    log: (...values) => host.log(number, logText(values)),
    presence: presenceFor(state, topic),
    token: tokenFor(number),
  };
}

function describeThrown(error) {
  if (!(error instanceof ErrorType)) {
    let text;
    try { text = typeof error === "string" ? error : stringify(error); } catch (e) { text = typeof error; }
    return freeze({ message: "threw " + Text(text).slice(0, 500), file: "", line: 0, stack: "" });
  }
  let message;
  try { message = Text(error); } catch (e) { message = "an error without a text"; }
  return freeze({ message: message.slice(0, 500), file: Text(error.fileName), line: Text(error.lineNumber), stack: Text(error.stack) });
}

// What was thrown may be made to throw when it is looked at, and that would end the helper.
function describe(error) {
  try { return describeThrown(error); } catch (e) {
    return freeze({ message: "threw what throws when it is looked at", file: "", line: 0, stack: "" });
  }
}

function missing(state, name) {
  throw new ErrorType(state.module + " does not export " + name);
}

// A payload that the engine cannot parse (nested too deeply) arrives as the error.
function refuseUnreadable(payload) {
  if (payload instanceof ErrorType) throw payload;
}

function run(state, name, args, finish) {
  const callback = state.code[name];
  try {
    refuseUnreadable(args[1]);
    if (typeof callback !== "function") missing(state, name);
    finish(callback(...args));
  } catch (error) {
    state.ended = true;
    host.crash(state.number, describe(error));
  }
}

function reply(result, name) {
  if (typeof result.reply !== "string") throw new TypeErrorType(name + " returned a reply that is no status text");
  return [result.reply, encode(result.response === undefined ? {} : result.response, "the response")];
}

function finishWith(state, name, mayReply) {
  return (result) => {
    if (result === undefined || result === null) return host.done(state.number);
    if (typeof result === "object" && result.stop !== undefined) {
      const stop = isArray(result.stop) ? result.stop : [result.stop];
      const answer = result.reply === undefined ? [] : reply(result, name);
      state.ended = true;
      return host.stop(state.number, asText(stop[0], "the stop reason"), stop.length > 1 ? Text(stop[1]) : "", answer);
    }
    if (typeof result === "object" && result.reply !== undefined) {
      if (!mayReply) throw new ErrorType("only handleIn may return a reply");
      const answer = reply(result, name);
      return host.done(state.number, answer[0], answer[1]);
    }
    throw new TypeErrorType(name + " returned neither nothing, nor {reply}, nor {stop}");
  };
}

// What a module says about its lines in the log, as text; empty: nothing.
function level(value, name) {
  if (value === undefined) return "";
  if (value === false) return "false";
  if (value === "debug" || value === "info" || value === "warning" || value === "error") return value;
  throw new TypeErrorType(name + " must be false, \"debug\", \"info\", \"warning\" or \"error\"");
}

// What the server must know of a channel's module.
function channelModule(code) {
  return freeze({
    fetches: typeof code.fetch === "function",
    closesFirst: code.closesFirst === true,
    logJoin: level(code.logJoin, "logJoin"),
    logHandleIn: level(code.logHandleIn, "logHandleIn"),
    intercepts: isArray(code.intercept) ? code.intercept.map((event) => asText(event, "an intercepted event")) : [],
  });
}

return {
  // Checks the socket module. Returns its log level and the list of [pattern, module].
  socketModule(code) {
    if (!isArray(code.channels)) throw new TypeErrorType("the socket module must export channels, a list of [pattern, module]");
    const routes = code.channels.map((route) => {
      if (!isArray(route) || typeof route[0] !== "string" || typeof route[1] !== "string")
        throw new TypeErrorType("channels: each entry must be [pattern, module], two texts");
      return [route[0], route[1]];
    });
    return freeze({ log: level(code.log, "log"), routes });
  },
  connect(code, number, paramsText, infoText) {
    try {
      const info = parse(infoText);
      info.token = tokenFor(0);
      info.store = store;
      info.log = (...values) => host.log(0, logText(values));
      const result = typeof code.connect === "function" ? code.connect(parse(paramsText), info) : { ok: {} };
      if (result === null || typeof result !== "object") throw new TypeErrorType("connect returned neither {ok: assigns} nor {error: reason}");
      if (result.ok !== undefined) {
        const assigns = encodeObject(result.ok, "ok of connect");
        const id = typeof code.id === "function" ? code.id(parse(assigns)) : null;
        if (id !== null && id !== undefined && typeof id !== "string")
          return host.connected(number, stringify({ error: "", bad_id: typeof id }));
        return host.connected(number, '{"ok":' + assigns + (typeof id === "string" ? ',"id":' + stringify(id) : "") + "}");
      }
      const status = result.status === undefined ? 0 : result.status;
      if (status !== 0 && !(status >= 400 && status <= 599)) throw new TypeErrorType("the status of a refused connect must be 400 to 599");
      const reason = typeof result.error === "string" ? result.error : "";
      host.connected(number, stringify({ error: reason, status, body: result.body === undefined ? "" : Text(result.body) }));
    } catch (error) {
      host.connectCrashed(number, describe(error));
    }
  },
  // code: the module's namespace, or an error to tell.
  join(number, module, code, topic, payload, assigns, joinRef) {
    const state = { number, module, code, topic, joinRef, ref: "null", messages: Object.create(null), lastMessage: 0, ended: false };
    state.socket = makeSocket(state, topic, parse(assigns), parse(joinRef));
    channels[number] = state;
    try {
      if (typeof code.join !== "function") missing(state, "join");
      refuseUnreadable(payload);
      const result = code.join(topic, payload, state.socket);
      if (result === null || typeof result !== "object") throw new TypeErrorType("join returned neither {ok: response} nor {error: response}");
      if (result.ok !== undefined) host.joined(number, "ok", encode(result.ok, "ok of join"), channelModule(code));
      else if (result.error !== undefined) host.joined(number, "error", encode(result.error, "error of join"), channelModule(code));
      else throw new TypeErrorType("join returned neither {ok: response} nor {error: response}");
    } catch (error) {
      host.joinCrashed(number, describe(error));
    }
  },
  connectFailed(number, error) { host.connectCrashed(number, describe(error)); },
  joinFailed(number, error) { host.joinCrashed(number, describe(error)); },
  describe,
  decode,
  in(number, event, payload, ref) {
    const state = channels[number];
    if (state === undefined || state.ended) return host.done(number);
    state.ref = ref;
    current = state;
    run(state, "handleIn", [event, payload, state.socket], finishWith(state, "handleIn", true));
    current = null;
  },
  out(number, event, payload) {
    const state = channels[number];
    if (state === undefined || state.ended) return host.done(number);
    run(state, "handleOut", [event, payload, state.socket], finishWith(state, "handleOut", false));
  },
  info(number, id) {
    const state = channels[number];
    if (state === undefined || state.ended) return host.done(number);
    const message = state.messages[id];
    delete state.messages[id];
    if (typeof state.code.handleInfo !== "function") {
      host.log(number, state.module + " has no handleInfo: a message was ignored");
      return host.done(number);
    }
    run(state, "handleInfo", [message, state.socket], finishWith(state, "handleInfo", false));
  },
  terminate(number, reason) {
    const state = channels[number];
    if (state !== undefined && typeof state.code.terminate === "function") {
      try {
        state.code.terminate(reason, state.socket);
      } catch (error) {
        host.logError(number, "terminate: ", describe(error));
      }
    }
    delete channels[number];
    host.terminated(number);
  },
  fetch(channel, number, joinsText, leavesText) {
    const state = channels[channel];
    if (state === undefined) return host.fetched(number, joinsText, leavesText);
    try {
      const side = (text) => encode(fetched(state.code, state.topic, parse(text)), "what fetch returns");
      host.fetched(number, side(joinsText), side(leavesText));
    } catch (error) {
      host.fetchCrashed(number, describe(error));
    }
  },
  drop(number) { delete channels[number]; },
  console: (() => {
    const write = (...values) => host.log(0, logText(values));
    return freeze({ log: write, info: write, warn: write, error: write, debug: write });
  })(),
};
})
