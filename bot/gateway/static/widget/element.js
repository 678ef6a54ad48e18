// <ija-lotse>: a button that opens the chat on any page; with the attribute "page" the chat itself.

import { Api } from "./api.js";
import { Chat } from "./chat.js";
import { button, el, icon, SITE } from "./dom.js";
import { Memory } from "./memory.js";
import { TEXTS } from "./texts.js";

const TAG = "ija-lotse";
// Below this width an open chat covers the page: there it only opens by a touch.
const ROOMY = "(min-width: 40em) and (min-height: 30em)";

class IjaLotse extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) {
      return;
    }
    const shadow = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
    shadow.adoptedStyleSheets = [sheet];
    this.isPage = this.hasAttribute("page");
    this.memory = new Memory();
    this.api = new Api();
    this.chat = null;
    this.root = el("div", { class: `root ${this.isPage ? "page" : "float"}`, lang: "de" });
    shadow.append(this.root);
    if (this.isPage) {
      this.build(JSON.parse(this.getAttribute("start")));
      return;
    }
    this.label = el("span");
    this.launcher = button([icon("chat"), this.label], () => this.open(), {
      class: "launcher",
      "aria-expanded": "false",
    });
    this.badge = el("span", { class: "unread", hidden: true });
    this.launcher.append(this.badge);
    this.root.append(this.launcher);
    this.showLabel();
    this.raise();
    if (this.memory.get("open") && window.matchMedia(ROOMY).matches) {
      this.open(false);
    }
  }

  // Above everything else on the page, whatever its styles say about layers and clipping.
  raise() {
    if ("showPopover" in this.root) {
      this.root.setAttribute("popover", "manual");
      this.root.showPopover();
    }
  }

  build(start) {
    this.chat = new Chat(this.root, start, this.memory, this.api, {
      isPage: this.isPage,
      styles: STYLES,
      close: () => this.close(),
      unread: (count) => this.showUnread(count),
      kept: () => this.showLabel(),
    });
    this.root.append(this.chat.panel.node);
    return this.chat.restore();
  }

  async open(takesFocus = true) {
    if (this.isOpen) {
      return;
    }
    this.isOpen = true;
    this.memory.set("open", true);
    this.launcher.setAttribute("aria-expanded", "true");
    this.root.classList.add("opened");
    this.watchBack();
    if (!this.chat) {
      await this.load();
    }
    if (this.chat && this.isOpen) {
      this.chat.panel.node.hidden = false;
      this.chat.read();
      if (takesFocus) {
        this.chat.panel.title.focus();
        this.chat.panel.composer.focus();
      }
    }
  }

  // On a phone the open chat looks like a page of its own: going back closes it and leaves the page
  // around alone. Only some browsers can tell; the history is the page's own and stays untouched.
  watchBack() {
    if ("CloseWatcher" in window && !window.matchMedia(ROOMY).matches) {
      this.back = new CloseWatcher();
      this.back.addEventListener("close", () => this.close());
    }
  }

  async load() {
    const box = el(
      "section",
      { class: "panel waiting", "aria-label": TEXTS.region },
      el("p", { role: "status" }, TEXTS.loading),
    );
    this.root.append(box);
    try {
      const start = await this.api.start();
      box.remove();
      this.build(start);
    } catch {
      const again = button(TEXTS.retry, () => {
        box.remove();
        this.isOpen = false;
        this.open();
      }, { class: "primary" });
      const leaveBox = () => {
        box.remove();
        this.close();
      };
      box.addEventListener("keydown", (event) => event.key === "Escape" && leaveBox());
      const leave = button(TEXTS.close, leaveBox, { class: "secondary" });
      const page = el("p", {}, el("a", { href: SITE.href }, TEXTS.elsewhere));
      box.replaceChildren(el("p", { role: "alert" }, TEXTS.loadFailed), again, leave, page);
      again.focus();
    }
  }

  close() {
    if (!this.isOpen) {
      return;
    }
    this.isOpen = false;
    this.back?.destroy();
    this.memory.set("open", false);
    this.root.classList.remove("opened");
    this.launcher.setAttribute("aria-expanded", "false");
    if (this.chat) {
      this.chat.panel.node.hidden = true;
    }
    this.launcher.focus();
  }

  // Who comes back to a closed chat sees that what was said is still there.
  showLabel() {
    if (!this.isPage) {
      const goesOn = Boolean(this.memory.get("session"));
      this.label.textContent = goesOn ? TEXTS.goOn : this.getAttribute("label") || TEXTS.launcher;
    }
  }

  showUnread(count) {
    if (this.isPage || this.isOpen) {
      return;
    }
    this.badge.textContent = `${count} neu`;
    this.badge.hidden = count === 0;
  }
}

if (!customElements.get(TAG)) {
  customElements.define(TAG, IjaLotse);
  // One line is enough: whoever wrote no element gets one at the end of the page.
  if (!document.querySelector(TAG) && document.currentScript?.dataset.auto !== "off") {
    document.body.append(document.createElement(TAG));
  }
}
