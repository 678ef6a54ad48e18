// The chat: takes what the person does, asks the gateway, shows what comes back.

import { Connection } from "./connection.js";
import { printConversation, saveConversation } from "./keeping.js";
import { Panel } from "./panel.js";
import { TEXTS } from "./texts.js";
import { questionPayload, Transcript } from "./transcript.js";

const MOST_TRIES = 2;
// Nearly all answers are there sooner; who waits longer should not wait without a word.
const SLOW_AFTER_MS = 3000;

function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16)).join("");
}

const pause = (seconds) => new Promise((resolve) => window.setTimeout(resolve, seconds * 1000));

export class Chat {
  // options: isPage, close(), unread(count), kept(), styles; root: carries the state for the styles.
  constructor(root, start, memory, api, options) {
    this.root = root;
    this.start = start;
    this.memory = memory;
    this.api = api;
    this.options = options;
    this.isBusy = false;
    this.isSomebodyTyping = false;
    this.unread = 0;
    this.held = [];
    const say = (text) => this.panel.say(text);
    this.panel = new Panel(start, options, {
      send: (text) => this.send({ text }, text),
      ask: (entry) => this.send({ payload: questionPayload(entry.id) }, entry.question),
      questions: () => this.api.questions(),
      keep: (draft) => this.memory.set("draft", draft),
      say: (text) => this.panel.announcer.say(text),
      human: () => this.send({ payload: start.human }, TEXTS.askHuman),
      resume: () => this.send({ payload: start.resume }, TEXTS.resume),
      plain: () => this.setPlain(!this.isPlain),
      print: () => printConversation(this.panel.log, options.styles, options.isPage, root.className),
      save: () => saveConversation(this.panel.log, this.isPlain),
      erase: () => this.erase(),
    });
    this.transcript = new Transcript(this.panel.log, this, {
      choose: (payload, title) => this.send({ payload }, title),
      rate: (number, verdict, reason) => this.api.rate(number, verdict, reason),
      say,
    });
    this.connection = new Connection(api, {
      newest: () => this.transcript.newest,
      receive: (event) => this.receive(event),
      missed: (error) => error.code === "unknown_session" && this.fail(error),
      told: (problem) => this.panel.showState(problem),
      mended: () => say(TEXTS.back),
    });
    this.setPlain(Boolean(memory.get("plain")));
    this.showGreeting();
    this.panel.composer.text = memory.get("draft") ?? "";
  }

  get isPlain() {
    return this.root.classList.contains("reads-plain");
  }

  setPlain(isPlain) {
    this.root.classList.toggle("reads-plain", isPlain);
    for (const toggle of this.panel.node.querySelectorAll("[data-plain]")) {
      toggle.setAttribute("aria-pressed", String(isPlain));
    }
    this.memory.set("plain", isPlain);
  }

  showGreeting() {
    this.transcript.clear();
    this.panel.welcome.hidden = false;
    for (const message of this.start.greeting) {
      this.transcript.add({ role: "bot", message });
    }
  }

  // Goes on with the conversation of this tab, or of another window of the same browser.
  async restore() {
    this.api.session = this.memory.get("session") ?? (await this.connection.find());
    if (!this.api.session) {
      return;
    }
    try {
      const lines = await this.api.history(0);
      this.remember();
      this.transcript.clear();
      this.panel.welcome.hidden = lines.length > 1;
      lines.forEach((line) => this.transcript.add(line));
      this.panel.toEnd();
      // Who comes back in the middle of a long answer finds its beginning, as when it came.
      const asked = this.transcript.lastAnswered;
      if (asked) {
        this.panel.reveal(asked);
      }
      this.connection.listen();
    } catch (error) {
      this.fail(error);
    }
  }

  remember() {
    this.memory.set("session", this.api.session);
    this.options.kept();
  }

  async send(body, shownText) {
    if (this.isBusy) {
      return;
    }
    const { composer } = this.panel;
    const typed = composer.text;
    let own = null;
    // Who sends the same once more, because no answer came, is answered once.
    const wanted = JSON.stringify(body);
    const key = this.unsent?.wanted === wanted ? this.unsent.key : newKey();
    this.unsent = null;
    this.setBusy(true);
    composer.show("");
    try {
      if (!this.api.session) {
        const greeting = await this.api.open();
        this.remember();
        this.transcript.clear();
        greeting.forEach((line) => this.transcript.add(line));
        this.connection.listen();
      }
      own = this.transcript.addOwn({ ...body, text: shownText, key });
      this.panel.welcome.hidden = true;
      if (body.text !== undefined) {
        composer.text = "";
      }
      this.panel.toEnd();
      const lines = await this.answerTo({ ...body, key });
      lines.forEach((line) => this.show(line));
      this.panel.reveal(own.node);
      if (body.text !== undefined && lines.some((line) => line.message.unanswered)) {
        composer.keep(typed);
      }
    } catch (error) {
      // What the stream has brought back was stored: only its answer is late.
      if (own && !own.isStored) {
        this.transcript.takeBack(own, key);
        this.unsent = { wanted, key };
        composer.text = typed;
        this.fail(error);
      } else if (!own) {
        this.fail(error);
      }
    } finally {
      this.setBusy(false);
      this.held.splice(0).forEach((line) => this.show(line));
      composer.focus();
    }
  }

  // An assistant with too much to do asks for a moment of patience; the person need not notice.
  async answerTo(body) {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.api.say(body);
      } catch (error) {
        if (error.code !== "overloaded" || tries >= MOST_TRIES) {
          throw error;
        }
        await pause(error.retryAfter);
      }
    }
  }

  fail(error) {
    if (error.code === "unknown_session") {
      this.forget();
      this.showGreeting();
    }
    this.panel.composer.show(error.message, error.code === "offline");
  }

  forget() {
    this.connection.stop();
    this.api.session = null;
    this.memory.set("session", null);
    this.options.kept();
    this.setHuman(false);
  }

  receive({ name, data }) {
    if (name === "message" && this.isBusy && data.role === "bot") {
      // The reply to this window knows more than what is stored, a PIN for example: it comes first.
      this.held.push(data);
    } else if (name === "message") {
      this.show(data);
    } else if (name === "state") {
      this.isSomebodyTyping = data.typing;
      this.showTyping();
      this.setHuman(data.human);
    } else if (name === "gone") {
      this.forget();
      this.showGreeting();
    }
  }

  show(line) {
    const wasAtEnd = this.panel.isAtEnd;
    const node = this.transcript.add(line);
    if (!node || line.role === "user") {
      return;
    }
    this.panel.announcer.say(this.transcript.spoken(node, line), line.message.lang);
    this.showTyping();
    if (!this.isBusy && !wasAtEnd) {
      this.panel.offer(node);
    } else if (!this.isBusy) {
      this.panel.reveal(node);
    }
    if (line.role === "office" || document.hidden) {
      this.unread += 1;
      this.options.unread(this.unread);
    }
  }

  read() {
    this.unread = 0;
    this.options.unread(0);
  }

  setHuman(isHuman) {
    this.panel.keepEnd(() => {
      this.panel.people.hidden = !isHuman;
    });
  }

  setBusy(isBusy) {
    this.isBusy = isBusy;
    this.panel.composer.setBusy(isBusy);
    window.clearTimeout(this.waiting);
    this.panel.setSlow(false);
    if (isBusy) {
      this.waiting = window.setTimeout(() => this.tellSlow(), SLOW_AFTER_MS);
    }
    this.showTyping();
  }

  // While a person of the office answers, nobody knows whether they are writing.
  showTyping() {
    this.panel.setTyping(this.isSomebodyTyping || (this.isBusy && this.panel.people.hidden));
  }

  // While a person of the office answers, waiting is to be expected.
  tellSlow() {
    if (this.panel.people.hidden) {
      this.panel.setSlow(true);
      this.panel.announcer.say(TEXTS.slow);
    }
  }

  async erase() {
    try {
      await this.api.erase();
      this.forget();
      this.showGreeting();
      this.panel.composer.text = "";
      this.panel.composer.show("");
      this.panel.say(TEXTS.restarted);
    } catch (error) {
      this.panel.composer.show(error.message);
    }
    this.panel.composer.focus();
  }
}
