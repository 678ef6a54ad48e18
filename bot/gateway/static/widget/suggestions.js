// Suggests questions that have an answer, while the person types. The list is fetched once; what is
// typed stays on the device until it is sent.

import { button, el } from "./dom.js";
import { TEXTS } from "./texts.js";

const MOST = 3;
const ENOUGH_LETTERS = 4;
const EMPTY_WORDS = new Set(
  ("aber alle als auch auf aus bei bin das dem den der des die ein eine einen einer fuer gibt hat haben ich " +
    "ihr ihre ist kann koennen man mein mit muss nach nicht oder sich sie sind ueber und uns unser unsere vom " +
    "von was wer werden wie wir wird wo zu zum zur welche wann").split(" "),
);

function wordsOf(text) {
  const plain = text
    .toLowerCase()
    .replace(/ä/g, "ae")
    .replace(/ö/g, "oe")
    .replace(/ü/g, "ue")
    .replace(/ß/g, "ss");
  return (plain.match(/[\p{L}\p{N}+]+/gu) ?? []).filter((word) => word.length > 2 && !EMPTY_WORDS.has(word));
}

// A word counts as much as it has letters; half of what was typed must be found.
function bestMatches(typed, questions) {
  const wanted = wordsOf(typed);
  const total = wanted.reduce((sum, word) => sum + word.length, 0);
  if (total < ENOUGH_LETTERS) {
    return [];
  }
  return questions
    .map((entry) => {
      const found = wanted.filter((word) => entry.words.some((other) => matches(word, other)));
      return { entry, score: found.reduce((sum, word) => sum + word.length, 0) / total };
    })
    .filter(({ score }) => score > 0.5)
    .sort((a, b) => b.score - a.score || a.entry.question.length - b.entry.question.length)
    .slice(0, MOST)
    .map(({ entry }) => entry);
}

function matches(word, other) {
  return other.startsWith(word) || (word.length > 5 && (other.includes(word) || word.startsWith(other.slice(0, -1))));
}

export class Suggestions {
  // load(): returns all questions; choose(entry): asks one of them; say(text): reads out.
  constructor(input, load, choose, say) {
    this.input = input;
    this.load = load;
    this.choose = choose;
    this.say = say;
    this.questions = null;
    this.done = null; // The text for which the suggestions were put away.
    this.list = el("ul", { class: "suggestions", "aria-label": TEXTS.suggestions, hidden: true });
    this.list.addEventListener("keydown", (event) => this.move(event));
  }

  async prepare() {
    if (this.questions) {
      return;
    }
    this.questions = [];
    try {
      const all = await this.load();
      this.questions = all.map((entry) => ({ ...entry, words: wordsOf(entry.question) }));
      // The list may come after the question was sent.
      if (this.input.value !== this.done) {
        this.update();
      }
    } catch {
      this.questions = null; // Without suggestions the chat works as well.
    }
  }

  update() {
    const found = this.input.value.includes("\n") ? [] : bestMatches(this.input.value, this.questions ?? []);
    const ids = found.map(({ id }) => id).join();
    if (ids !== this.shown) {
      this.shown = ids;
      this.list.replaceChildren(
        ...found.map((entry) => el("li", {}, button(entry.question, () => this.pick(entry)))),
      );
      this.list.hidden = found.length === 0;
      window.clearTimeout(this.telling);
      if (found.length) {
        // Not with every letter: only when the person stops for a moment.
        this.telling = window.setTimeout(() => this.say(TEXTS.suggestionsFound(found.length)), 900);
      }
    }
  }

  hide() {
    window.clearTimeout(this.telling);
    this.shown = "";
    this.done = this.input.value;
    this.list.hidden = true;
    this.list.replaceChildren();
  }

  pick(entry) {
    this.hide();
    this.choose(entry);
  }

  get isOpen() {
    return !this.list.hidden;
  }

  enter() {
    this.list.querySelector("li:last-child button")?.focus();
  }

  move(event) {
    const buttons = [...this.list.querySelectorAll("button")];
    const at = buttons.indexOf(event.target);
    if (event.key === "ArrowUp") {
      buttons[Math.max(at - 1, 0)].focus();
    } else if (event.key === "ArrowDown") {
      (buttons[at + 1] ?? this.input).focus();
    } else if (event.key === "Escape") {
      this.hide();
      this.input.focus();
      event.stopPropagation();
    } else {
      return;
    }
    event.preventDefault();
  }
}
