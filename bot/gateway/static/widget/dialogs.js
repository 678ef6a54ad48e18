// The two windows above the chat: help in an emergency, and the question before starting over.

import { el } from "./dom.js";
import { TEXTS } from "./texts.js";

export function emergencyDialog(sections) {
  return el(
    "dialog",
    { class: "emergency", "aria-labelledby": "ija-emergency" },
    el("h2", { id: "ija-emergency", tabindex: "-1", autofocus: true }, TEXTS.emergencyTitle),
    el("p", {}, TEXTS.emergencyLead),
    sections.flatMap((section) => [
      el("h3", {}, section.title),
      el("p", { class: "lines" }, callable(section.text)),
    ]),
    el("form", { method: "dialog" }, el("button", { class: "primary" }, TEXTS.close)),
  );
}

// Numbers that help for free are links: on a phone one touch calls.
export function callable(text) {
  return text.split(/(\b1(?:12|10)\b|\b116 ?111\b|\b0800(?: \d+)+|\b0800\d+)/).map((part, index) =>
    index % 2 ? el("a", { href: `tel:${part.replaceAll(" ", "")}` }, part) : part,
  );
}

export function namesHelpline(text) {
  return /\b116 ?111\b/.test(text);
}

export function restartDialog(onYes) {
  const dialog = el(
    "dialog",
    { "aria-labelledby": "ija-restart" },
    el("h2", { id: "ija-restart" }, TEXTS.restartQuestion),
    el("p", {}, TEXTS.restartLead),
    el(
      "form",
      { method: "dialog", class: "answers" },
      el("button", { class: "primary", value: "yes" }, TEXTS.restartYes),
      el("button", { class: "secondary", value: "no" }, TEXTS.restartNo),
    ),
  );
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "yes") {
      onYes();
    }
    dialog.returnValue = "";
  });
  return dialog;
}
