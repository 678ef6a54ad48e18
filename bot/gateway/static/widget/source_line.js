// The line below a statement that says where it comes from.

import { el, link } from "./dom.js";
import { TEXTS } from "./texts.js";

export function sourceLine(sources) {
  if (!sources?.length) {
    return null;
  }
  const parts = sources.flatMap((source, index) => [
    index > 0 ? "; " : "",
    link(source.url, source.title),
    ` (${source.year})`,
  ]);
  return el("p", { class: "fact-sources" }, sources.length > 1 ? TEXTS.sources : TEXTS.source, ": ", parts);
}
