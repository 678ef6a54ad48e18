"""``python -m bot``: everything that people and tests start from a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path

from bot.processor import choose_kernels
from bot.settings import (
    PROJECT_ROOT,
    Settings,
    SettingsError,
    lack_of_env_file,
    lack_of_server,
)
from bot.texts import text

_PIPE_CLOSED = 141  # as a shell tells it of a program that the signal ends
Command = Callable[[list[str], Settings], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code (2 for wrong usage)."""
    choose_kernels(os.environ)
    argv = list(sys.argv[1:] if arguments is None else arguments)
    if not argv or argv[0] in ("-h", "--help", "help"):
        sys.stdout.write(text("main.usage") + "\n")
        return 0 if argv else 2
    command = _COMMANDS.get(argv[0])
    if command is None:
        sys.stderr.write(text("main.unknown", command=argv[0]) + "\n" + text("main.usage") + "\n")
        return 2
    if _is_about_data(argv) and lack_of_server():
        sys.stderr.write(text("main.on_a_server", command=" ".join(argv[:2])) + "\n")
        return 2
    if argv[0] in _NEEDS_SETTINGS and lack_of_env_file(PROJECT_ROOT):
        sys.stderr.write(text("main.without_env_file", command=" ".join(argv)) + "\n")
    try:
        settings = Settings.from_env()
    except SettingsError as error:
        return _without_settings(argv, error)
    return _run_command(command, argv[1:], settings)


def _without_settings(argv: list[str], error: SettingsError) -> int:
    """Tell which settings are wrong; two commands can be of use even so."""
    if argv[0] == "doctor":
        return _doctor(argv[1:], error)
    if argv[:2] == ["backup", "key"]:
        # A setting may name the key that is only made now.
        return _backup(argv[1:], error)
    sys.stderr.write("\n".join([text("main.settings"), *error.problems]) + "\n")
    return 2


def _run_command(command: Command, arguments: list[str], settings: Settings) -> int:
    """Run a command; what people and machines may do to it ends in a code, not in a traceback."""
    try:
        return command(arguments, settings)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # "| head" has read enough. What is still in the buffer would end in a traceback at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    except Exception as error:
        from bot.start_errors import explained

        reason = explained(error, settings)
        if reason is None:
            raise
        sys.stderr.write(reason + "\n")
        return 1


def _is_about_data(argv: Sequence[str]) -> bool:
    """Tell whether a command looks at, or changes, what people left with the assistant."""
    needs_no_data = list(argv[:2]) in (["backup", "key"], ["database", "heads"])
    return argv[0] in _ABOUT_DATA and not needs_no_data


def _faq(argv: list[str], settings: Settings) -> int:
    from bot.editorial.command import main as faq_main

    today = date.today()  # noqa: DTZ011 - the editor's own day
    return faq_main(argv, settings, today, _public_paths)


def _public_paths() -> frozenset[str]:
    from bot.channels.telegram.commands import MENU
    from bot.gateway.app import public_paths

    # In Telegram's texts a command looks like a page and is no dead link either.
    return public_paths() | {f"/{name}" for name in MENU}


def _run(argv: list[str], settings: Settings) -> int:
    from bot.ops.command import main as ops_main

    return ops_main(["run", *argv], settings)


def _train(argv: list[str], settings: Settings) -> int:
    from bot.ops.command import main as ops_main

    return ops_main(["train", *argv], settings)


def _gateway(argv: list[str], settings: Settings) -> int:
    from bot.gateway.command import main as gateway_main

    return _refused("gateway", argv, settings) or gateway_main(argv, settings)


def _desk(argv: list[str], settings: Settings) -> int:
    from bot.desk.command import main as desk_main

    return _refused("desk", argv, settings) or desk_main(argv, settings)


def _refused(name: str, argv: list[str], settings: Settings) -> int:
    """Say why a server cannot have its port, before it opens anything; 0 if it can, or does else.

    The server would find out by itself, late and in English.
    """
    from bot.ops.ports import problems_of
    from bot.ops.processes import all_processes

    processes = () if argv else all_processes(settings, settings.models_dir)
    problems = problems_of(process for process in processes if process.name == name)
    sys.stderr.writelines(f"{problem.message}\n" for problem in problems)
    return int(bool(problems))


def _doctor(argv: list[str], settings: Settings | SettingsError) -> int:
    from bot.doctor.command import main as doctor_main

    return doctor_main(argv, settings)


def _backup(argv: list[str], settings: Settings | SettingsError) -> int:
    from bot.backup.command import main as backup_main

    return backup_main(argv, settings)


def _dates(argv: list[str], settings: Settings) -> int:
    from bot.dates.command import main as dates_main

    del settings
    return dates_main(argv)


def _statistics(argv: list[str], settings: Settings) -> int:
    from bot.statistics.command import main as statistics_main

    today = date.today()  # noqa: DTZ011 - the office's own day
    return statistics_main(argv, settings, today)


def _main_of(module: str) -> Command:
    """Return the command of a module that is imported no sooner than it is called."""

    def start(argv: list[str], settings: Settings) -> int:
        return int(import_module(module).main(argv, settings))

    return start


def _console(name: str) -> Command:
    def start(argv: list[str], settings: Settings) -> int:
        # A process of its own: this one stays free of Rasa and TensorFlow.
        del settings
        command = [sys.executable, "-m", "bot.console", name, *argv]
        return subprocess.run(command, cwd=PROJECT_ROOT, check=False).returncode  # noqa: S603

    return start


_ABOUT_DATA = frozenset(
    {
        "backup",
        "database",
        "desk",
        "doctor",
        "improve",
        "mail",
        "maintenance",
        "person",
        "radar",
        "reminders",
        "retention",
        "statistics",
        "telegram",
    }
)
_NEEDS_SETTINGS = _ABOUT_DATA | {"run", "gateway", "process"}
_COMMANDS: dict[str, Command] = {
    "run": _run,
    "train": _train,
    "gateway": _gateway,
    "desk": _desk,
    "mail": _main_of("bot.mail.command"),
    "reminders": _main_of("bot.reminders.command"),
    "telegram": _main_of("bot.channels.telegram.command"),
    "retention": _main_of("bot.retention.command"),
    "person": _main_of("bot.retention.person_command"),
    "faq": _faq,
    "doctor": _doctor,
    "backup": _backup,
    "database": _main_of("bot.ops.database_command"),
    "maintenance": _main_of("bot.maintenance.command"),
    "process": _main_of("bot.ops.process_command"),
    "dates": _dates,
    "statistics": _statistics,
    "improve": _main_of("bot.ops.learning_command"),
    "radar": _main_of("bot.improvement.command"),
    "say": _console("say"),
    "chat": _console("chat"),
    "nlu": _console("nlu"),
}

if __name__ == "__main__":
    # Started from another folder, ``actions`` and data would not be found.
    sys.path.insert(0, str(Path(PROJECT_ROOT)))
    sys.exit(main())
