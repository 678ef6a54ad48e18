// Talks to the gateway. Nothing is stored or requested before the person does something.

const SESSION_KEY = "ija-session";

export class ChatError extends Error {
  constructor(message, code) {
    super(message);
    this.code = code;
  }
}

function storage() {
  try {
    return window.sessionStorage;
  } catch {
    return null; // Storage is blocked: the conversation lives as long as the page.
  }
}

export class ChatApi {
  constructor(texts) {
    this.texts = texts;
    this.session = storage()?.getItem(SESSION_KEY) ?? null;
  }

  async open() {
    const reply = await this.call("POST", "/api/chat/sessions", {});
    this.remember(reply.session);
    return reply.messages;
  }

  async say(body) {
    return (await this.call("POST", "/api/chat/messages", body)).messages;
  }

  async history(after) {
    return (await this.call("GET", `/api/chat/history?after=${after}`)).messages;
  }

  async erase() {
    if (this.session) {
      await this.call("DELETE", "/api/chat/session");
    }
    this.forget();
  }

  remember(session) {
    this.session = session;
    try {
      storage()?.setItem(SESSION_KEY, session);
    } catch {
      // A full or blocked storage only means that a reload begins anew.
    }
  }

  forget() {
    this.session = null;
    storage()?.removeItem(SESSION_KEY);
  }

  async call(method, path, body) {
    const headers = {};
    if (this.session) {
      headers["X-Session"] = this.session;
    }
    if (body !== undefined) {
      headers["Content-Type"] = "application/json";
    }
    let response;
    let reply = null;
    try {
      response = await fetch(path, {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        cache: "no-store",
        credentials: "same-origin",
      });
      reply = response.status === 204 ? null : await response.json();
    } catch {
      throw new ChatError(this.texts.offline, "offline");
    }
    if (!response.ok) {
      throw new ChatError(reply?.message ?? this.texts.offline, reply?.error ?? "unknown");
    }
    return reply;
  }
}
