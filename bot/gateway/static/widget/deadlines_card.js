// The card "deadlines": a table of what can be applied for until when, and where.

import { el, icon, link } from "./dom.js";
import { badge } from "./facts_card.js";
import { proof } from "./answer_card.js";
import { cellOf, rowOf, tableOf } from "./table_card.js";
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
  return Number.isInteger(item.days_left) && item.id && item.programme_id
    ? link(`fristen.ics?frist=${encodeURIComponent(item.id)}`, [icon("calendar"), TEXTS.calendar], {
        class: "chip",
      })
    : null;
}

function deadlineRow(item) {
  const heading = [
    el("span", { class: "row-title" }, item.programme),
    item.action ? el("span", { class: "row-note" }, item.action) : null,
  ];
  return rowOf(
    heading,
    cellOf(
      TEXTS.when,
      badge(item.status, item.status_text),
      item.when ? el("p", { class: "when" }, item.when) : null,
      item.note ? el("p", { class: "note" }, item.note) : null,
      calendar(item),
    ),
    cellOf(
      TEXTS.how,
      item.route_text ? el("p", {}, item.route_text) : null,
      asking(item),
      el("details", {}, el("summary", {}, TEXTS.sources), proof(item)),
    ),
  );
}

export function deadlines(card) {
  const items = card.items ?? [];
  const caption = card.intro || TEXTS.when;
  return [
    items.length
      ? tableOf(caption, [TEXTS.when, TEXTS.how], items.map(deadlineRow), TEXTS.programme)
      : el("p", {}, caption),
    card.more > 0 ? el("p", {}, TEXTS.more(card.more), " ", link(card.links?.[0]?.url ?? "fristen", TEXTS.allDeadlines)) : null,
  ];
}
