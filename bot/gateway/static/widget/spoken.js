// What is said of a message, for screen readers and for the voice of the device.

const UNSPOKEN = [
  ".who", ".proof", ".fact-sources", ".tools", ".feedback", ".cell-name", "thead", "tbody", "[hidden]",
  "details > :not(summary)", "svg",
].join(", ");
const UNWRITTEN = ".tools, .feedback, .cell-name, [hidden], .buttons, svg";
const PARTS = "h2, h3, p, li, dt, dd, summary, caption, .badge, .choice";

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
  const parts = [...copy.querySelectorAll(PARTS)]
    .filter((part) => part.querySelector(PARTS) === null)
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
