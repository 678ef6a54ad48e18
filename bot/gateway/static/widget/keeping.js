// Takes the conversation along: on paper or as a file. Nothing leaves the device.

import { el } from "./dom.js";
import { writtenText } from "./spoken.js";
import { TEXTS } from "./texts.js";

const LET_GO_AFTER_MS = 10_000;

export function saveConversation(log, isPlain) {
  const head = `${TEXTS.saveHead}\n${new Date().toLocaleString("de-DE")}\n\n`;
  const file = new Blob([head, writtenText(log, isPlain), "\n"], { type: "text/plain;charset=utf-8" });
  const address = URL.createObjectURL(file);
  el("a", { href: address, download: `${TEXTS.saveName}.txt` }).click();
  window.setTimeout(() => URL.revokeObjectURL(address), LET_GO_AFTER_MS);
}

// A page of ours prints itself; on a page of others the conversation gets a window of its own.
export function printConversation(log, styles, isPage, classes) {
  if (isPage) {
    window.print();
    return;
  }
  const paper = window.open("", "_blank", "popup,width=800,height=900");
  if (!paper) {
    return; // Windows are blocked: the person can still save the conversation.
  }
  const sheet = new paper.CSSStyleSheet();
  sheet.replaceSync(styles);
  paper.document.adoptedStyleSheets = [sheet];
  paper.document.title = TEXTS.saveHead;
  paper.document.documentElement.lang = "de";
  const root = paper.document.importNode(el("div", { class: `root ${classes} paper` }), false);
  root.append(paper.document.importNode(log, true));
  paper.document.body.append(root);
  paper.print();
}
