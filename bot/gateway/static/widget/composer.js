// The field to write in: counts characters, keeps the draft, sends with Enter.

import { el, icon, link } from "./dom.js";
import { Suggestions } from "./suggestions.js";
import { TEXTS } from "./texts.js";

const COUNT_FROM = 0.85;
const INPUT_ID = "ija-text";

export class Composer {
  // actions: send(text), ask(question), questions(), say(text), keep(draft).
  constructor(start, actions) {
    this.limit = start.max_characters;
    this.actions = actions;
    this.input = el("textarea", {
      id: INPUT_ID,
      rows: "1",
      placeholder: TEXTS.placeholder,
      "aria-describedby": "ija-count ija-privacy",
      enterkeyhint: "send",
      autocomplete: "off",
    });
    this.problem = el("p", { class: "problem", role: "alert" });
    this.count = el("p", { class: "count", id: "ija-count", "aria-live": "polite" });
    this.suggestions = new Suggestions(this.input, actions.questions, actions.ask, actions.say);
    this.button = el("button", { type: "submit", class: "send" }, el("span", {}, TEXTS.send), icon("send"));
    this.node = el(
      "form",
      { class: "composer", autocomplete: "off", on: { submit: (event) => this.submit(event) } },
      this.problem,
      this.suggestions.list,
      el("label", { for: INPUT_ID, class: "unseen" }, TEXTS.label),
      el("div", { class: "row" }, this.input, this.button),
      el(
        "div",
        { class: "fine" },
        el(
          "p",
          { id: "ija-privacy" },
          `${TEXTS.privacyLine} `,
          el("span", { class: "kept" }, TEXTS.kept(start.retention_days), " "),
          link("datenschutz", TEXTS.privacy),
        ),
        this.count,
      ),
    );
    this.input.addEventListener("focus", () => this.suggestions.prepare());
    this.input.addEventListener("input", () => {
      this.changed();
      this.mended();
      this.suggestions.update();
    });
    this.input.addEventListener("keydown", (event) => this.key(event));
  }

  get text() {
    return this.input.value;
  }

  set text(value) {
    this.input.value = value;
    this.changed();
  }

  changed() {
    const length = [...this.text].length;
    this.count.textContent = length >= this.limit * COUNT_FROM ? TEXTS.count(length, this.limit) : "";
    this.count.classList.toggle("over", length > this.limit);
    this.actions.keep(this.text);
  }

  key(event) {
    if (event.key === "ArrowUp" && this.suggestions.isOpen && this.input.selectionStart === this.text.length) {
      event.preventDefault();
      this.suggestions.enter();
    } else if (event.key === "Escape" && this.suggestions.isOpen) {
      event.stopPropagation();
      this.suggestions.hide();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      // isComposing: Enter that ends an input method's suggestion must not send.
      this.submit(event);
    }
  }

  submit(event) {
    event.preventDefault();
    const text = this.text.trim();
    const over = [...text].length - this.limit;
    if (!text || over > 0) {
      this.show(text ? TEXTS.tooLong(over) : TEXTS.empty);
      this.input.focus();
      return;
    }
    this.suggestions.hide();
    this.actions.send(text);
  }

  show(problem, isCutOff = false) {
    this.problem.textContent = problem;
    this.isCutOff = isCutOff;
  }

  // Nobody has read it: it can be sent once more, unless something new was typed meanwhile.
  keep(typed) {
    if (!this.text) {
      this.text = typed;
      this.show(TEXTS.unanswered);
    }
  }

  // Whoever has done what a complaint asks for need not read it any longer.
  mended() {
    if (!this.isCutOff && [...this.text].length <= this.limit) {
      this.show("");
    }
  }

  // What could not be sent for want of a line can be sent now.
  lineIsBack() {
    if (this.isCutOff) {
      this.show(TEXTS.backUnsent);
    }
  }

  setBusy(isBusy) {
    this.node.setAttribute("aria-busy", String(isBusy));
    this.button.setAttribute("aria-disabled", String(isBusy));
  }

  // On a phone the keyboard would cover what was just answered.
  focus() {
    if (!window.matchMedia("(pointer: coarse)").matches) {
      this.input.focus({ preventScroll: true });
    }
  }
}
