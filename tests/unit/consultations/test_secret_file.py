"""The file of a secret: made once, shared, never an empty key."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.consultations.keys.secret_file import load_or_create_secret


def test_many_processes_make_one_file(tmp_path: Path) -> None:
    path = tmp_path / "neu" / "secret.key"
    with ThreadPoolExecutor(16) as pool:
        secrets = set(pool.map(lambda _: load_or_create_secret(path), range(64)))
    assert {len(secret) for secret in secrets} == {32}
    assert len(secrets) == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["secret.key"]


@pytest.mark.parametrize("content", ["", "\n", "ab" * 31, "ab" * 32 + "a", "kein Schlüssel"])
def test_an_empty_or_damaged_file_is_refused_by_its_name(content: str, tmp_path: Path) -> None:
    path = tmp_path / "gateway.key"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"gateway\.key is empty or damaged"):
        load_or_create_secret(path)
    assert path.read_text(encoding="utf-8") == content


def test_a_longer_secret_and_a_line_end_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    path.write_text("ab" * 40 + "\n", encoding="ascii")
    assert load_or_create_secret(path) == b"\xab" * 40
