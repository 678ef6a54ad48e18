// The card "facts": statements under headings, each with its certainty and its sources.

import { el, germanDate, link } from "./dom.js";
import { sourceLine } from "./source_line.js";

// The same words stand in bot/texts/de/cards.yml; a confirmed statement needs no mark.
const STATUS = {
  about: "nicht bestätigt",
  members: "nur für Mitglieder",
  unknown: "nicht bekannt",
  yes: "passt",
  no: "passt nicht",
  maybe: "noch offen",
};
// A long card is a list of headings that open, so that it fits on a phone.
const OPEN_SECTIONS = 4;

function badge(status) {
  const words = STATUS[status];
  return words ? el("span", { class: `badge badge-${status}` }, words) : null;
}

function fact(item) {
  return el(
    "li",
    { class: "fact" },
    badge(item.status),
    el("p", { class: "lines" }, item.label ? el("strong", {}, `${item.label}: `) : null, item.text),
    item.note ? el("p", { class: "fact-note" }, item.note) : null,
    sourceLine(item.sources),
  );
}

function section({ title, items }, isFolded) {
  const list = el("ul", { class: "fact-list" }, ...(items ?? []).map(fact));
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
  const checked = oldestCheck(sections);
  const links = (card.links ?? []).map((item) => el("li", {}, link(item.url, item.title)));
  return [
    el("h2", {}, card.title),
    card.intro ? el("p", { class: "lines" }, card.intro) : null,
    ...sections.map((part) => section(part, isFolded)),
    links.length ? el("ul", { class: "fact-links", "aria-label": "Mehr dazu" }, ...links) : null,
    checked ? el("p", { class: "stand" }, `Stand: geprüft am ${germanDate(checked)}`) : null,
  ];
}
