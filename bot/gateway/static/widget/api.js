// Talks to the gateway: the session travels in a header of its own, on pages of others without a cookie.

import { SITE } from "./dom.js";
import { TEXTS } from "./texts.js";

class ChatError extends Error {
  constructor(message, code, retryAfter = 0) {
    super(message);
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

export class Api {
  constructor() {
    this.session = null;
  }

  start() {
    return this.call("GET", "start");
  }

  async questions() {
    return (await this.call("GET", "questions")).questions;
  }

  async open() {
    const reply = await this.call("POST", "sessions", {});
    this.session = reply.session;
    return reply.messages;
  }

  async say(body) {
    return (await this.call("POST", "messages", body)).messages;
  }

  async history(after) {
    return (await this.call("GET", `history?after=${after}`)).messages;
  }

  rate(number, verdict, reason = null) {
    return this.call("POST", "feedback", { number, verdict, reason });
  }

  async erase() {
    if (this.session) {
      await this.call("DELETE", "session");
    }
    this.session = null;
  }

  fetch(method, path, body, extra = {}) {
    const headers = { ...extra.headers };
    if (this.session) {
      headers["X-Session"] = this.session;
    }
    if (body !== undefined) {
      headers["Content-Type"] = "application/json";
    }
    return fetch(new URL(`api/chat/${path}`, SITE), {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      // Only a page of ours keeps the session in a cookie as well, for the chat without JavaScript.
      credentials: "same-origin",
      signal: extra.signal,
    });
  }

  async call(method, path, body) {
    let response;
    let reply = null;
    try {
      response = await this.fetch(method, path, body);
      reply = response.status === 204 ? null : await response.json();
    } catch {
      throw new ChatError(TEXTS.notSent, "offline");
    }
    if (!response.ok) {
      throw new ChatError(reply?.message ?? TEXTS.notSent, reply?.error ?? "unknown", reply?.retry_after);
    }
    return reply;
  }
}
