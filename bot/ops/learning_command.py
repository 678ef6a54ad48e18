"""``python -m bot improve``: learn what the office proposed, take it back, show how it stands."""

from __future__ import annotations

import getpass
import sys
import time
from argparse import Namespace
from collections.abc import Callable

from bot.clock import utc_now
from bot.command_output import complain, say
from bot.consultations.database.engine import open_engine
from bot.consultations.errors import StoreUnavailableError
from bot.improvement.job import LearningJob
from bot.improvement.migrations import migrate
from bot.improvement.models import Run, RunKind, RunNotPossibleError, RunState, undoable
from bot.improvement.store import ImprovementStore
from bot.ops.learning import RasaModels
from bot.ops.terminal import Terminal
from bot.settings import Settings
from bot.texts import text
from bot.usage_parser import usage_parser


def main(argv: list[str], settings: Settings) -> int:
    """Run one command; 0 means all is well, 1 that nothing changed, 2 wrong usage."""
    parser = usage_parser("python -m bot improve", "improvement.usage")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("status")
    # What the desk starts: the run is noted already, with the name of who wants it.
    commands.add_parser("run").add_argument("id", type=int)
    commands.add_parser("train")
    commands.add_parser("undo")
    arguments = parser.parse_args(argv)
    try:
        engine = open_engine(settings.database_url)
        migrate(engine)
        return _COMMANDS[arguments.command](arguments, settings, ImprovementStore(engine))
    except StoreUnavailableError:
        return complain(text("faq.store_unavailable"))
    except RunNotPossibleError as error:
        return complain(text(f"improvement.not_possible_{error.reason}"))
    except KeyError:
        return complain(text("improvement.no_run"))


def _status(_arguments: Namespace, _settings: Settings, store: ImprovementStore) -> int:
    say(text("improvement.status", waiting=len(store.proposed())))
    for run in store.newest_runs():
        say(_told(run))
    return 0


def _run(arguments: Namespace, settings: Settings, store: ImprovementStore) -> int:
    return _carry_out(settings, store, arguments.id)


def _train(_arguments: Namespace, settings: Settings, store: ImprovementStore) -> int:
    return _carry_out(settings, store, store.begin_run(RunKind.LEARN, _whoami(), utc_now()))


def _undo(_arguments: Namespace, settings: Settings, store: ImprovementStore) -> int:
    undone = undoable(store.newest_runs())
    if undone is None:
        raise RunNotPossibleError("gone")
    return _carry_out(settings, store, store.begin_run(RunKind.UNDO, _whoami(), utc_now(), undone))


def _carry_out(settings: Settings, store: ImprovementStore, run_id: int) -> int:
    models = RasaModels(settings, Terminal(sys.stdout, time.monotonic))
    state = LearningJob(store, settings.root, models, utc_now).run(run_id)
    run = store.run(run_id)
    if run is not None:
        say(_told(run))
    return 0 if state is RunState.LIVE else 1


def _told(run: Run) -> str:
    reason = str(run.report.get("reason", ""))
    return text(
        "improvement.run_line",
        id=run.id,
        kind=text(f"improvement.kind_{run.kind.value}"),
        state=text(f"improvement.run_{run.state.value}"),
        name=run.started_by,
        day=f"{run.started_at:%d.%m.%Y}",
        reason=text(f"improvement.reason_{reason}") if reason else "",
    ).strip()


def _whoami() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "cli"


_COMMANDS: dict[str, Callable[[Namespace, Settings, ImprovementStore], int]] = {
    "status": _status,
    "run": _run,
    "train": _train,
    "undo": _undo,
}
