"""A small project in a folder of its own, with settings that point to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.settings import Settings


def small_project(folder: Path) -> Settings:
    """Make the inputs of a model below ``folder`` and return settings for them."""
    root = folder / "ein projekt"
    for name, content in {
        "config.yml": "pipeline: []",
        "domain.yml": "intents: []",
        "data/nlu/gruss.yml": "nlu: []",
        "bot/nlu/ranker.py": "THRESHOLD = 0.5",
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return replace(Settings.from_env({"IJA_VAR_DIR": str(root / "var")}), root=root)
