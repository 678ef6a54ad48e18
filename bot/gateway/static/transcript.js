// Shows the conversation and reads new answers out once.

import { cardContent } from "./cards.js";
import { el } from "./dom.js";

const READ_AFTER_MS = 1000; // Shorter than this, some screen readers miss it.

export class Transcript {
  constructor(messages, scroll, announcer, onChoice) {
    this.messages = messages;
    this.scroll = scroll;
    this.announcer = announcer;
    this.onChoice = onChoice;
    this.greeting = [...messages.children].map((node) => node.cloneNode(true));
    this.watchGreeting();
  }

  watchGreeting() {
    for (const button of this.messages.querySelectorAll("button[data-payload]")) {
      button.addEventListener("click", () => this.choose(button));
    }
  }

  showGreeting() {
    this.messages.replaceChildren(...this.greeting.map((node) => node.cloneNode(true)));
    this.watchGreeting();
  }

  clear() {
    this.messages.replaceChildren();
  }

  // Returns what is needed to take the message back if it could not be sent.
  addUser(message) {
    const settled = this.settleButtons(message.payload);
    const bubble = el("div", { class: "bubble" }, message.text);
    const node = el("article", { class: "message user" }, el("p", { class: "who" }, "Sie"), bubble);
    this.add(node);
    return { node, settled };
  }

  takeBack({ node, settled }) {
    node.remove();
    this.reopenButtons(settled);
  }

  addBot(message, announce) {
    const card = cardContent(message);
    const content = card ?? [el("p", { class: "lines" }, message.text ?? "")];
    const bubble = el("div", { class: card ? "bubble card" : "bubble" }, ...content);
    const node = el("article", { class: "message bot" }, el("p", { class: "who" }, "IJA-Lotse"), bubble);
    if (message.buttons?.length) {
      const items = message.buttons.map((button) => {
        const choice = el("button", { type: "button", class: "choice", "data-payload": button.payload }, button.title);
        choice.addEventListener("click", () => this.choose(choice));
        return el("li", {}, choice);
      });
      node.append(el("ul", { class: "buttons", "aria-label": "Antwortmöglichkeiten" }, ...items));
    }
    this.add(node);
    if (announce) {
      this.announce(node);
    }
    return node;
  }

  choose(button) {
    if (button.getAttribute("aria-disabled") !== "true") {
      this.onChoice(button.dataset.payload, button.textContent);
    }
  }

  // Old buttons stay readable, but only the newest question can be answered.
  settleButtons(chosenPayload) {
    const open = [...this.messages.querySelectorAll(".choice:not([aria-disabled])")];
    for (const button of open) {
      button.setAttribute("aria-disabled", "true");
    }
    const chosen = open.filter((button) => button.dataset.payload === chosenPayload).at(-1);
    chosen?.setAttribute("aria-pressed", "true");
    return open;
  }

  reopenButtons(buttons) {
    for (const button of buttons) {
      button.removeAttribute("aria-disabled");
      button.removeAttribute("aria-pressed");
    }
  }

  add(node) {
    this.messages.append(node);
  }

  // The start of an answer matters more than its end: a long card is shown from its first line.
  reveal(node) {
    node?.scrollIntoView({ block: "start", behavior: "auto" });
  }

  revealEnd() {
    this.messages.lastElementChild?.scrollIntoView({ block: "end", behavior: "auto" });
  }

  announce(node) {
    const spoken = el("p", {}, "IJA-Lotse: ", spokenText(node));
    this.announcer.append(spoken);
    window.setTimeout(() => spoken.remove(), READ_AFTER_MS);
  }
}

function spokenText(node) {
  const copy = node.cloneNode(true);
  for (const unspoken of copy.querySelectorAll(
    ".who, .sources, .fact-sources, .tools, .cell-name, thead, tbody, [hidden], details > :not(summary)",
  )) {
    unspoken.remove();
  }
  const parts = [...copy.querySelectorAll("h2, h3, p, li, dt, dd, summary, caption, .badge")]
    .filter((part) => part.querySelector("h2, h3, p, li, dt") === null)
    .map((part) => part.textContent.trim());
  return parts.filter(Boolean).join(". ").replace(/([.!?:])\./g, "$1");
}
