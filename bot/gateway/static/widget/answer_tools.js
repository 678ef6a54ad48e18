// The small buttons below an answer: Einfache Sprache, read aloud, its page and the link to it.

import { button, el, icon, link, SITE } from "./dom.js";
import { readAloud } from "./speech.js";
import { spokenText } from "./spoken.js";
import { TEXTS } from "./texts.js";

// On a phone the answer goes on to a group in the messenger; elsewhere its address is copied.
function passOn(address, title, say) {
  if (navigator.share && window.matchMedia("(pointer: coarse)").matches) {
    // Whoever closes the device's own window again has seen that nothing was sent.
    const share = () => navigator.share({ title, url: address }).catch(() => {});
    return button([icon("link"), TEXTS.share], share, { class: "chip" });
  }
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      say(TEXTS.copied);
    } catch {
      say(TEXTS.copyFailed);
    }
  };
  return button([icon("link"), TEXTS.copy], copy, { class: "chip" });
}

// view: knows and switches Einfache Sprache; say: shows and reads out a short notice.
export function answerTools(message, node, view, say) {
  const isAnswer = message.card === "answer" && message.faq_id;
  const address = isAnswer ? new URL(`fragen/${encodeURIComponent(message.faq_id)}`, SITE).href : null;
  const plain = message.simple?.length
    ? button(TEXTS.plain, () => view.setPlain(!view.isPlain), {
        class: "chip",
        "data-plain": true,
        "aria-pressed": String(view.isPlain),
      })
    : null;
  const tools = [
    plain,
    message.card || message.text ? readAloud(() => spokenText(node, view.isPlain), message.lang ?? "de") : null,
    isAnswer ? passOn(address, message.question, say) : null,
    isAnswer ? link(address, TEXTS.page, { class: "chip" }) : null,
  ].filter(Boolean);
  return tools.length ? el("div", { class: "tools" }, tools) : null;
}
