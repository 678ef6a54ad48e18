// "War das hilfreich?" below an answer, with reasons after a no.

import { button, el } from "./dom.js";
import { TEXTS } from "./texts.js";

const RATED = new Set(["answer", "deadlines", "facts", "table"]);

// line: a message of the server; rate(verdict, reason): sends it. The focus goes to what comes next,
// so that it is read out and nobody loses their place.
export function feedback(line, rate) {
  if (!RATED.has(line.message.card) || !line.number || line.message.rateable === false) {
    return null;
  }
  const box = el("div", { class: "feedback", role: "group", "aria-label": TEXTS.helpful });
  const thank = () => {
    box.replaceChildren(el("p", { tabindex: "-1" }, TEXTS.thanks));
  };
  const send = async (verdict, reason, next) => {
    try {
      await rate(verdict, reason);
      next();
      box.querySelector("button, [tabindex]").focus();
    } catch {
      // An opinion that does not arrive is no reason to bother anyone.
      thank();
    }
  };
  const askWhy = () => {
    const reasons = Object.entries(TEXTS.reasons).map(([reason, words]) =>
      button(words, () => send("not_helpful", reason, thank), { class: "chip" }),
    );
    box.replaceChildren(el("p", {}, TEXTS.why), ...reasons);
  };
  if (line.verdict === "helpful" || line.reason) {
    thank();
  } else if (line.verdict === "not_helpful") {
    askWhy();
  } else {
    box.replaceChildren(
      el("p", {}, TEXTS.helpful),
      button(TEXTS.yes, () => send("helpful", null, thank), { class: "chip" }),
      button(TEXTS.no, () => send("not_helpful", null, askWhy), { class: "chip" }),
    );
  }
  return box;
}
