"""A small project for the tests of what the assistant learns from the office."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.improvement.project import Project, make_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Return a project with two topics, on SQLite."""
    project = make_project(tmp_path)
    yield project
    project.engine.dispose()


@pytest.fixture
def any_project(tmp_path: Path, database_url: str) -> Iterator[Project]:
    """Return the same on each kind of database."""
    project = make_project(tmp_path, database_url)
    yield project
    project.engine.dispose()
