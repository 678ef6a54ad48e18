from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.ops.models import KEPT_MODELS, ModelMissingError, ModelStore


def add(store: ModelStore, name: str, content: bytes = b"model") -> Path:
    trained = store.folder / "unfinished"
    trained.write_bytes(content)
    return store.add(name, trained)


def test_an_added_model_is_sound(tmp_path: Path) -> None:
    store = ModelStore(tmp_path)
    path = add(store, "abc", b"content")
    assert path == tmp_path / "abc.tar.gz"
    assert store.sound("abc") == path
    assert path.read_bytes() == b"content"


def test_a_changed_model_is_never_served(tmp_path: Path) -> None:
    store = ModelStore(tmp_path)
    add(store, "abc").write_bytes(b"other")
    with pytest.raises(ModelMissingError):
        store.sound("abc")


@pytest.mark.parametrize("lost", ["abc.tar.gz", "abc.tar.gz.sha256"])
def test_half_a_model_is_none(tmp_path: Path, lost: str) -> None:
    store = ModelStore(tmp_path)
    add(store, "abc")
    (tmp_path / lost).unlink()
    with pytest.raises(ModelMissingError):
        store.sound("abc")


def test_only_the_newest_models_are_kept(tmp_path: Path) -> None:
    store = ModelStore(tmp_path)
    for age in range(10, 0, -1):
        path = add(store, f"model{age}")
        os.utime(path, (1_000_000 - age, 1_000_000 - age))
    add(store, "newest")
    names = {path.name.split(".")[0] for path in tmp_path.iterdir()}
    assert names == {"newest", "model1", "model2"}
    assert len(list(tmp_path.iterdir())) == 2 * KEPT_MODELS


def test_the_current_model_changes_at_once(tmp_path: Path) -> None:
    store = ModelStore(tmp_path)
    for name in ("first", "second", "second"):
        model = store.path(name)
        model.write_bytes(b"model")
        assert store.make_current(model).resolve() == model
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
