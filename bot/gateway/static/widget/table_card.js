// Tables: rows with a heading and one cell for each column.

import { button, el } from "./dom.js";
import { standLine } from "./facts_card.js";
import { sourceLine } from "./source_line.js";
import { TEXTS } from "./texts.js";

// In a narrow chat the cells stand below each other; the roles keep the table a table for screen
// readers.
export function cellOf(...content) {
  return el("td", { role: "cell" }, content);
}

export function rowOf(heading, ...cells) {
  return el("tr", { role: "row" }, el("th", { scope: "row", role: "rowheader" }, heading), cells);
}

export function tableOf(caption, columns, rows, { corner = null, isSentence = false } = {}) {
  const heads = columns.map((name) => el("th", { scope: "col", role: "columnheader" }, name));
  const first = corner
    ? el("th", { scope: "col", role: "columnheader" }, corner)
    : el("td", { role: "cell" });
  return el(
    "div",
    { class: "table-box", role: "region", "aria-label": caption, tabindex: "0" },
    el(
      "table",
      { role: "table" },
      el("caption", { class: isSentence ? "sentence" : null }, caption),
      el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, first, heads)),
      el("tbody", { role: "rowgroup" }, rows),
    ),
  );
}

// On a phone a part of a cell, and all rows but the first few, are behind a button. See 4_cards.css.
const FIRST_ROWS = 3;

export function unfolding(label, node, opened) {
  return button(
    label,
    ({ currentTarget }) => {
      currentTarget.setAttribute("aria-expanded", String(node.classList.toggle(opened)));
    },
    { class: "unfold", "aria-expanded": "false" },
  );
}

// One row more is shorter than a button that names it.
export function unfoldingRest(box, titles) {
  if (titles.length <= FIRST_ROWS + 1) {
    return null;
  }
  for (const row of box.querySelectorAll(`tbody tr:nth-child(n + ${FIRST_ROWS + 1})`)) {
    row.classList.add("later");
  }
  const names = new Set(titles.slice(FIRST_ROWS));
  return unfolding(TEXTS.laterRows(titles.length - FIRST_ROWS, [...names].join(", ")), box, "whole");
}

function valueCell(content, column) {
  const lines = content.text.split("\n");
  const cell = cellOf(
    // For the eye, where the heads of the columns are not in view.
    el("p", { class: "cell-name", "aria-hidden": "true" }, column),
    lines.length > 1 ? el("ul", {}, lines.map((line) => el("li", {}, line))) : el("p", {}, content.text),
    content.note ? el("p", { class: "note" }, content.note) : null,
  );
  const sources = sourceLine(content.sources);
  if (sources) {
    cell.classList.add("way");
    cell.append(unfolding(TEXTS.sources, cell, "opened"), sources);
  }
  return cell;
}

export function table(card) {
  const columns = card.columns ?? [];
  const labels = (card.rows ?? []).map(({ label }) => label);
  const rows = (card.rows ?? []).map(({ label, cells }) =>
    rowOf(label, ...cells.map((content, index) => valueCell(content, columns[index] ?? ""))),
  );
  const box = tableOf(card.title, columns, rows);
  return [
    card.intro ? el("p", { class: "lines" }, card.intro) : null,
    box,
    unfoldingRest(box, labels),
    standLine(card.checked_on),
  ];
}
