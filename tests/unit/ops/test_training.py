from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.ops.models import ModelMissingError
from bot.ops.terminal import Terminal
from bot.ops.training import TrainingError, ensure_model, rasa_train, trained_model
from bot.settings import Settings
from bot.texts import text

PROJECT_ROOT = Path(__file__).parents[3]
TRAIN = """
import os, pathlib, sys
target, name = pathlib.Path(sys.argv[1]), sys.argv[2]
print("Starting to train component 'bot.nlu.Ranker'.", os.environ["RASA_CACHE_DIRECTORY"])
(target / f"{name}.tar.gz").write_text("trained")
"""


class FakeTraining:
    """Trains by running a few lines of Python, and counts how often."""

    def __init__(self, code: str = TRAIN) -> None:
        self.runs = 0
        self._code = code

    def __call__(self, folder: Path, name: str) -> Sequence[str]:
        self.runs += 1
        return [sys.executable, "-c", self._code, str(folder), name]


def test_trains_once_for_the_same_files(settings: Settings, terminal: Terminal) -> None:
    training = FakeTraining()
    first = ensure_model(settings, terminal, training)
    second = ensure_model(settings, terminal, training)
    assert first == second == trained_model(settings)
    assert first.read_text(encoding="utf-8") == "trained"
    assert training.runs == 1


def test_trains_again_after_a_change_and_finds_the_old_model_after_going_back(
    settings: Settings, terminal: Terminal
) -> None:
    training = FakeTraining()
    old = ensure_model(settings, terminal, training)
    domain = settings.root / "domain.yml"
    content = domain.read_text(encoding="utf-8")
    domain.write_text("changed", encoding="utf-8")
    new = ensure_model(settings, terminal, training)
    domain.write_text(content, encoding="utf-8")
    assert ensure_model(settings, terminal, training) == old != new
    assert training.runs == 2
    # Rasa's own commands take the newest file.
    assert old.stat().st_mtime_ns >= new.stat().st_mtime_ns


def test_a_damaged_model_is_trained_anew(settings: Settings, terminal: Terminal) -> None:
    training = FakeTraining()
    ensure_model(settings, terminal, training).write_text("damaged", encoding="utf-8")
    with pytest.raises(ModelMissingError):
        trained_model(settings)
    assert ensure_model(settings, terminal, training).read_text(encoding="utf-8") == "trained"


@pytest.mark.parametrize(
    ("code", "exit_code"),
    [("import sys; print('no data'); sys.exit(7)", 7), ("print('no data')", 0)],
)
def test_training_without_a_model_is_an_error(
    settings: Settings, terminal: Terminal, code: str, exit_code: int
) -> None:
    with pytest.raises(TrainingError) as caught:
        ensure_model(settings, terminal, FakeTraining(code))
    assert caught.value.code == exit_code
    assert caught.value.log.read_text(encoding="utf-8") == "no data\n"
    assert [path.name for path in settings.models_dir.iterdir()] == [".lock"]


def test_an_interrupted_training_leaves_nothing_behind(
    settings: Settings, terminal: Terminal
) -> None:
    unfinished = settings.models_dir / ".training-killed"
    unfinished.mkdir(parents=True)
    (unfinished / "half.tar.gz").write_text("half", encoding="utf-8")
    model = ensure_model(settings, terminal, FakeTraining())
    assert {path.name for path in settings.models_dir.iterdir()} == {
        ".lock",
        "current",
        model.name,
        f"{model.name}.sha256",
    }
    # A running core takes over what the link leads to.
    assert (settings.models_dir / "current").resolve() == model.resolve()


def test_changed_components_get_a_fresh_cache(settings: Settings, terminal: Terminal) -> None:
    def cache_of_training() -> str:
        ensure_model(settings, terminal, FakeTraining())
        log = settings.var_dir / "log" / "train.log"
        return log.read_text(encoding="utf-8").split(maxsplit=5)[5].strip()

    caches = [cache_of_training()]
    Path(caches[0]).mkdir(parents=True)
    (settings.root / "domain.yml").write_text("changed", encoding="utf-8")
    caches.append(cache_of_training())
    (settings.root / "bot/nlu/ranker.py").write_text("changed", encoding="utf-8")
    caches.append(cache_of_training())
    assert caches[0] == caches[1] != caches[2]
    assert not Path(caches[0]).exists()


def test_the_screen_names_the_component_at_work(settings: Settings, monkeypatch) -> None:
    # The fake training waits until its component was shown, however slow this machine is.
    seen = settings.root / "seen"
    code = TRAIN + f"sys.stdout.flush()\nwhile not pathlib.Path({str(seen)!r}).exists(): pass\n"

    class Screen(io.StringIO):
        def write(self, message: str) -> int:
            if "Ranker" in message:
                seen.touch()
            return super().write(message)

    monkeypatch.setattr("bot.ops.terminal.PLAIN_LINE_SECONDS", 0.0)
    screen = Screen()
    ensure_model(settings, Terminal(screen, clock=lambda: 0.0), FakeTraining(code))
    assert text("ops.training", phase="Ranker", elapsed="0:0")[:-1] in screen.getvalue()


def test_a_second_start_waits_for_the_training_under_way(
    settings: Settings, screen: io.StringIO
) -> None:
    settings.models_dir.mkdir(parents=True)
    holder = (
        "import fcntl, sys; lock = open(sys.argv[1], 'w'); fcntl.flock(lock, fcntl.LOCK_EX)\n"
        "print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(settings.models_dir / ".lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdin
        assert other.stdout
        other.stdout.readline()

        class ReleasesWhenAsked(io.StringIO):
            def write(self, message: str) -> int:
                other.stdin.close()
                return screen.write(message)

        ensure_model(settings, Terminal(ReleasesWhenAsked(), lambda: 0.0), FakeTraining())
    assert screen.getvalue().startswith(text("ops.training_waits"))


def test_rasa_trains_into_the_given_folder() -> None:
    command = list(rasa_train(Path("/somewhere"), "abc"))
    assert command[1:4] == ["-m", "bot.core", "train"]
    assert command[4:] == ["--skip-validation", "--fixed-model-name", "abc", "--out", "/somewhere"]
