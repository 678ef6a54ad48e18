// What is said of a message, for screen readers and for the voice of the device.

const UNSPOKEN = [
  ".who", ".proof", ".fact-sources", ".tools", ".feedback", ".cell-name", "thead", "tbody", "[hidden]",
  "details > :not(summary)", "svg",
].join(", ");
const PARTS = "h2, h3, p, li, dt, dd, summary, caption, .badge, .choice";

// isPlain: the person reads Einfache Sprache.
export function spokenText(node, isPlain) {
  const copy = node.cloneNode(true);
  for (const unspoken of copy.querySelectorAll(UNSPOKEN)) {
    unspoken.remove();
  }
  const hasPlain = copy.querySelector(".plain") !== null;
  copy.querySelector(isPlain && hasPlain ? ".usual" : ".plain")?.remove();
  const parts = [...copy.querySelectorAll(PARTS)]
    .filter((part) => part.querySelector(PARTS) === null)
    .map((part) => part.textContent.trim());
  return parts.filter(Boolean).join(". ").replace(/([.!?:])\./g, "$1");
}

// The whole conversation as lines, to keep as a file.
export function writtenText(log, isPlain) {
  return [...log.querySelectorAll(".message")]
    .map((message) => {
      const copy = message.cloneNode(true);
      for (const unsaid of copy.querySelectorAll(".tools, .feedback, .cell-name, [hidden], .buttons, svg")) {
        unsaid.remove();
      }
      const hasPlain = copy.querySelector(".plain") !== null;
      copy.querySelector(isPlain && hasPlain ? ".usual" : ".plain")?.remove();
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
