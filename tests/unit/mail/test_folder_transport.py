from __future__ import annotations

import email
import errno
import os
from datetime import datetime, timezone
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from bot.mail.folder_transport import FolderTransport
from bot.mail.transports import PermanentMailError, TemporaryMailError

NOW = datetime(2026, 11, 23, 9, 0, 0, 5, tzinfo=timezone.utc)


def _message(reference: str = "IJ-2026-0001") -> EmailMessage:
    message = EmailMessage(policy=policy.SMTP)
    message["X-IJA-Reference"] = reference
    message.set_content("Grüße", cte="quoted-printable")
    return message


def _transport(folder: Path) -> FolderTransport:
    return FolderTransport(folder, lambda: NOW)


async def test_writes_one_complete_private_file(tmp_path: Path) -> None:
    folder = tmp_path / "neu" / "mail"
    await _transport(folder).send(_message())
    [path] = folder.iterdir()
    assert path.name == "20261123T090000.000005Z-IJ-2026-0001.eml"
    assert path.stat().st_mode & 0o077 == 0
    parsed = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    assert parsed.get_content() == "Grüße\r\n"


async def test_file_is_on_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (steps.append("fsync"), fsync(handle)))
    monkeypatch.setattr(os, "replace", lambda *paths: (steps.append("replace"), replace(*paths)))
    await _transport(tmp_path).send(_message())
    # The last one is for the folder, which holds the name.
    assert steps == ["fsync", "replace", "fsync"]


async def test_full_disk_leaves_nothing_and_is_temporary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(TemporaryMailError, match="folder_ENOSPC"):
        await _transport(tmp_path).send(_message())
    assert list(tmp_path.iterdir()) == []


async def test_folder_that_is_a_file_is_temporary(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("")
    with pytest.raises(TemporaryMailError, match="folder_"):
        await _transport(tmp_path / "mail").send(_message())


@pytest.mark.parametrize("reference", ["../../etc/passwd", "a/b", "", "IJ 1", "x" * 41])
async def test_reference_cannot_choose_the_place(tmp_path: Path, reference: str) -> None:
    with pytest.raises(PermanentMailError, match="reference_invalid"):
        await _transport(tmp_path / "mail").send(_message(reference))
    assert list(tmp_path.iterdir()) == []
