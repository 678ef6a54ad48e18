"""``python -m bot``: everything that people and tests start from a terminal."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from bot.settings import PROJECT_ROOT, Settings, SettingsError, lack_of_server
from bot.texts import text


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code (2 for wrong usage)."""
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
    try:
        settings = Settings.from_env()
    except SettingsError as error:
        if argv[0] == "doctor":
            return _doctor(argv[1:], error)
        if argv[:2] == ["backup", "key"]:
            # A setting may name the key that is only made now.
            return _backup(argv[1:], error)
        sys.stderr.write("\n".join([text("main.settings"), *error.problems]) + "\n")
        return 2
    try:
        return command(argv[1:], settings)
    except KeyboardInterrupt:
        return 130
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


def _mail(argv: list[str], settings: Settings) -> int:
    from bot.mail.command import main as mail_main

    return mail_main(argv, settings)


def _reminders(argv: list[str], settings: Settings) -> int:
    from bot.reminders.command import main as reminders_main

    return reminders_main(argv, settings)


def _doctor(argv: list[str], settings: Settings | SettingsError) -> int:
    from bot.ops.doctor.command import main as doctor_main

    return doctor_main(argv, settings)


def _backup(argv: list[str], settings: Settings | SettingsError) -> int:
    from bot.backup.command import main as backup_main

    return backup_main(argv, settings)


def _database(argv: list[str], settings: Settings) -> int:
    from bot.ops.database_command import main as database_main

    return database_main(argv, settings)


def _maintenance(argv: list[str], settings: Settings) -> int:
    from bot.maintenance.command import main as maintenance_main

    return maintenance_main(argv, settings)


def _process(argv: list[str], settings: Settings) -> int:
    from bot.ops.process_command import main as process_main

    return process_main(argv, settings)


def _retention(argv: list[str], settings: Settings) -> int:
    from bot.retention.command import main as retention_main

    return retention_main(argv, settings)


def _telegram(argv: list[str], settings: Settings) -> int:
    from bot.channels.telegram.command import main as telegram_main

    return telegram_main(argv, settings)


def _dates(argv: list[str], settings: Settings) -> int:
    from bot.dates.command import main as dates_main

    del settings
    return dates_main(argv)


def _person(argv: list[str], settings: Settings) -> int:
    from bot.retention.person_command import main as person_main

    return person_main(argv, settings)


def _improve(argv: list[str], settings: Settings) -> int:
    from bot.ops.learning_command import main as improve_main

    return improve_main(argv, settings)


def _radar(argv: list[str], settings: Settings) -> int:
    from bot.improvement.command import main as radar_main

    return radar_main(argv, settings)


def _statistics(argv: list[str], settings: Settings) -> int:
    from bot.statistics.command import main as statistics_main

    today = date.today()  # noqa: DTZ011 - the office's own day
    return statistics_main(argv, settings, today)


def _console(name: str) -> Callable[[list[str], Settings], int]:
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
_COMMANDS: dict[str, Callable[[list[str], Settings], int]] = {
    "run": _run,
    "train": _train,
    "gateway": _gateway,
    "desk": _desk,
    "mail": _mail,
    "reminders": _reminders,
    "telegram": _telegram,
    "retention": _retention,
    "person": _person,
    "faq": _faq,
    "doctor": _doctor,
    "backup": _backup,
    "database": _database,
    "maintenance": _maintenance,
    "process": _process,
    "dates": _dates,
    "statistics": _statistics,
    "improve": _improve,
    "radar": _radar,
    "say": _console("say"),
    "chat": _console("chat"),
    "nlu": _console("nlu"),
}

if __name__ == "__main__":
    # Started from another folder, ``actions`` and data would not be found.
    sys.path.insert(0, str(Path(PROJECT_ROOT)))
    sys.exit(main())
