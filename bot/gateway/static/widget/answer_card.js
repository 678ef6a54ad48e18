// The card "answer": short answer, details, Einfache Sprache, terms, sources, Stand.

import { blocks, el, link } from "./dom.js";
import { standLine } from "./facts_card.js";
import { points } from "./points.js";
import { sourceLine } from "./source_line.js";
import { TEXTS } from "./texts.js";

export function proof(card) {
  return el(
    "div",
    { class: "proof" },
    sourceLine(card.sources),
    card.is_practice ? el("p", {}, TEXTS.practice) : null,
    standLine(card.checked_on),
    card.is_review_due ? el("p", { class: "review" }, TEXTS.review) : null,
  );
}

function terms(card) {
  const pairs = (card.terms ?? []).flatMap((term) => [
    el("dt", {}, link(`glossar#${term.id}`, term.term)),
    el("dd", {}, term.explanation),
  ]);
  return pairs.length
    ? el("details", { class: "terms" }, el("summary", {}, TEXTS.terms), el("dl", {}, pairs))
    : null;
}

export function answer(card) {
  const details = card.details?.length
    ? el("details", {}, el("summary", {}, TEXTS.details), points(card.details))
    : null;
  const hasPlain = Boolean(card.simple?.length);
  return [
    el("h2", {}, card.question),
    el("div", { class: hasPlain ? "usual" : null }, blocks(card.answer), details),
    hasPlain ? el("div", { class: "plain" }, blocks(card.simple)) : null,
    terms(card),
    proof(card),
  ];
}
