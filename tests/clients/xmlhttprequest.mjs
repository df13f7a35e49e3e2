// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// As much of a browser's XMLHttpRequest as the long-poll transport of phoenix.js uses, over fetch.

export class XMLHttpRequest {
  readyState = 0;
  responseText = '';
  status = 0;
  timeout = 0;
  #controller = new AbortController();
  #headers = {};

  open(method, url) {
    this.method = method;
    this.url = url;
  }

  setRequestHeader(name, value) {
    this.#headers[name] = value;
  }

  abort() {
    this.#controller.abort();
  }

  async send(body) {
    const timer = this.timeout > 0 ? setTimeout(() => {
      this.#controller.abort();
      this.ontimeout?.();
    }, this.timeout) : undefined;
    try {
      const answer = await fetch(this.url, {
        method: this.method, headers: this.#headers, body: body ?? undefined, signal: this.#controller.signal,
      });
      this.responseText = await answer.text();
      this.status = answer.status;
      this.readyState = 4;
      this.onreadystatechange?.();
    } catch (error) {
      if (error.name !== 'AbortError')
        this.onerror?.(error);
    } finally {
      clearTimeout(timer);
    }
  }
}
