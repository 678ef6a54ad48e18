// The card "facts": statements under headings, each with its certainty and its sources.

import { el, germanDate, link } from "./dom.js";
import { sourceLine } from "./source_line.js";
import { TEXTS } from "./texts.js";

// A long card is a list of headings that open, so that it fits on a phone.
const OPEN_SECTIONS = 4;

export function badge(status, words) {
  return words ? el("span", { class: `badge badge-${status}` }, words) : null;
}

export function standLine(checkedOn) {
  return checkedOn ? el("p", { class: "stand" }, `${TEXTS.checked} ${germanDate(checkedOn)}`) : null;
}

function fact(item) {
  return el(
    "li",
    { class: "fact" },
    badge(item.status, TEXTS.status[item.status]),
    el("p", { class: "lines" }, item.label ? el("strong", {}, `${item.label}: `) : null, item.text),
    item.note ? el("p", { class: "note" }, item.note) : null,
    sourceLine(item.sources),
  );
}

function factSection({ title, items }, isFolded) {
  const list = el("ul", { class: "fact-list" }, (items ?? []).map(fact));
  if (!title) {
    return list;
  }
  return isFolded
    ? el("details", {}, el("summary", {}, title), list)
    : el("div", {}, el("h3", {}, title), list);
}

function oldestCheck(sections) {
  const days = sections.flatMap(({ items }) => (items ?? []).map((item) => item.checked_on));
  return days.filter(Boolean).sort()[0];
}

export function facts(card) {
  const sections = card.sections ?? [];
  const isFolded = sections.length > OPEN_SECTIONS;
  const links = (card.links ?? []).map((item) => el("li", {}, link(item.url, item.title)));
  return [
    el("h2", {}, card.title),
    card.intro ? el("p", { class: "lines" }, card.intro) : null,
    ...sections.map((part) => factSection(part, isFolded)),
    links.length ? el("ul", { class: "links", "aria-label": TEXTS.details }, links) : null,
    standLine(oldestCheck(sections)),
  ];
}
