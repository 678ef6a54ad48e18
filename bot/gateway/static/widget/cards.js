// Turns the cards of docs/architecture.md into elements.

import { answer } from "./answer_card.js";
import { deadlines } from "./deadlines_card.js";
import { el, link } from "./dom.js";
import { facts } from "./facts_card.js";
import { table } from "./table_card.js";
import { TEXTS } from "./texts.js";

function valueList(rows) {
  return el(
    "dl",
    { class: "values" },
    rows.map(([label, value]) => el("div", {}, el("dt", {}, label), el("dd", {}, value))),
  );
}

function contact(card) {
  const office = card.office ?? {};
  const words = TEXTS.contact;
  const rows = [
    office.address && [words.address, el("span", { class: "lines" }, office.address)],
    office.phone && [words.phone, link(`tel:${office.phone.replace(/[^0-9+]/g, "")}`, office.phone)],
    office.email && [words.email, link(`mailto:${office.email}`, office.email)],
    office.hours && [words.hours, office.hours],
    office.responsible?.length && [words.responsible, office.responsible.join("; ")],
    office.website && [words.website, link(office.website, office.website.replace(/^https:\/\//, ""))],
    card.form_url && [words.form, link(card.form_url, words.formLink)],
  ];
  return [el("h2", {}, office.name ?? words.title), valueList(rows.filter(Boolean))];
}

function summary(card) {
  const rows = (card.fields ?? []).map((field) => [field.label, field.value]);
  return [el("h2", {}, TEXTS.summary), valueList(rows)];
}

function receipt(card) {
  return [
    el("h2", {}, TEXTS.receipt),
    el("p", {}, `${TEXTS.reference}: `, el("strong", { class: "reference" }, card.reference)),
    card.pin ? el("p", {}, `${TEXTS.pin}: `, el("strong", { class: "reference" }, card.pin)) : null,
    card.pin ? el("p", {}, TEXTS.pinHint) : null,
    el("p", {}, card.promise),
  ];
}

const CARDS = { answer, deadlines, contact, summary, receipt, facts, table };

export function cardContent(message) {
  const build = CARDS[message.card];
  return build ? build(message).filter((part) => part !== null) : null;
}
