"""A project of its own: a part of the real knowledge base in a copy that tests may break."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.editorial.command import main
from bot.settings import Settings

REAL = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 26)
PAGES = frozenset({"/", "/kontakt", "/fragen", "/fragen/{id}", "/beratung", "/datenschutz"})
PARTS = ("[!o]*.yml", "office.yml", "ehrenamt/*.md", "planung/*.md", "uebergabe/*.md",
         "rahmenbedingungen/*.md", "recht/krisenplan.md", "recht/fuehrungszeugnis.md",
         "programmes/dpjw.yml")  # fmt: skip
CHECKED_ON = "checked_on: 2026-11-23"
_CHECKED = re.compile(r"^checked_on: .*$", re.MULTILINE)
Run = Callable[..., int]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "projekt"
    # Not all of it: the checks read everything there is, again and again.
    for part in PARTS:
        for path in (REAL / "faq").glob(part):
            target = root / "faq" / path.relative_to(REAL / "faq")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            if target.suffix == ".md":
                # Whatever the office has checked since the day on which these tests play.
                content = target.read_text(encoding="utf-8")
                target.write_text(_CHECKED.sub(CHECKED_ON, content), encoding="utf-8")
    (root / "data" / "nlu" / "faq").mkdir(parents=True)
    return root


@pytest.fixture
def run(project: Path, tmp_path: Path) -> Run:
    """Return the command as a function: ``run("show", "juleica")``."""
    settings = replace(Settings.from_env({"IJA_VAR_DIR": str(tmp_path / "var")}), root=project)

    def call(*argv: str) -> int:
        return main(list(argv), settings, TODAY, lambda: PAGES)

    return call
