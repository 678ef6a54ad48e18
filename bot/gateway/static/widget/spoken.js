// What is said of a message, for screen readers and for the voice of the device.

const UNSPOKEN = [
  ".who", ".proof", ".fact-sources", ".tools", ".feedback", ".cell-name", "thead", "[hidden]",
  "tbody td:not(:has(.when))", "td .note", ".row-note",
  "details > :not(summary)", "svg",
].join(", ");
const UNWRITTEN = ".tools, .feedback, .cell-name, [hidden], .buttons, svg";
const PARTS = "h2, h3, p, li, dt, dd, summary, caption, .badge, .choice";
// Of a table of deadlines: whose, how certain, until when. The rest is there to be read.
const SPOKEN_PARTS = `${PARTS}, .row-title, .when strong`;

// A copy without what is left out, in one of the two languages that an answer may have.
function readable(node, leftOut, isPlain) {
  const copy = node.cloneNode(true);
  for (const part of copy.querySelectorAll(leftOut)) {
    part.remove();
  }
  const hasPlain = copy.querySelector(".plain") !== null;
  copy.querySelector(isPlain && hasPlain ? ".usual" : ".plain")?.remove();
  return copy;
}

// isPlain: the person reads Einfache Sprache.
export function spokenText(node, isPlain) {
  const copy = readable(node, UNSPOKEN, isPlain);
  const parts = [...copy.querySelectorAll(SPOKEN_PARTS)]
    .filter((part) => part.querySelector(SPOKEN_PARTS) === null)
    .map((part) => part.textContent.trim());
  return parts.filter(Boolean).join(". ").replace(/([.!?:])\./g, "$1");
}

// The whole conversation as lines, to keep as a file.
export function writtenText(log, isPlain) {
  return [...log.querySelectorAll(".message")]
    .map((message) => {
      const copy = readable(message, UNWRITTEN, isPlain);
      for (const anchor of copy.querySelectorAll("a[href]")) {
        anchor.append(` <${anchor.href}>`);
      }
      const parts = [...copy.querySelectorAll(`.who, .bubble.text, ${PARTS}, th`)]
        .filter((part) => part.querySelector(`${PARTS}, th`) === null)
        .map((part) => part.textContent.trim());
      return parts.filter(Boolean).join("\n");
    })
    .join("\n\n");
}
