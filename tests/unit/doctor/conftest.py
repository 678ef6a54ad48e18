from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings
from tests.unit.small_project import small_project


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a small project in a folder of its own."""
    return small_project(tmp_path)
