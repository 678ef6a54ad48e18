// Keeps the windows of one browser together: they share the session, and only one holds a stream.

import { SITE } from "./dom.js";

// A browser opens only six connections to a host; every window with its own would use them up.
const CHANNEL = `ija-lotse ${SITE.href}`;
const ANSWER_MS = 120;

export class Tabs {
  constructor(session, receive) {
    this.session = session;
    this.receive = receive;
    this.waiting = null;
    this.channel = "BroadcastChannel" in window ? new BroadcastChannel(CHANNEL) : null;
    this.channel?.addEventListener("message", ({ data }) => this.hear(data));
  }

  hear(data) {
    if (data.kind === "ask" && this.session()) {
      this.channel.postMessage({ kind: "session", session: this.session() });
    } else if (data.kind === "session") {
      this.waiting?.(data.session);
    } else if (data.kind === "event" && data.session === this.session()) {
      this.receive(data.event);
    }
  }

  // Returns the session of another open window, or null.
  find() {
    if (!this.channel) {
      return Promise.resolve(null);
    }
    return new Promise((resolve) => {
      this.waiting = resolve;
      window.setTimeout(() => resolve(null), ANSWER_MS);
      this.channel.postMessage({ kind: "ask" });
    });
  }

  tell(event) {
    this.channel?.postMessage({ kind: "event", session: this.session(), event });
  }

  // Runs the task in one window alone; another one takes over when this one is closed.
  alone(task) {
    return this.channel && navigator.locks
      ? navigator.locks.request(`${CHANNEL} ${this.session()}`, task)
      : task();
  }
}
