// Tables: rows with a heading and one cell for each column.

import { el } from "./dom.js";
import { standLine } from "./facts_card.js";
import { sourceLine } from "./source_line.js";

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

function valueCell(content, column) {
  const lines = content.text.split("\n");
  return cellOf(
    // For the eye, where the heads of the columns are not in view.
    el("p", { class: "cell-name", "aria-hidden": "true" }, column),
    lines.length > 1 ? el("ul", {}, lines.map((line) => el("li", {}, line))) : el("p", {}, content.text),
    content.note ? el("p", { class: "note" }, content.note) : null,
    sourceLine(content.sources),
  );
}

export function table(card) {
  const columns = card.columns ?? [];
  const rows = (card.rows ?? []).map(({ label, cells }) =>
    rowOf(label, ...cells.map((content, index) => valueCell(content, columns[index] ?? ""))),
  );
  return [
    card.intro ? el("p", { class: "lines" }, card.intro) : null,
    tableOf(card.title, columns, rows),
    standLine(card.checked_on),
  ];
}
