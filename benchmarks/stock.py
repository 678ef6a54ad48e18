"""The stock side: the pipeline of ``rasa init``, the FAQ as retrieval intents, ``rasa run``."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from benchmarks.data import LOOKUPS, Sentences, write_sentences
from benchmarks.quality import UNCLEAR_TOPIC, Prediction
from benchmarks.side import Side
from bot.knowledge.catalogue import Catalogue
from bot.ops.environment import quiet_rasa
from bot.ops.processes import LOOPBACK, Listener, Process

CONFIG = Path(__file__).with_name("stock.yml")
FAQ = "faq"
FALLBACK = "nlu_fallback"
REPHRASE = "utter_please_rephrase"


def stock(root: Path, port: int, epochs: int) -> Side:
    """Return the stock side; ``root`` holds our sentences and answers."""
    return Side(
        name="stock",
        write=partial(_write, root, epochs),
        train=_train,
        serve=partial(_serve, port),
        understood=understood,
    )


def topic_of(intent: str) -> str | None:
    """Return the topic of one of our intents; words of a dialogue have none."""
    return intent.partition("/")[2] or None


def understood(parsed: Mapping[str, Any]) -> Prediction:
    """Return the topics of Rasa's response selector, and the one that it would answer with."""
    ranking = parsed["response_selector"]["default"]["ranking"]
    topics = tuple(topic_of(item["intent_response_key"]) or "" for item in ranking)
    intent = parsed["intent"]["name"]
    if intent == FALLBACK:
        return Prediction(topics, None)
    # Any other intent is a word of a dialogue, such as "yes".
    return Prediction(topics, topics[0] if intent == FAQ and topics else UNCLEAR_TOPIC)


def _write(root: Path, epochs: int, folder: Path, sentences: Sentences) -> None:
    renamed = {
        f"{FAQ}/{topic_of(intent)}" if topic_of(intent) else intent: texts
        for intent, texts in sentences.items()
    }
    write_sentences(renamed, folder / "data" / "nlu" / "sentences.yml")
    shutil.copytree(root / "data" / "nlu" / LOOKUPS, folder / "data" / "nlu" / LOOKUPS)
    config = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))
    for component in config["pipeline"]:
        if "epochs" in component:
            component["epochs"] = epochs
    topics = [topic for intent in sentences if (topic := topic_of(intent))]
    words = [intent for intent in sentences if not topic_of(intent)]
    files = {
        "config.yml": config,
        "domain.yml": _domain(words, _answers(root, topics)),
        "data/rules.yml": _rules(words),
        "credentials.yml": {"rest": None},
        "endpoints.yml": {},
    }
    for name, content in files.items():
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        (folder / name).write_text(text, encoding="utf-8")


def _answers(root: Path, topics: Sequence[str]) -> dict[str, str]:
    """Return one text for each topic: the short answer, or its id where we have no entry."""
    catalogue = Catalogue(root / "faq")
    entries = {topic: catalogue.get(topic) for topic in topics}
    return {topic: entry.answer if entry else topic for topic, entry in entries.items()}


def _domain(words: Sequence[str], answers: Mapping[str, str]) -> dict[str, Any]:
    responses = {f"utter_{FAQ}/{topic}": [{"text": text}] for topic, text in answers.items()}
    return {
        "version": "3.1",
        "intents": [FAQ, FALLBACK, *words],
        "responses": {REPHRASE: [{"text": REPHRASE}], **responses},
        "actions": [f"utter_{FAQ}"],
        "session_config": {
            "session_expiration_time": 60,
            "carry_over_slots_to_new_session": True,
        },
    }


def _rules(words: Sequence[str]) -> dict[str, Any]:
    actions = {FAQ: f"utter_{FAQ}", FALLBACK: REPHRASE, **dict.fromkeys(words, REPHRASE)}
    return {
        "version": "3.1",
        "rules": [
            {"rule": intent, "steps": [{"intent": intent}, {"action": action}]}
            for intent, action in actions.items()
        ],
    }


def _train(folder: Path, name: str) -> Sequence[str]:
    command = (sys.executable, "-m", "rasa", "train", "--skip-validation")
    return (*command, "--fixed-model-name", name, "--out", str(folder))


def _serve(port: int, folder: Path, model: Path) -> Sequence[Process]:
    command = (
        (sys.executable, "-m", "rasa", "run", "--model", str(model))
        + ("--endpoints", "endpoints.yml", "--credentials", "credentials.yml")
        + ("--interface", LOOPBACK, "--port", str(port))
    )
    listener = Listener(LOOPBACK, port, "", "/")
    return [Process("rasa", command, folder, 1, quiet_rasa(), listener)]
