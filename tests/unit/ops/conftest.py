from __future__ import annotations

import io
from pathlib import Path

import pytest

from bot.ops.terminal import Terminal
from bot.settings import Settings
from tests.unit.small_project import small_project


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a small project in a folder of its own."""
    return small_project(tmp_path)


@pytest.fixture
def screen() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def terminal(screen: io.StringIO) -> Terminal:
    return Terminal(screen, clock=lambda: 0.0)
