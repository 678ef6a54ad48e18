from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.core.model.model_check import is_sound
from bot.ops.models import ModelStore
from bot.settings import PROJECT_ROOT
from bot.texts import text


@pytest.fixture
def model(tmp_path: Path) -> Path:
    trained = tmp_path / "unfinished"
    trained.write_bytes(b"model")
    return ModelStore(tmp_path).add("abc", trained)


def test_a_model_of_ours_is_sound(model: Path) -> None:
    assert is_sound(model)


@pytest.mark.parametrize("content", [b"model ", b"", b"other"])
def test_a_changed_model_is_not(model: Path, content: bytes) -> None:
    model.write_bytes(content)
    assert not is_sound(model)


@pytest.mark.parametrize("checksum", [b"", b"0" * 64, b"\xff\xfe"])
def test_a_wrong_checksum_is_none(model: Path, checksum: bytes) -> None:
    model.with_name(f"{model.name}.sha256").write_bytes(checksum)
    assert not is_sound(model)


def test_a_model_from_elsewhere_is_never_loaded(model: Path) -> None:
    """The core ends before it looks into the file: in there would be code."""
    model.write_bytes(b"not even an archive")
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        finished = subprocess.run(
            [sys.executable, "-m", "bot.core", "generation", "--model", str(model)]
            + ["--endpoints", "endpoints.yml", "--credentials", "credentials.yml"]
            + ["--server", str(server.fileno()), "--ready", "1"],
            cwd=PROJECT_ROOT,
            pass_fds=(server.fileno(),),
            capture_output=True,
            text=True,
            check=False,
        )
    assert finished.returncode == 1
    assert finished.stderr == text("core.model_changed", name=model.name) + "\n"
    assert "Traceback" not in finished.stderr
