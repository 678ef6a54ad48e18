"""``python -m bot backup``: make, check, list and restore backups."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from bot.backup.create import create_backup
from bot.backup.errors import BackupError
from bot.backup.folder import Backup, BackupFolder
from bot.backup.keys import KeyFileError, create_key_file, read_passphrase
from bot.backup.manifest import KEY_CHECK, Manifest
from bot.backup.plan import plan_of, settings_without_secrets
from bot.backup.restore import opened_backup
from bot.backup.restoring import RunningError, Wishes, restore
from bot.clock import utc_now
from bot.command_output import complain, say
from bot.consultations.database.engine import open_engine
from bot.consultations.errors import StoreUnavailableError
from bot.consultations.keys.request_key import open_request_key
from bot.erasures.journal import ErasureJournal
from bot.metrics.tasks import BACKUP, TaskRecords
from bot.ops.models import ModelStore
from bot.ops.schemas import all_schemas, current_versions
from bot.settings import Settings, SettingsError
from bot.texts import text
from bot.usage_parser import usage_parser

MEBIBYTE = 1024**2


def main(argv: Sequence[str], settings: Settings | SettingsError) -> int:
    """Run a subcommand; 0 means done, 1 that it did not work, 2 wrong usage or settings.

    Wrong settings keep nobody from making a key.
    """
    arguments = _parser().parse_args(argv)
    if arguments.command == "key":
        return _key(arguments.file)
    if isinstance(settings, SettingsError):
        raise settings
    if arguments.command != "create":
        return _run(arguments, settings)
    records = TaskRecords(settings.tasks_dir)
    records.begun(BACKUP, utc_now())
    code = _run(arguments, settings)
    records.ended(BACKUP, code, utc_now())
    return code


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    try:
        return _COMMANDS[arguments.command](arguments, settings)
    except BackupError as error:
        return complain(text(f"backup.{error.code}", **error.values))
    except KeyFileError as error:
        return complain(text("backup.key_unusable", reason=error.reason))
    except RunningError as error:
        return complain(text("backup.running", names=", ".join(error.names)))
    except StoreUnavailableError as error:
        return complain(text("backup.database_failed", reason=error))


def _key(file: Path) -> int:
    try:
        create_key_file(file)
    except OSError as error:
        return complain(text("backup.key_not_made", reason=error.strerror))
    say(text("backup.key_made", file=file))
    return 0


def _create(arguments: argparse.Namespace, settings: Settings) -> int:
    del arguments
    now = utc_now()
    folder = BackupFolder(settings.backup.folder)
    target = folder.new(now)
    plan, passphrase = plan_of(settings), _passphrase(settings)
    manifest = create_backup(plan, target, passphrase, now, lambda: _about(settings))
    # Made is not enough: it counts once it could be opened.
    with opened_backup(target, passphrase, settings.var_dir):
        dropped = folder.drop_old(now, settings.backup.keep_days)
    ErasureJournal(settings.erasure_journal, utc_now).forget(
        now - timedelta(days=settings.retention.receipt_days)
    )
    say(text("backup.made", file=target, size=_size(target), **_counts(manifest)))
    if dropped:
        say(text("backup.dropped", number=len(dropped)))
    return 0


def _verify(arguments: argparse.Namespace, settings: Settings) -> int:
    file = _chosen(arguments, settings)
    with opened_backup(file, _passphrase(settings), settings.var_dir) as opened:
        say(text("backup.sound", file=file, **_counts(opened.manifest)))
    return 0


def _list(arguments: argparse.Namespace, settings: Settings) -> int:
    del arguments
    backups = BackupFolder(settings.backup.folder).all()
    for backup in backups:
        say(text("backup.line", day=_day(backup), size=_size(backup.path), file=backup.path))
    if not backups:
        say(text("backup.none", folder=settings.backup.folder))
    return 0


def _restore(arguments: argparse.Namespace, settings: Settings) -> int:
    file = _chosen(arguments, settings)
    passphrase = _passphrase(settings)
    with opened_backup(file, passphrase, settings.var_dir) as opened:
        if not arguments.yes:
            say(text("backup.would_restore", file=file, **_counts(opened.manifest)))
            return 0
        wishes = Wishes(with_knowledge=arguments.with_faq, force=arguments.force)
        report = restore(opened, settings, wishes, utc_now)
    say(text("backup.restored", file=file, **_counts(opened.manifest)))
    say(text("backup.erased_again", **report.erased_again))
    if not report.had_journal:
        say(text("backup.no_journal", path=settings.erasure_journal))
    if report.texts not in (None, settings.faq_dir):
        say(text("backup.texts_beside", folder=report.texts, target=settings.faq_dir.resolve()))
    if report.settings_differ:
        say(text("backup.settings_differ", names=", ".join(report.settings_differ)))
    if not report.key_fits:
        say(text("backup.key_differs"))
    return 0


def _about(settings: Settings) -> Mapping[str, object]:
    engine = open_engine(settings.database_url)
    try:
        versions = current_versions(engine, all_schemas())
    finally:
        engine.dispose()
    model = ModelStore(settings.models_dir).current()
    key = open_request_key(settings.secret_key, settings.secret_key_file)
    return {
        "versions": versions,
        "model": "" if model is None else model.name,
        "key_check": key.seal(KEY_CHECK),
        "settings": settings_without_secrets(settings),
    }


def _chosen(arguments: argparse.Namespace, settings: Settings) -> Path:
    if arguments.file is not None:
        return Path(arguments.file)
    backups = BackupFolder(settings.backup.folder).all()
    if not backups:
        raise BackupError("none", folder=settings.backup.folder)
    return backups[-1].path


def _passphrase(settings: Settings) -> bytes:
    if settings.backup.key_file is None:
        raise BackupError("no_key")
    return read_passphrase(settings.backup.key_file)


def _counts(manifest: Manifest) -> dict[str, object]:
    return {
        "day": f"{manifest.made_at:%d.%m.%Y, %H:%M} UTC",
        "rows": sum(copy.rows for copy in manifest.databases.values()),
        "files": len(manifest.files),
    }


def _day(backup: Backup) -> str:
    return f"{backup.made_at:%d.%m.%Y %H:%M} UTC"


def _size(path: Path) -> str:
    return f"{path.stat().st_size / MEBIBYTE:.1f} MiB"


def _parser() -> argparse.ArgumentParser:
    parser = usage_parser("python -m bot backup", "backup.usage")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("key").add_argument("file", type=Path)
    commands.add_parser("create")
    commands.add_parser("list")
    commands.add_parser("verify").add_argument("file", nargs="?")
    restoring = commands.add_parser("restore")
    restoring.add_argument("file", nargs="?")
    for option in ("--yes", "--with-faq", "--force"):
        restoring.add_argument(option, action="store_true")
    return parser


_COMMANDS: dict[str, Callable[[argparse.Namespace, Settings], int]] = {
    "create": _create,
    "list": _list,
    "verify": _verify,
    "restore": _restore,
}
