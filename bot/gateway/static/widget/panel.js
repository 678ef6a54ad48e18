// The frame of the chat: head, conversation, field to write in, windows above it.

import { Announcer } from "./announcer.js";
import { Composer } from "./composer.js";
import { emergencyDialog, restartDialog } from "./dialogs.js";
import { button, el, icon, link } from "./dom.js";
import { TEXTS } from "./texts.js";

function menuOf(actions, isOpenTo, focusBack) {
  const pages = TEXTS.pages.map(([path, title]) => el("li", {}, link(path, title)));
  const items = [
    [TEXTS.print, actions.print],
    [TEXTS.save, actions.save],
    [TEXTS.restart, actions.restart],
  ].map(([title, action]) =>
    el("li", {}, button(title, () => {
      isOpenTo(false);
      focusBack();
      action();
    })),
  );
  return el("div", { class: "menu", id: "ija-menu", hidden: true }, el("ul", {}, items), el("ul", { class: "pages" }, pages));
}

// Illustration of a way from one place to another; only for the eye.
function banner() {
  return el(
    "div",
    { class: "welcome" },
    el("div", { class: "picture", "aria-hidden": "true" }, icon("compass")),
    el("h2", {}, TEXTS.welcome),
    el("p", {}, TEXTS.welcomeLead),
  );
}

export class Panel {
  // options: isPage, close(); actions: see Chat.
  constructor(start, options, actions) {
    this.announcer = new Announcer();
    this.log = el("div", { class: "log", role: "log", "aria-live": "off", "aria-label": TEXTS.messages });
    this.typing = el(
      "p",
      { class: "typing", hidden: true },
      el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")),
      TEXTS.typing,
    );
    this.slow = el("p", { class: "slow", hidden: true }, `${TEXTS.slow} `, link("beratung", TEXTS.contact.formLink));
    this.welcome = banner();
    this.scroll = el(
      "div",
      { class: "scroll", role: "region", "aria-label": TEXTS.transcript, tabindex: "0" },
      this.welcome,
      this.log,
      this.typing,
      this.slow,
    );
    this.composer = new Composer(start, actions);
    this.toast = el("p", { class: "toast", hidden: true });
    this.state = el("p", { class: "banner", role: "status", hidden: true });
    this.people = el(
      "div",
      { class: "banner people", hidden: true },
      el("p", {}, icon("person"), TEXTS.humanAnswers),
      button(TEXTS.resume, actions.resume, { class: "chip" }),
    );
    this.newer = button([icon("down"), TEXTS.newMessages], () => this.toNewer(), { class: "newer", hidden: true });
    this.emergency = emergencyDialog(start.emergency);
    this.restart = restartDialog(actions.erase);
    this.plain = button([TEXTS.plain], actions.plain, { class: "pill", "data-plain": true, "aria-pressed": "false" });
    this.node = el(
      "section",
      { class: "panel", "aria-label": TEXTS.region },
      this.head(options, actions),
      this.state,
      this.people,
      this.scroll,
      el("div", { class: "over" }, this.newer, this.toast),
      this.composer.node,
      this.announcer.node,
      this.emergency,
      this.restart,
    );
    this.scroll.addEventListener("scroll", () => this.scrolled());
    this.node.addEventListener("scroll", () => this.scrolled());
    this.node.addEventListener("keydown", (event) => this.escape(event, options));
    for (const kind of ["pointerdown", "focusin"]) {
      this.node.addEventListener(kind, (event) => this.leaveMenu(event));
    }
  }

  head(options, actions) {
    const toggle = (isOpen) => {
      this.menu.hidden = !isOpen;
      this.menuButton.setAttribute("aria-expanded", String(isOpen));
    };
    this.toggleMenu = toggle;
    this.menu = menuOf({ ...actions, restart: () => this.restart.showModal() }, toggle, () => this.menuButton.focus());
    this.menuButton = button([icon("dots"), el("span", { class: "unseen" }, TEXTS.menu)], () => toggle(this.menu.hidden), {
      class: "round",
      "aria-expanded": "false",
      "aria-controls": "ija-menu",
    });
    const close = options.isPage
      ? null
      : button([icon("close"), el("span", { class: "unseen" }, TEXTS.closeChat)], options.close, { class: "round" });
    this.title = el(options.isPage ? "h1" : "h2", { class: "title", tabindex: "-1" }, TEXTS.name);
    return el(
      "header",
      { class: "head" },
      el("div", { class: "mark", "aria-hidden": "true" }, icon("compass")),
      el("div", { class: "names" }, this.title, el("p", { class: "ai" }, TEXTS.ai)),
      el(
        "div",
        { class: "corner" },
        button(TEXTS.emergency, () => this.emergency.showModal(), { class: "pill urgent" }),
        this.menuButton,
        close,
      ),
      this.menu,
      el(
        "div",
        { class: "always" },
        button([icon("person"), TEXTS.human], actions.human, { class: "pill" }),
        this.plain,
      ),
    );
  }

  // An open menu lies above the conversation: who goes on there wants to see it.
  leaveMenu(event) {
    const isInside = event.composedPath().some((node) => node === this.menu || node === this.menuButton);
    if (!isInside) {
      this.toggleMenu(false);
    }
  }

  escape(event, options) {
    if (event.key !== "Escape" || event.defaultPrevented || event.target.closest("dialog")) {
      return;
    }
    if (!this.menu.hidden) {
      this.toggleMenu(false);
      this.menuButton.focus();
    } else if (!options.isPage) {
      options.close();
    } else {
      return;
    }
    event.preventDefault();
  }

  // With little height the whole chat scrolls instead of the conversation alone.
  get scroller() {
    return getComputedStyle(this.scroll).overflowY === "visible" ? this.node : this.scroll;
  }

  get isAtEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < 60;
  }

  scrolled() {
    if (this.isAtEnd) {
      this.noNewer();
    }
  }

  // Something arrived below what is in view: the button leads to where it begins.
  offer(node) {
    this.unseen ??= node;
    this.newer.hidden = false;
  }

  noNewer() {
    this.unseen = null;
    this.newer.hidden = true;
  }

  toNewer() {
    const node = this.unseen;
    this.noNewer();
    this.reveal(node);
  }

  toEnd() {
    this.noNewer();
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  // The start of an answer matters more than its end: a long card is shown from its first line.
  reveal(node) {
    const { scroller } = this;
    // A head that stays above the conversation must not cover the line either.
    const above = parseFloat(getComputedStyle(scroller).scrollPaddingTop) || 12;
    scroller.scrollTop += node.getBoundingClientRect().top - scroller.getBoundingClientRect().top - above;
  }

  setTyping(isTyping) {
    this.showBelow(this.typing, isTyping);
  }

  setSlow(isSlow) {
    this.showBelow(this.slow, isSlow);
  }

  // What stands below the conversation for a while stays in view where its end was.
  showBelow(node, isShown) {
    const wasAtEnd = this.isAtEnd;
    node.hidden = !isShown;
    if (isShown && wasAtEnd) {
      this.toEnd();
    }
  }

  // A notice for the eye and for screen readers that goes away by itself: nothing depends on it.
  say(text) {
    this.announcer.say(text);
    this.toast.textContent = text;
    this.toast.hidden = false;
    window.clearTimeout(this.toasting);
    this.toasting = window.setTimeout(() => {
      this.toast.hidden = true;
    }, 6000);
  }

  showState(text) {
    this.keepEnd(() => {
      this.state.textContent = text;
      this.state.hidden = !text;
    });
    if (!text) {
      this.composer.lineIsBack();
    }
  }

  // A banner takes height from the conversation: its newest line stays in view.
  keepEnd(change) {
    const wasAtEnd = this.isAtEnd;
    change();
    if (wasAtEnd) {
      this.toEnd();
    }
  }
}
