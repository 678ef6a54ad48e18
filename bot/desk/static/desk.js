"use strict";
// Everything works without this file; it adds keys, keeps drafts and says who else is here.
(() => {
  const find = (selector) => document.querySelector(selector);
  const csrf = () => find('input[name="csrf"]')?.value ?? "";
  const standing = find("#stand");

  // --- keys -------------------------------------------------------------------------------------
  const rows = () => [...document.querySelectorAll("[data-row] th a")];

  function focusOn(selector) {
    const target = find(selector);
    if (!target) return false;
    target.focus();
    target.scrollIntoView({ block: "center" });
    return true;
  }

  function step(by) {
    const links = rows();
    if (!links.length) return false;
    const at = links.indexOf(document.activeElement);
    const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + by, 0), links.length - 1);
    links[next].focus();
    links[next].scrollIntoView({ block: "center" });
    return true;
  }

  function openFilters() {
    const box = find("#filter");
    if (!box) return false;
    box.open = true;
    return focusOn("#filter summary");
  }

  function showKeys() {
    const dialog = find("#kuerzel");
    if (!dialog || dialog.open) return false;
    dialog.showModal();
    return true;
  }

  /** Take the request over at once: what was done is said with a way to take it back. */
  function takeOver() {
    const button = find("#uebernehmen");
    if (!button) return false;
    button.form.requestSubmit(button);
    return true;
  }

  function goTo(selector) {
    const link = find(selector);
    if (!link) return false;
    link.click();
    return true;
  }

  const KEYS = {
    "?": showKeys,
    "/": () => focusOn("#suche"),
    l: () => { location.assign("/anfragen"); return true; },
    j: () => step(1),
    k: () => step(-1),
    f: openFilters,
    a: () => focusOn("#antworttext"),
    n: () => focusOn("#notiztext"),
    b: () => focusOn("#baustein"),
    u: takeOver,
    o: () => goTo("#naechste"),
    z: () => focusOn("#zustaendig"),
    w: () => focusOn("#wiedervorlage"),
  };

  const isField = (node) => node instanceof Element && node.matches("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (!("shortcuts" in document.body.dataset) || event.isComposing) return;
    const target = event.target;
    if (event.key === "Escape" && isField(target)) {
      target.blur();
      return;
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && target instanceof HTMLTextAreaElement) {
      event.preventDefault();
      const form = target.form;
      form?.requestSubmit(form.querySelector("button.send") ?? form.querySelector("button") ?? undefined);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isField(target) || find("dialog[open]")) return;
    const action = KEYS[event.key];
    if (action && action()) event.preventDefault();
  });

  // --- the session ------------------------------------------------------------------------------
  // Without one the desk leads to the sign-in page, or shows what was written.
  const isSignedOut = (answer) => answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403;

  function tellSignedOut(isSo) {
    const banner = find("#abgemeldet");
    if (banner) banner.hidden = !isSo;
  }

  /** Go on with the session of another window, if it is the same person's. */
  function goOn(news) {
    if (news.account !== standing.dataset.account) {
      tellSignedOut(true);
      return;
    }
    tellSignedOut(false);
    if (news.csrf === csrf()) return;
    for (const field of document.querySelectorAll('input[name="csrf"]')) field.value = news.csrf;
    document.dispatchEvent(new Event("signed-in-again"));
  }

  // --- drafts -----------------------------------------------------------------------------------
  const SAVE_AFTER = 1500;

  for (const form of document.querySelectorAll("form[data-draft]")) {
    const area = form.querySelector("textarea");
    const state = form.querySelector("[data-draft-state]");
    let timer = 0;
    let saved = area.value;
    let isSending = false;

    const save = async () => {
      if (isSending || area.value === saved) return;
      const text = area.value;
      const body = new URLSearchParams({ csrf: csrf(), kind: form.dataset.draft, text });
      try {
        const answer = await fetch(form.dataset.draftPath, { method: "POST", body, redirect: "manual", keepalive: body.toString().length < 60000 });
        if (isSignedOut(answer)) {
          tellSignedOut(true);
          state.textContent = "Noch nicht gespeichert: Sie sind abgemeldet.";
          // Somebody may have signed in again in another window.
          if (answer.type !== "opaqueredirect") ask();
          return;
        }
        if (!answer.ok) throw new Error(String(answer.status));
        saved = text;
        state.textContent = text.trim() ? "Entwurf gespeichert." : "";
      } catch {
        state.textContent = "Der Entwurf konnte nicht gespeichert werden. Bitte laden Sie die Seite neu, bevor Sie weiterschreiben, und kopieren Sie vorher Ihren Text.";
      }
    };
    area.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(save, SAVE_AFTER);
    });
    document.addEventListener("signed-in-again", save);
    form.addEventListener("submit", () => { isSending = true; clearTimeout(timer); });
    window.addEventListener("pagehide", save);
  }

  // A form that is sent twice by a double click.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (form.method === "post" && !/export|auskunft/.test(form.getAttribute("action"))) {
      form.dataset.sent = "ja";
      setTimeout(() => { delete form.dataset.sent; }, 4000);
    }
  });

  // --- colleagues -------------------------------------------------------------------------------
  const ASK_AFTER = 25000;

  function showStanding(news) {
    const here = find("#anwesend");
    here.hidden = news.others.length === 0;
    here.textContent = `${news.others.join(", ")} ${news.others.length > 1 ? "haben" : "hat"} diese Anfrage gerade offen.`;
    const changed = find("#geaendert");
    const shown = news.changes.join(" · ");
    if (shown && changed.dataset.shown !== shown) {
      changed.dataset.shown = shown;
      changed.replaceChildren(document.createTextNode(`Inzwischen geändert: ${shown} `));
      const link = document.createElement("a");
      // Not the address of this page: after a form it is one that cannot be opened.
      link.href = standing.dataset.page;
      link.textContent = "Seite neu laden";
      changed.append(link);
      changed.hidden = false;
    }
  }

  async function ask() {
    if (document.hidden) return;
    try {
      const answer = await fetch(standing.dataset.path, { redirect: "manual" });
      if (isSignedOut(answer)) tellSignedOut(true);
      if (!answer.ok) return;
      const news = await answer.json();
      goOn(news);
      showStanding(news);
    } catch { /* the next round may work */ }
  }

  if (standing) {
    setInterval(ask, ASK_AFTER);
    document.addEventListener("visibilitychange", ask);
    window.addEventListener("focus", ask);
  }

  // What a page shows because something went wrong is read first.
  find("[role=alert][autofocus]")?.focus();
})();
