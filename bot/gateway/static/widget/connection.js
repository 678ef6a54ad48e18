// The line to the server: one stream for all windows of a browser, and what is told when it breaks.

import { Stream } from "./stream.js";
import { Tabs } from "./tabs.js";
import { TEXTS } from "./texts.js";

export class Connection {
  // newest(): the number to go on after; receive(event); missed(error): a look back failed;
  // told(text): what to show about the line, empty when it is fine; mended(): it is back.
  constructor(api, handlers) {
    this.api = api;
    this.handlers = handlers;
    this.problem = "";
    this.tabs = new Tabs(() => api.session, (event) => handlers.receive(event));
    this.stream = new Stream(api, {
      newest: handlers.newest,
      receive: (event) => {
        this.tabs.tell(event);
        handlers.receive(event);
      },
      told: (isConnected) => this.is(isConnected),
    });
    window.addEventListener("offline", () => this.tell(TEXTS.offline));
    window.addEventListener("online", () => this.tell(""));
    document.addEventListener("visibilitychange", () => this.catchUp());
    if (!navigator.onLine) {
      this.tell(TEXTS.offline);
    }
  }

  // Returns the session that another window has open, or null.
  find() {
    return this.tabs.find();
  }

  listen() {
    const { session } = this.api;
    // By the time this window's turn comes, its conversation may be another one.
    this.tabs.alone(() => (session === this.api.session && !this.stream.isOn ? this.stream.run() : null));
  }

  stop() {
    this.stream.stop();
  }

  tell(problem) {
    this.problem = problem;
    this.handlers.told(problem);
  }

  is(isConnected) {
    const wasBroken = Boolean(this.problem);
    // A line that opened just before the network went says nothing about now.
    const isOffline = !navigator.onLine;
    this.tell(isOffline ? TEXTS.offline : isConnected ? "" : TEXTS.reconnecting);
    if (isConnected && !isOffline && wasBroken) {
      this.handlers.mended();
    }
  }

  // A window that slept may have missed what the others told each other.
  async catchUp() {
    if (document.hidden || !this.api.session || this.stream.isOn) {
      return;
    }
    try {
      for (const data of await this.api.history(this.handlers.newest())) {
        this.handlers.receive({ name: "message", data });
      }
    } catch (error) {
      this.handlers.missed(error);
    }
  }
}
