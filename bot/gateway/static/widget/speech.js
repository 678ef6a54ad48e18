// Reads answers aloud with a voice of the device: others would send the text to their makers.

import { button, icon } from "./dom.js";
import { TEXTS } from "./texts.js";

function localVoice(language) {
  const voices = window.speechSynthesis?.getVoices() ?? [];
  return voices.find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(language));
}

let stopOther = () => {};

// textOf: returns what to read when the person asks for it.
export function readAloud(textOf, language = "de") {
  if (!("speechSynthesis" in window)) {
    return null;
  }
  const idle = [icon("speaker"), TEXTS.read];
  const toggle = button(idle, () => (toggle.dataset.reads ? stop() : read()), { class: "chip", hidden: true });
  const stop = () => {
    window.speechSynthesis.cancel();
    delete toggle.dataset.reads;
    toggle.replaceChildren(...idle);
  };
  const read = () => {
    stopOther();
    stopOther = stop;
    const speech = new SpeechSynthesisUtterance(textOf());
    speech.lang = language;
    speech.voice = localVoice(language) ?? null;
    speech.addEventListener("end", stop);
    toggle.dataset.reads = "yes";
    toggle.replaceChildren(icon("speaker"), TEXTS.stopReading);
    window.speechSynthesis.speak(speech);
  };
  const show = () => {
    toggle.hidden = !localVoice(language);
  };
  show();
  // Many browsers know their voices only after a while.
  window.speechSynthesis.addEventListener?.("voiceschanged", show);
  return toggle;
}
