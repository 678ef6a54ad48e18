// The chat page: takes what the person does, asks the gateway, shows the answer.

import { ChatApi } from "./api.js";
import { Transcript } from "./transcript.js";

const TEXTS = {
  offline: "Keine Verbindung zum Server. Bitte prüfen Sie Ihre Internetverbindung und senden Sie noch einmal.",
  empty: "Bitte schreiben Sie zuerst eine Nachricht.",
  restarted: "Das Gespräch wurde gelöscht. Sie können neu beginnen.",
};
const COUNT_FROM = 0.85;

const byId = (id) => document.getElementById(id);
const input = byId("text");
const problem = byId("problem");
const count = byId("count");
const typing = byId("typing");
const limit = Number(document.querySelector(".chat").dataset.max);

// The page says what to do without JavaScript until this very line has run.
byId("without-script").hidden = true;
for (const node of document.querySelectorAll("[data-with-script]")) {
  node.hidden = false;
}

const api = new ChatApi(TEXTS);
const transcript = new Transcript(byId("messages"), byId("scroll"), byId("announcer"), (payload, title) =>
  send({ payload }, title),
);
let isBusy = false;

function setBusy(busy) {
  isBusy = busy;
  typing.hidden = !busy;
  byId("composer").setAttribute("aria-busy", String(busy));
  byId("send").setAttribute("aria-disabled", String(busy));
  if (busy) {
    typing.scrollIntoView({ block: "end" });
  }
}

function showProblem(message) {
  problem.textContent = message;
}

async function send(body, shownText) {
  if (isBusy) {
    return;
  }
  const typed = input.value;
  let question = null;
  showProblem("");
  setBusy(true);
  try {
    if (!api.session) {
      await api.open();
    }
    question = transcript.addUser({ text: shownText, payload: body.payload });
    if (body.text !== undefined) {
      setText("");
    }
    typing.scrollIntoView({ block: "end" });
    for (const answer of await api.say(body)) {
      transcript.addBot(answer.message, true);
    }
    transcript.reveal(question.node);
  } catch (error) {
    if (question) {
      transcript.takeBack(question);
    }
    if (error.code === "unknown_session") {
      api.forget();
      transcript.showGreeting();
    }
    setText(typed);
    showProblem(error.message);
  } finally {
    setBusy(false);
    input.focus({ preventScroll: true });
  }
}

function setText(value) {
  input.value = value;
  updateCount();
}

function updateCount() {
  const length = [...input.value].length;
  const near = length >= limit * COUNT_FROM;
  count.textContent = near ? `${length} von ${limit} Zeichen` : "";
  count.classList.toggle("count-over", length > limit);
}

function submitText() {
  const text = input.value.trim();
  if (!text) {
    showProblem(TEXTS.empty);
    input.focus();
    return;
  }
  send({ text }, text);
}

async function restore() {
  if (!api.session) {
    return;
  }
  try {
    const messages = await api.history(0);
    transcript.clear();
    for (const { role, message } of messages) {
      if (role === "user") {
        transcript.addUser(message);
      } else {
        transcript.addBot(message, false);
      }
    }
    transcript.revealEnd();
  } catch (error) {
    if (error.code === "unknown_session") {
      api.forget();
    } else {
      showProblem(error.message);
    }
  }
}

async function restart() {
  try {
    await api.erase();
    transcript.showGreeting();
    setText("");
    showProblem("");
    byId("announcer").textContent = TEXTS.restarted;
  } catch (error) {
    showProblem(error.message);
  }
  input.focus();
}

byId("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  submitText();
});
input.addEventListener("keydown", (event) => {
  // isComposing: Enter that ends an input method's suggestion must not send.
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    submitText();
  }
});
input.addEventListener("input", updateCount);
byId("human").addEventListener("click", (event) => {
  event.preventDefault();
  send({ payload: event.currentTarget.dataset.payload }, event.currentTarget.textContent);
});
byId("emergency-link").addEventListener("click", (event) => {
  event.preventDefault();
  byId("emergency").showModal();
});
byId("restart").addEventListener("click", () => {
  const dialog = byId("restart-dialog");
  dialog.returnValue = "no";
  dialog.showModal();
});
byId("restart-dialog").addEventListener("close", (event) => {
  if (event.currentTarget.returnValue === "yes") {
    restart();
  }
});
restore();
