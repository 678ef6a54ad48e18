from __future__ import annotations

import io
import subprocess
import sys

import pytest

from bot.command_output import complain, say
from bot.settings import PROJECT_ROOT


@pytest.mark.parametrize(
    ("encoding", "printed"), [("utf-8", "Frist: 1. März 🙂"), ("ascii", "Frist: 1. M?rz ?")]
)
def test_a_terminal_that_lacks_letters_shows_question_marks(
    monkeypatch: pytest.MonkeyPatch, encoding: str, printed: str
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding))
    say("Frist: 1. März 🙂")
    assert raw.getvalue().decode(encoding) == f"{printed}\n"


def test_a_complaint_goes_beside_the_output_and_gives_the_exit_code(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert complain("halbes Zeichen \ud800") == 1
    assert complain("anderer Fehler", 2) == 2
    assert capsys.readouterr() == ("", "halbes Zeichen ?\nanderer Fehler\n")


def test_a_reader_that_has_read_enough_is_no_error() -> None:
    command = [sys.executable, "-m", "bot", "faq", "check", "--json"]
    with subprocess.Popen(
        command, cwd=PROJECT_ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141
