"""The stock side: the pipeline of ``rasa init``, each topic an intent, ``rasa run``.

Rasa also has retrieval intents with a response selector for questions and answers. With so many
topics of so few sentences they were right in 2 % of the questions, so this is the fairer side.
"""

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
from bot.nlu.decision import DIALOGUE_INTENTS
from bot.ops.environment import quiet_rasa
from bot.ops.processes import LOOPBACK, Listener, Process

CONFIG = Path(__file__).with_name("stock.yml")
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
    """Return the topics of Rasa's classifier, and the one that it would answer with."""
    ranking = [item["name"] for item in parsed["intent_ranking"] if item["name"] != FALLBACK]
    # Any intent without a topic is a word of a dialogue, such as "yes".
    topics = tuple(name if name not in DIALOGUE_INTENTS else UNCLEAR_TOPIC for name in ranking)
    if parsed["intent"]["name"] == FALLBACK:
        return Prediction(topics, None)
    return Prediction(topics, topics[0] if topics else None)


def _write(root: Path, epochs: int, folder: Path, sentences: Sentences) -> None:
    renamed = {topic_of(intent) or intent: texts for intent, texts in sentences.items()}
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
        "data/rules.yml": _rules(words, topics),
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
    responses = {f"utter_{topic}": [{"text": text}] for topic, text in answers.items()}
    return {
        "version": "3.1",
        "intents": [FALLBACK, *words, *answers],
        "responses": {REPHRASE: [{"text": REPHRASE}], **responses},
        "session_config": {
            "session_expiration_time": 60,
            "carry_over_slots_to_new_session": True,
        },
    }


def _rules(words: Sequence[str], topics: Sequence[str]) -> dict[str, Any]:
    actions = {
        FALLBACK: REPHRASE,
        **dict.fromkeys(words, REPHRASE),
        **{topic: f"utter_{topic}" for topic in topics},
    }
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
