"""Our side: the very processes and settings of ``make run``, on a project with fewer sentences."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.data import LOOKUPS, Sentences, write_sentences
from benchmarks.quality import Prediction
from benchmarks.side import Side
from bot.ops.processes import Process, all_processes
from bot.ops.training import rasa_train
from bot.settings import Settings

FILES = ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml")
FOLDERS = ("data/rules", "data/stories", "data/responses", f"data/nlu/{LOOKUPS}")
CODE = ("bot", "actions", "faq")
UNDECIDED = frozenset({"clarify", "nlu_fallback"})


@dataclass(frozen=True)
class Ports:
    """Free ports of this machine."""

    rasa: int
    gateway: int


def ours(root: Path, var: Path, ports: Ports) -> Side:
    """Return our side with its data in ``var``."""
    variables = {
        "IJA_VAR_DIR": str(var),
        "IJA_RASA_PORT": str(ports.rasa),
        "IJA_GATEWAY_PORT": str(ports.gateway),
    }
    return Side(
        name="ours",
        write=partial(_write, root),
        train=rasa_train,
        serve=partial(_serve, variables, ("rasa",)),
        understood=understood,
        gateway=partial(_serve, variables, ("gateway",)),
    )


def understood(parsed: Mapping[str, Any]) -> Prediction:
    """Return the topics of our ranker, and the one that it decided on."""
    found = parsed["understanding"]
    topics = tuple(item["topic"] for item in found["ranking"])
    is_decided = found["decision"] != "clarify" and parsed["intent"]["name"] not in UNDECIDED
    return Prediction(topics, found["topic"] if is_decided else None)


def _write(root: Path, folder: Path, sentences: Sentences) -> None:
    for name in FOLDERS:
        shutil.copytree(root / name, folder / name)
    write_sentences(sentences, folder / "data" / "nlu" / "sentences.yml")
    for name in FILES:
        shutil.copy(root / name, folder / name)
    for name in CODE:
        (folder / name).symlink_to(root / name)


def _serve(
    variables: Mapping[str, str], names: Sequence[str], folder: Path, model: Path
) -> Sequence[Process]:
    settings = replace(Settings.from_env(variables), root=folder)
    return [
        replace(process, environment={**process.environment, **variables})
        for process in all_processes(settings, model)
        if process.name in names
    ]
