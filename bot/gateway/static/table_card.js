// The card "table": rows with a heading and one cell for each column.

import { el, germanDate } from "./dom.js";
import { sourceLine } from "./source_line.js";

// On a phone the cells stand below each other; the roles keep the table a table for screen readers.
function cell(content, column) {
  const lines = content.text.split("\n");
  return el(
    "td",
    { role: "cell" },
    el("p", { class: "cell-name", "aria-hidden": "true" }, column),
    lines.length > 1
      ? el("ul", {}, ...lines.map((line) => el("li", {}, line)))
      : el("p", {}, content.text),
    content.note ? el("p", { class: "fact-note" }, content.note) : null,
    sourceLine(content.sources),
  );
}

function row({ label, cells }, columns) {
  return el(
    "tr",
    { role: "row" },
    el("th", { scope: "row", role: "rowheader" }, label),
    ...cells.map((content, index) => cell(content, columns[index] ?? "")),
  );
}

export function table(card) {
  const columns = card.columns ?? [];
  const heads = columns.map((name) => el("th", { scope: "col", role: "columnheader" }, name));
  const rows = (card.rows ?? []).map((part) => row(part, columns));
  return [
    card.intro ? el("p", { class: "lines" }, card.intro) : null,
    el(
      "div",
      { class: "compare-box", role: "region", "aria-label": card.title, tabindex: "0" },
      el(
        "table",
        { class: "compare", role: "table" },
        el("caption", {}, card.title),
        el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, el("td", { role: "cell" }), ...heads)),
        el("tbody", { role: "rowgroup" }, ...rows),
      ),
    ),
    card.checked_on ? el("p", { class: "stand" }, `Stand: geprüft am ${germanDate(card.checked_on)}`) : null,
  ];
}
