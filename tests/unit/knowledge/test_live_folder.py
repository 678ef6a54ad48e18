from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.files.live_folder import LiveFolder


def numbers(folder: Path, look_every_seconds: float = 0.0) -> LiveFolder[int]:
    return LiveFolder(
        lambda: sorted(folder.glob("*.txt")),
        lambda path: int(path.read_text(encoding="utf-8")),
        (ValueError,),
        look_every_seconds,
    )


def test_changed_new_and_deleted_files_are_seen(tmp_path: Path) -> None:
    live = numbers(tmp_path)
    assert live.current() == ()
    (tmp_path / "a.txt").write_text("1", encoding="utf-8")
    (tmp_path / "b.txt").write_text("2", encoding="utf-8")
    assert live.current() == (1, 2)
    (tmp_path / "a.txt").write_text("10", encoding="utf-8")
    assert live.current() == (10, 2)
    (tmp_path / "a.txt").unlink()
    assert live.current() == (2,)


def test_without_a_change_nothing_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("1", encoding="utf-8")
    live = numbers(tmp_path)
    assert live.current() is live.current()


def test_a_broken_file_keeps_its_last_good_item(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("1", encoding="utf-8")
    (tmp_path / "never.txt").write_text("x", encoding="utf-8")
    live = numbers(tmp_path)
    assert live.current() == (1,)
    file.write_text("broken", encoding="utf-8")
    assert live.current() == (1,)
    assert "a.txt is not usable, the last good version stays" in caplog.text
    file.write_text("3", encoding="utf-8")
    assert live.current() == (3,)


def test_within_the_interval_nobody_looks(tmp_path: Path) -> None:
    live = numbers(tmp_path, 3600)
    assert live.current() == ()
    (tmp_path / "a.txt").write_text("1", encoding="utf-8")
    assert live.current() == ()
