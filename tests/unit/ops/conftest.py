from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from bot.ops.terminal import Terminal
from bot.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a small project in a folder of its own."""
    root = tmp_path / "ein projekt"
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


@pytest.fixture
def screen() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def terminal(screen: io.StringIO) -> Terminal:
    return Terminal(screen, clock=lambda: 0.0)
