from __future__ import annotations

import errno
import stat
from pathlib import Path

import pytest

from bot.ops.log_file import LogFile, last_lines


def test_a_new_start_keeps_the_log_of_the_last_one(tmp_path: Path) -> None:
    for content in (b"first", b"second", b"third"):
        log = LogFile(tmp_path / "logs" / "rasa.log")
        log.write(content)
        log.close()
    assert (tmp_path / "logs" / "rasa.log").read_bytes() == b"third"
    assert (tmp_path / "logs" / "rasa.log.1").read_bytes() == b"second"


def test_a_chatty_process_cannot_fill_the_disk(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "rasa.log", max_bytes=100)
    for number in range(1000):
        log.write(b"line %03d\n" % number)
    log.close()
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 200
    assert last_lines(tmp_path / "rasa.log", 1) == ["line 999"]


def test_a_full_disk_costs_lines_and_never_the_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = LogFile(tmp_path / "rasa.log", max_bytes=12)
    log.write(b"vorher ")
    with monkeypatch.context() as full:

        def refuse(*_: object) -> int:
            raise OSError(errno.ENOSPC, "no space")

        full.setattr("bot.ops.log_file.os.write", refuse)
        log.write(b"weg")
        full.setattr("bot.ops.log_file.os.open", refuse)
        log.write(b"auch ganz weg")
    log.write(b"nachher")
    log.close()
    assert [path.read_bytes() for path in sorted(tmp_path.iterdir())] == [b"nachher", b"vorher "]


def test_only_the_operator_may_read_a_log(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "rasa.log")
    log.close()
    assert stat.S_IMODE(log.path.stat().st_mode) == 0o600


def test_last_lines_survive_broken_characters(tmp_path: Path) -> None:
    path = tmp_path / "train.log"
    path.write_bytes(b"eins\nzw\xff\ndrei\n")
    assert last_lines(path, 2) == ["zw\ufffd", "drei"]
