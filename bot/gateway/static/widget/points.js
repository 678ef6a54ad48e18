// The points below an answer: few are read at once; of many the names are shown, and one is opened.

import { blocks, el, spans } from "./dom.js";

// From this many on nobody finds theirs by reading, least of all on a phone.
const MANY = 7;
// "Alter (Stand 2025):" – how old a figure is belongs to the figure, not to the name.
const NAME = /^(.*?)\s*(\([^()]*\))?:\s*$/;

function point([name, ...told]) {
  const parts = name.bold && told.length ? NAME.exec(name.text) : null;
  if (!parts) {
    return el("li", {}, spans([name, ...told]));
  }
  const [, title, age] = parts;
  const text = el("p", {}, age ? el("span", { class: "age" }, age) : null, spans(told));
  return el("li", {}, el("details", {}, el("summary", {}, title), text));
}

export function points(items) {
  return items.flatMap((block) =>
    block.kind === "ul" && block.items.length >= MANY
      ? el("ul", { class: "points" }, block.items.map(point))
      : blocks([block]),
  );
}
