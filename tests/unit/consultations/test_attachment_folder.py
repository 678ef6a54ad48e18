"""Files outside of the database."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from bot.consultations.mails.attachment_folder import AttachmentFolder


def test_saved_files_have_random_names_and_are_ours_alone(tmp_path: Path) -> None:
    folder = AttachmentFolder(tmp_path / "a" / "b")
    names = {folder.save(b"x") for _ in range(5)}
    assert len(names) == 5
    for name in names:
        assert folder.read(name) == b"x"
        assert (tmp_path / "a" / "b" / name).stat().st_mode & 0o177 == 0


@pytest.mark.parametrize("name", ["../ija.sqlite", "/etc/passwd", "", ".", "x" * 32, "\x00"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "ija.sqlite").write_bytes(b"geheim")
    folder = AttachmentFolder(tmp_path / "attachments")
    with pytest.raises(FileNotFoundError):
        folder.read(name)


def test_deleting_twice_is_fine(tmp_path: Path) -> None:
    folder = AttachmentFolder(tmp_path)
    name = folder.save(b"x")
    folder.delete([name])
    folder.delete([name])
    assert folder.names(time.time() + 1) == set()


def test_leftovers_are_found_by_age(tmp_path: Path) -> None:
    folder = AttachmentFolder(tmp_path)
    name = folder.save(b"x")
    leftover = tmp_path / ".abc.tmp"
    leftover.write_bytes(b"half")
    os.utime(leftover, (1, 1))
    assert folder.names(2) == {".abc.tmp"}
    folder.delete(folder.names(2))
    assert folder.names(time.time() + 1) == {name}


def test_a_folder_that_does_not_exist_is_empty(tmp_path: Path) -> None:
    assert AttachmentFolder(tmp_path / "none").names(time.time()) == set()


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    folder = AttachmentFolder(tmp_path)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        folder.save(b"x" * 100)
    assert list(tmp_path.iterdir()) == []
