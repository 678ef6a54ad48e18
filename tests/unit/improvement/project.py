"""A small project of its own, with models that a few lines of Python train and ask."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from sqlalchemy.engine import Engine

from bot.consultations.database.engine import open_engine
from bot.consultations.migrations import migrate as migrate_consultations
from bot.conversations.migrations import migrate as migrate_conversations
from bot.conversations.models import Role
from bot.conversations.store import ConversationStore
from bot.improvement.job import LearningJob
from bot.improvement.migrations import migrate
from bot.improvement.store import ImprovementStore
from bot.ops.learning import RasaModels
from bot.ops.terminal import Terminal
from bot.ops.training import ensure_model
from bot.settings import Settings

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)
FALLBACK = "Das habe ich nicht verstanden."
CLARIFY = "Meinten Sie eines davon?"
VISA = (
    "brauchen wir ein visum für die reise",
    "visum beantragen gruppe",
    "einreise ohne visum möglich",
)
MONEY = (
    "wer zahlt die fahrtkosten",
    "zuschuss für die fahrt beantragen",
    "fahrtkosten abrechnen wie",
)
ENTRY = """---
question: {question}
group: planung
sources: []
basis: praxiswissen
checked_on: 2026-11-01
review_by: 2027-05-01
related: []
---
Fragen Sie uns.

## Einfache Sprache

Fragen Sie uns.
"""
# A model is the list of its sentences; it understands whatever shares the most words with one.
TRAIN = """
import json, pathlib, sys, yaml
folder, name = pathlib.Path(sys.argv[1]), sys.argv[2]
print("Starting to train component 'bot.nlu.Ranker'.")
found = []
for path in sorted(pathlib.Path("data/nlu").glob("*/*.yml")):
    for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
        found += [[path.stem, line[2:]] for line in block["examples"].strip().splitlines()]
(folder / f"{name}.tar.gz").write_text(json.dumps(found), encoding="utf-8")
"""
PARSE = """
import json, sys
known = json.load(open(sys.argv[1], encoding="utf-8"))
for line in sys.stdin:
    words = set(line.lower().split())
    score, topic = max((len(words & set(text.split())), topic) for topic, text in known)
    found = {"topic": topic, "decision": "answer" if score > 1 else "fallback",
             "ranking": [{"topic": topic, "confidence": 1.0}]}
    print(json.dumps(found))
"""


def train_with(code: str) -> object:
    """Return a command that trains with this code."""

    def command(folder: Path, name: str) -> Sequence[str]:
        return [sys.executable, "-c", code, str(folder), name]

    return command


def parse_command(model: Path) -> Sequence[str]:
    return [sys.executable, "-c", PARSE, str(model)]


@dataclass
class Project:
    """The folder of a project, its database, and everything that works on it."""

    settings: Settings
    engine: Engine
    store: ImprovementStore
    terminal: Terminal
    now: datetime = NOW

    @property
    def root(self) -> Path:
        return self.settings.root

    def clock(self) -> datetime:
        return self.now

    def job(self, train: str = TRAIN) -> LearningJob:
        return LearningJob(self.store, self.root, self.models(train), self.clock)

    def models(self, train: str = TRAIN) -> RasaModels:
        return RasaModels(self.settings, self.terminal, train_with(train), parse_command)

    def train(self) -> Path:
        """Train the first model, so that there is one to compare with."""
        return ensure_model(self.settings, self.terminal, train_with(TRAIN))

    def current(self) -> str:
        return os.readlink(self.settings.models_dir / "current")

    def sentences(self, intent: str) -> str:
        return (self.root / "data" / "nlu" / f"{intent}.yml").read_text(encoding="utf-8")

    def chat(self, *turns: tuple[Role, dict[str, object]], ago: timedelta = timedelta()) -> str:
        """Store one conversation."""
        tokens = iter([os.urandom(24).hex()])
        chats = ConversationStore(self.engine, lambda: next(tokens))
        moment = self.now - ago
        session = chats.create(moment)
        for role, payload in turns:
            chats.append(session, role, payload, moment)
        return session


def make_project(folder: Path, url: str | None = None) -> Project:
    root = folder / "project"
    for name in ("models", "faq/planung", "data/responses", "tests/questions", "bot/nlu"):
        (root / name).mkdir(parents=True)
    for name in ("config.yml", "domain.yml"):
        (root / name).write_text("version: '3.1'\n", encoding="utf-8")
    for family, topic, sentences in (("faq", "visum", VISA), ("faq", "fahrtkosten", MONEY)):
        path = root / "data" / "nlu" / family / f"{topic}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = "".join(f"    - {sentence}\n" for sentence in sentences)
        path.write_text(
            f'version: "3.1"\n# Ein Kommentar, der bleibt.\nnlu:\n- intent: {family}/{topic}\n'
            f"  metadata: {{register: plain}}\n  examples: |\n{lines}",
            encoding="utf-8",
        )
    for topic, question in (("visum", "Brauchen wir ein Visum?"), ("fahrtkosten", "Wer zahlt?")):
        entry = root / "faq" / "planung" / f"{topic}.md"
        entry.write_text(ENTRY.format(question=question), encoding="utf-8")
    (root / "data" / "responses" / "fallback.yml").write_text(
        f"responses:\n  utter_fallback:\n  - text: {FALLBACK}\n"
        f"  utter_clarify:\n  - text: {CLARIFY}\n",
        encoding="utf-8",
    )
    questions = [("visum", "visum für die gruppe"), ("fahrtkosten", "fahrtkosten zuschuss")]
    rows = "".join(f"{topic}\t{text}\n" for topic, text in questions)
    (root / "tests" / "questions" / "dev.tsv").write_text(f"intent\ttext\n{rows}", encoding="utf-8")
    return reopen(folder, url)


def reopen(folder: Path, url: str | None = None) -> Project:
    """Return the project that was made in this folder before."""
    variables = {"IJA_VAR_DIR": str(folder / "var")}
    settings = replace(Settings.from_env(variables), root=folder / "project")
    engine = open_engine(url or settings.database_url)
    for bring_up in (migrate_consultations, migrate_conversations, migrate):
        bring_up(engine)
    terminal = Terminal(io.StringIO(), lambda: 0.0)
    return Project(settings, engine, ImprovementStore(engine), terminal)
