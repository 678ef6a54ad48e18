// Tells screen readers what is new, apart from the visible conversation.

import { el } from "./dom.js";

const READ_AFTER_MS = 1000; // Shorter than this, some screen readers miss it.

export class Announcer {
  constructor() {
    this.node = el("div", { class: "announcer unseen", "aria-live": "polite" });
  }

  say(text, language = null) {
    const spoken = el("p", { lang: language }, text);
    this.node.append(spoken);
    window.setTimeout(() => spoken.remove(), READ_AFTER_MS);
  }
}
