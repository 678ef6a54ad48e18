from __future__ import annotations

from pathlib import Path

import pytest

from bot.ops.model_inputs import code_hash, library_versions, model_hash
from bot.settings import Settings


@pytest.mark.parametrize(
    "name", ["config.yml", "domain.yml", "data/nlu/gruss.yml", "bot/nlu/ranker.py"]
)
def test_a_changed_input_needs_a_new_model(settings: Settings, name: str) -> None:
    before = model_hash(settings.root)
    (settings.root / name).write_text("changed", encoding="utf-8")
    assert model_hash(settings.root) != before


@pytest.mark.parametrize("name", ["data/nlu/neu.yml", "data/responses/neu.yml"])
def test_an_added_or_moved_file_needs_a_new_model(settings: Settings, name: str) -> None:
    before = model_hash(settings.root)
    path = settings.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("", encoding="utf-8")
    added = model_hash(settings.root)
    path.rename(path.with_name("anders.yml"))
    assert len({before, added, model_hash(settings.root)}) == 3


@pytest.mark.parametrize(
    "name",
    ["faq/reise/visum.md", "data/nlu/.gruss.yml.swp", "bot/nlu/__pycache__/ranker.pyc", "bot/x.py"],
)
def test_other_files_need_no_new_model(settings: Settings, name: str) -> None:
    before = model_hash(settings.root)
    path = settings.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x", encoding="utf-8")
    assert model_hash(settings.root) == before


def test_data_does_not_change_the_hash_of_the_code(settings: Settings) -> None:
    before = code_hash(settings.root)
    (settings.root / "domain.yml").write_text("changed", encoding="utf-8")
    assert code_hash(settings.root) == before
    (settings.root / "bot/nlu/ranker.py").write_text("changed", encoding="utf-8")
    assert code_hash(settings.root) != before


def test_a_copy_in_another_folder_has_the_same_model(settings: Settings) -> None:
    before = model_hash(settings.root)
    assert model_hash(settings.root.rename(settings.root.with_name("anderswo"))) == before


def test_versions_of_the_libraries_count() -> None:
    assert library_versions(["pytest"])["pytest"] == pytest.__version__
    assert library_versions(["no-such-library"]) == {"no-such-library": "missing"}


def test_a_missing_folder_is_no_error(tmp_path: Path) -> None:
    assert model_hash(tmp_path)
