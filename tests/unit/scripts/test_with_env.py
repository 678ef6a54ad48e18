"""The settings of .env reach a command, and a mistake in them is told in German."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[3] / "scripts" / "with-env"


def run(folder: Path, content: str) -> subprocess.CompletedProcess[str]:
    (folder / ".env").write_text(content, encoding="utf-8")
    command = [str(SCRIPT), "sh", "-c", 'printf %s "$IJA_MAIL_FROM"']
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_a_command_gets_the_settings(tmp_path: Path) -> None:
    done = run(tmp_path, "# Mail\nIJA_MAIL_FROM='a b@c.d'\n")
    assert (done.returncode, done.stdout, done.stderr) == (0, "a b@c.d", "")


@pytest.mark.parametrize("line", ["IJA_MAIL_FROM='offen", "IJA_MAIL_FROM=a b@c.d", "IJA_X=(a)"])
def test_a_line_that_no_shell_can_read_is_told_before_anything_starts(
    tmp_path: Path, line: str
) -> None:
    done = run(tmp_path, f"IJA_MAIL_FROM=a@b.c\n{line}\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Die Datei .env lässt sich nicht lesen.")
    assert ".env.example" in done.stderr
