// Shows the conversation: each message once, in the order of the server.

import { answerTools } from "./answer_tools.js";
import { cardContent } from "./cards.js";
import { callable, namesHelpline } from "./dialogs.js";
import { button, el, icon } from "./dom.js";
import { feedback } from "./feedback.js";
import { spokenText } from "./spoken.js";
import { TEXTS } from "./texts.js";

function clock(iso) {
  const moment = iso ? new Date(iso) : new Date();
  const words = moment.toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit" });
  return el("time", { datetime: moment.toISOString() }, words);
}

function nameLine(line) {
  if (line.role === "user") {
    return el("p", { class: "who" }, TEXTS.you, " · ", clock(line.at));
  }
  if (line.role === "office") {
    const name = line.message.author || TEXTS.office;
    return el("p", { class: "who" }, icon("person"), `${name} (${TEXTS.officeMark}) · `, clock(line.at));
  }
  return el("p", { class: "who" }, icon("compass"), `${TEXTS.name} · `, clock(line.at));
}

export class Transcript {
  // view: Einfache Sprache, texts of help; actions: choose(payload, title), rate(number, verdict, reason), say(text).
  constructor(log, view, actions) {
    this.log = log;
    this.view = view;
    this.actions = actions;
    this.newest = 0;
    this.seen = new Set();
    this.waiting = new Map();
  }

  clear() {
    this.newest = 0;
    this.seen.clear();
    this.waiting.clear();
    this.log.replaceChildren();
  }

  // The person's newest message if only the assistant has answered it, else null.
  get lastAnswered() {
    const asked = [...this.log.querySelectorAll(".user")].at(-1);
    return asked?.matches(".user:not(:has(~ .office))") ? asked : null;
  }

  // Shows what the person sends before the server has numbered it; the key recognises it then.
  addOwn(message) {
    const node = this.build({ role: "user", message });
    const { payload, key } = message;
    const own = { node, settled: this.settle(payload), isStored: false, isChoice: Boolean(payload) };
    this.waiting.set(key, own);
    this.log.append(node);
    return own;
  }

  takeBack(own, key) {
    this.waiting.delete(key);
    own.node.remove();
    for (const choice of own.settled) {
      choice.removeAttribute("aria-disabled");
      choice.removeAttribute("aria-pressed");
    }
  }

  // Returns the new element, or null for a message that is there already.
  add(line) {
    if (line.number && this.seen.has(line.number)) {
      return null;
    }
    if (line.number) {
      this.seen.add(line.number);
      this.newest = Math.max(this.newest, line.number);
    }
    const own = line.role === "user" ? this.waiting.get(line.message.key) : null;
    if (own) {
      own.isStored = true;
      this.waiting.delete(line.message.key);
      // The server may have masked what should not be kept. A button stays as it was pressed: the
      // same choice has a shorter name in one place than in another.
      if (!own.isChoice) {
        own.node.querySelector(".bubble").textContent = line.message.text;
      }
      return null;
    }
    if (line.role === "user") {
      this.settle(line.message.payload);
    }
    const node = this.build(line);
    this.log.append(node);
    if (line.message.lang) {
      [...this.log.querySelectorAll(".user .bubble")].at(-1)?.setAttribute("lang", line.message.lang);
    }
    return node;
  }

  build(line) {
    const { message } = line;
    const node = el("article", { class: `message ${line.role}` }, nameLine(line));
    if (line.role === "user") {
      node.append(el("div", { class: "bubble text" }, message.text));
      return node;
    }
    const card = cardContent(message);
    const isWide = message.card === "table" || message.card === "deadlines";
    const content = card ?? [el("p", { class: "lines" }, this.linesOf(message.text ?? ""))];
    const shape = card ? `bubble card${isWide ? " wide" : ""}` : "bubble";
    const bubble = el("div", { class: shape, lang: message.lang, dir: message.lang ? "auto" : null }, content);
    const tools = answerTools(message, node, this.view, this.actions.say);
    const opinion = feedback(line, (verdict, reason) => this.actions.rate(line.number, verdict, reason));
    if (tools || opinion) {
      bubble.append(el("div", { class: "below" }, [tools, opinion].filter(Boolean)));
    }
    node.append(bubble);
    const choices = [...(message.buttons ?? []), ...this.relatedOf(message)];
    if (choices.length) {
      const items = choices.map(({ title, payload }) => el("li", {}, this.choice(title, payload)));
      node.append(el("ul", { class: "buttons", "aria-label": TEXTS.choices }, items));
    }
    return node;
  }

  // In an emergency one touch calls; elsewhere a 112 may be the number of a group. Help in another
  // language, and beside an answer, names the helpline.
  linesOf(text) {
    const isHelp = namesHelpline(text) || this.view.start.emergency.some((section) => section.text === text);
    return isHelp ? callable(text) : text;
  }

  relatedOf(message) {
    return (message.related ?? []).slice(0, 2).map(({ id, question }) => ({
      title: question,
      payload: questionPayload(id),
    }));
  }

  choice(title, payload) {
    const choose = () => {
      if (node.getAttribute("aria-disabled") !== "true") {
        this.actions.choose(payload, title);
      }
    };
    const node = button(title, choose, { class: "choice", "data-payload": payload });
    return node;
  }

  // Old buttons stay readable, but only the newest question can be answered.
  settle(chosenPayload) {
    const open = [...this.log.querySelectorAll(".choice:not([aria-disabled])")];
    for (const choice of open) {
      choice.setAttribute("aria-disabled", "true");
    }
    const chosen = open.filter((choice) => choice.dataset.payload === chosenPayload).at(-1);
    chosen?.setAttribute("aria-pressed", "true");
    return open;
  }

  spoken(node, line) {
    const name = line.role === "office" ? line.message.author || TEXTS.office : TEXTS.name;
    return `${name}: ${spokenText(node, this.view.isPlain)}`;
  }
}

// The form that the server accepts from everybody (bot/gateway/chat/offers.py).
export function questionPayload(id) {
  return `/choose_faq{"faq_id": ${JSON.stringify(id)}}`;
}
