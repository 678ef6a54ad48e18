from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot.core import __main__ as core

TRAIN = ["train", "--skip-validation", "--fixed-model-name", "m", "--out", "models"]


def test_a_component_on_tensorflow_gets_rasas_own_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    config = "pipeline: [{name: DIETClassifier}]\npolicies: [{name: RulePolicy}]\n"
    (tmp_path / "config.yml").write_text(config, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(sys, "argv", ["bot.core"])
    started = []
    monkeypatch.setattr(
        core.runpy, "run_module", lambda name, **_: started.append((name, sys.argv[1:]))
    )
    monkeypatch.setattr(core, "install", lambda _: pytest.fail("parts were left out"))
    assert core.main(TRAIN) == 0
    assert started == [("rasa", TRAIN)]
    assert "DIETClassifier" in capsys.readouterr().err
