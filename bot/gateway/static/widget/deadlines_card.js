// The card "deadlines": a table of what can be applied for until when, and where.

import { el, icon, link } from "./dom.js";
import { badge } from "./facts_card.js";
import { proof } from "./answer_card.js";
import { cellOf, rowOf, tableOf, unfolding, unfoldingRest } from "./table_card.js";
import { TEXTS } from "./texts.js";

function asking(item) {
  if (!item.ask?.name) {
    return null;
  }
  const name = item.ask.url ? link(item.ask.url, item.ask.name) : item.ask.name;
  return el("p", {}, `${TEXTS.ask}: `, name);
}

// A date that no body has confirmed is a habit: nobody shall have it in a calendar.
function calendar(item) {
  if (!Number.isInteger(item.days_left) || !item.id) {
    return null;
  }
  const feed = isEvent(item) ? "termine.ics?termin" : "fristen.ics?frist";
  const address = `${feed}=${encodeURIComponent(item.id)}`;
  return link(address, [icon("calendar"), TEXTS.calendar], { class: "chip" });
}

// Events of the office come as this card too; they belong to no programme.
function isEvent(item) {
  return item.programme_id === null;
}

function headings(items) {
  return items.every(isEvent)
    ? [TEXTS.date, TEXTS.ask, TEXTS.event]
    : [TEXTS.when, TEXTS.how, TEXTS.programme];
}

// The first sentence is the date; what follows explains it. A point after a day ends no sentence.
const FIRST_SENTENCE = /^.*?[^\d\s]{2}\.(?=\s+\p{Lu})/u;

function whenLine(words) {
  const [first] = words.match(FIRST_SENTENCE) ?? [words];
  return el("p", { class: "when" }, el("strong", {}, first), words.slice(first.length));
}

// On a phone whom to ask and the sources are behind a button. What is noted of a date, and its way,
// stand beside it: they may say that another one holds.
function wayCell(item) {
  const cell = cellOf(item.route_text ? el("p", {}, item.route_text) : null);
  cell.classList.add("way");
  cell.append(unfolding(TEXTS.askAndSources, cell, "opened"));
  cell.append(...[asking(item), proof(item)].filter(Boolean));
  return cell;
}

function deadlineRow(item) {
  const heading = [
    el("span", { class: "row-title" }, item.programme),
    item.action ? el("span", { class: "row-note" }, item.action) : null,
  ];
  return rowOf(
    heading,
    cellOf(
      badge(item.status, item.status_text),
      item.when ? whenLine(item.when) : null,
      item.note ? el("p", { class: "note" }, item.note) : null,
      calendar(item),
    ),
    wayCell(item),
  );
}

export function deadlines(card) {
  const items = card.items ?? [];
  const [when, how, corner] = headings(items);
  const caption = card.intro || when;
  // Of a selection the chat links the rest of the same selection.
  const rest = card.links?.[0]?.url ?? "fristen";
  const rows = items.map(deadlineRow);
  const box = tableOf(caption, [when, how], rows, { corner, isSentence: true });
  return [
    items.length ? box : el("p", {}, caption),
    unfoldingRest(box, items.map((item) => item.programme)),
    card.more > 0 ? el("p", {}, TEXTS.more(card.more), " ", link(rest, TEXTS.allDeadlines)) : null,
  ];
}
