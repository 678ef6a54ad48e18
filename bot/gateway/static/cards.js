// Turns the cards of docs/architecture.md into elements.

import { blocks, el, germanDate, link } from "./dom.js";
import { facts } from "./facts_card.js";
import { table } from "./table_card.js";

function sources(card) {
  const lines = (card.sources ?? []).map((source) =>
    el("li", {}, link(source.url, source.title), ` (${source.year})`),
  );
  const note = card.is_practice ? el("p", {}, "Ein Rat aus der Praxis, ohne amtliche Quelle.") : null;
  const review = card.is_review_due
    ? el("p", {}, el("strong", {}, "Diese Antwort soll neu geprüft werden. Bitte fragen Sie im Zweifel nach."))
    : null;
  return el(
    "div",
    { class: "sources" },
    lines.length ? el("p", { class: "source-title" }, lines.length > 1 ? "Quellen" : "Quelle") : null,
    lines.length ? el("ul", {}, ...lines) : null,
    note,
    card.checked_on ? el("p", {}, `Stand: geprüft am ${germanDate(card.checked_on)}`) : null,
    review,
  );
}

function terms(card) {
  const pairs = (card.terms ?? []).flatMap((term) => [
    el("dt", {}, link(`/glossar#${term.id}`, term.term)),
    el("dd", {}, term.explanation),
  ]);
  return pairs.length
    ? el("details", { class: "terms" }, el("summary", {}, "Begriffe"), el("dl", {}, ...pairs))
    : null;
}

function answer(card) {
  const normal = el("div", {}, ...blocks(card.answer));
  const details = card.details?.length
    ? el("details", {}, el("summary", {}, "Mehr dazu"), ...blocks(card.details))
    : null;
  const usual = el("div", {}, normal, details);
  const parts = [el("h2", {}, card.question), usual];
  if (card.simple?.length) {
    const simple = el("div", { hidden: true }, ...blocks(card.simple));
    const toggle = el("button", { type: "button", class: "toggle", "aria-pressed": "false" }, "Einfache Sprache");
    toggle.addEventListener("click", () => {
      const showSimple = simple.hidden;
      simple.hidden = !showSimple;
      usual.hidden = showSimple;
      toggle.setAttribute("aria-pressed", String(showSimple));
    });
    parts.push(simple, el("div", { class: "tools" }, toggle));
  }
  parts.push(terms(card), sources(card));
  return parts;
}

function deadlineItem(item) {
  const ask = item.ask?.name
    ? el("p", {}, "Auskunft: ", item.ask.url ? link(item.ask.url, item.ask.name) : item.ask.name)
    : null;
  return el(
    "li",
    {},
    el("span", { class: `badge badge-${item.status}` }, item.status_text),
    el("h3", {}, item.programme),
    item.action ? el("p", {}, item.action) : null,
    item.when ? el("p", { class: "when" }, item.when) : null,
    item.route_text ? el("p", {}, item.route_text) : null,
    item.note ? el("p", {}, item.note) : null,
    ask,
    sources(item),
  );
}

function deadlines(card) {
  const items = card.items ?? [];
  return [
    card.intro ? el("p", {}, card.intro) : null,
    el("ul", { class: "items" }, ...items.map(deadlineItem)),
    card.more > 0 ? el("p", {}, `Es gibt ${card.more} weitere ${card.more === 1 ? "Frist" : "Fristen"}.`) : null,
  ];
}

function valueList(rows) {
  return el(
    "dl",
    { class: "facts" },
    ...rows.map(([label, value]) => el("div", {}, el("dt", {}, label), el("dd", {}, value))),
  );
}

function contact(card) {
  const office = card.office ?? {};
  const rows = [];
  if (office.address) {
    rows.push(["Anschrift", el("span", { class: "lines" }, office.address)]);
  }
  if (office.phone) {
    rows.push(["Telefon", link(`tel:${office.phone.replace(/[^0-9+]/g, "")}`, office.phone)]);
  }
  if (office.email) {
    rows.push(["E-Mail", link(`mailto:${office.email}`, office.email)]);
  }
  if (office.hours) {
    rows.push(["Sprechzeiten", office.hours]);
  }
  if (office.responsible?.length) {
    rows.push(["Ansprechpersonen", office.responsible.join("; ")]);
  }
  if (office.website) {
    rows.push(["Webseite", link(office.website, office.website.replace(/^https:\/\//, ""))]);
  }
  if (card.form_url) {
    rows.push(["Formular", link(card.form_url, "Beratung anfragen")]);
  }
  return [el("h2", {}, office.name ?? "Kontakt"), valueList(rows)];
}

function summary(card) {
  const rows = (card.fields ?? []).map((field) => [field.label, field.value]);
  return [el("h2", {}, "Das wird gesendet"), valueList(rows)];
}

function receipt(card) {
  return [
    el("h2", {}, "Ihre Anfrage ist gespeichert"),
    el("p", {}, "Aktenzeichen: ", el("strong", { class: "reference" }, card.reference)),
    el("p", {}, card.promise),
  ];
}

const CARDS = { answer, deadlines, contact, summary, receipt, facts, table };

export function cardContent(message) {
  const build = CARDS[message.card];
  return build ? build(message).filter((part) => part !== null) : null;
}
