"""Restores an installation: data back, tables up to date, erased again, over-aged deleted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.backup.erase_again import EraseAgain, has_tables
from bot.backup.manifest import KEY_CHECK, Manifest
from bot.backup.numbers import given_numbers, skip_given
from bot.backup.plan import plan_of, settings_without_secrets
from bot.backup.restore import Opened, put_back, put_back_texts
from bot.consultations.database.engine import open_engine
from bot.consultations.errors import StoreUnavailableError
from bot.consultations.keys.request_key import RequestKey, open_request_key
from bot.consultations.mails.attachment_folder import AttachmentFolder
from bot.conversations.rasa_events import rasa_events
from bot.erasures.journal import CHAT, REMINDER, REQUEST, Erased, ErasureJournal, receipts_of
from bot.erasures.waiting import waiting_erasures
from bot.ops.models import CURRENT
from bot.ops.processes import all_processes
from bot.ops.readiness import silent_now
from bot.ops.schemas import all_schemas, upgrade
from bot.retention.services import open_services
from bot.settings import Settings

_KINDS = (REQUEST, REMINDER, CHAT)


class RunningError(Exception):
    """Processes of the assistant still run; ``names`` says which."""

    def __init__(self, names: list[str]) -> None:
        """Remember the names."""
        super().__init__(", ".join(names))
        self.names = names


@dataclass(frozen=True)
class Wishes:
    """What the operator asked for."""

    with_knowledge: bool
    force: bool


@dataclass(frozen=True)
class RestoreReport:
    """What was done; ``settings_differ`` names what was set otherwise when the backup was made.

    ``texts`` is where the texts lie now, None if they were not wanted. Without a journal nobody
    knows what a database that is lost had erased.
    """

    erased_again: Mapping[str, int]
    settings_differ: tuple[str, ...]
    key_fits: bool
    texts: Path | None
    had_journal: bool


def restore(
    opened: Opened, settings: Settings, wishes: Wishes, clock: Callable[[], datetime]
) -> RestoreReport:
    """Put a checked backup back.

    Raises:
        RunningError: somebody would write meanwhile; nothing was changed.
        BackupError: it does not fit, or a database did not answer.
        StoreUnavailableError: a database stopped answering.
    """
    running = [] if wishes.force else _running(settings)
    if running:
        raise RunningError(running)
    had_journal = settings.erasure_journal.is_file()
    # Also what the database of today knows: it is about to be overwritten.
    journal = ErasureJournal(settings.erasure_journal, clock)
    waiting = waiting_erasures(settings, clock)
    erased = [*journal.all(), *waiting.all(), *_known_now(settings)]
    given = given_numbers(settings.database_url, erased)
    put_back(opened, plan_of(settings))
    key = open_request_key(settings.secret_key, settings.secret_key_file)
    engine = open_engine(settings.database_url)
    try:
        upgrade(engine, all_schemas())
        skip_given(engine, given, clock().year)
        counts = _erase_again(engine, settings, key, erased, opened.manifest.made_at)
    finally:
        engine.dispose()
    open_services(settings, clock).retention.run(clock())
    # Last: whatever becomes of the texts, what was erased is erased again by now.
    texts = put_back_texts(opened, plan_of(settings)) if wishes.with_knowledge else None
    return RestoreReport(
        {kind: counts[kind] for kind in _KINDS},
        _differing(opened.manifest, settings),
        opened.manifest.key_check == key.seal(KEY_CHECK),
        texts,
        had_journal,
    )


def _erase_again(
    engine: Engine, settings: Settings, key: RequestKey, erased: list[Erased], made_at: datetime
) -> Mapping[str, int]:
    attachments = AttachmentFolder(settings.attachments_dir)
    forget_chat = rasa_events(settings.scale.tracker_url).erase
    return EraseAgain(engine, key, attachments, forget_chat).run(erased, made_at)


def _known_now(settings: Settings) -> list[Erased]:
    engine = open_engine(settings.database_url)
    try:
        return list(receipts_of(engine)) if has_tables(engine) else []
    except (StoreUnavailableError, sa.exc.SQLAlchemyError):
        return []  # it is lost, or broken: that is why somebody restores
    finally:
        engine.dispose()


def _running(settings: Settings) -> list[str]:
    processes = all_processes(settings, settings.models_dir / CURRENT)
    silent = silent_now(processes)
    return [process.name for process in processes if process.listener and process not in silent]


def _differing(manifest: Manifest, settings: Settings) -> tuple[str, ...]:
    then, now = _flat(manifest.settings), _flat(settings_without_secrets(settings))
    return tuple(name for name in sorted(then) if name in now and then[name] != now[name])


def _flat(values: Mapping[str, object], prefix: str = "") -> dict[str, object]:
    flat: dict[str, object] = {}
    for name, value in values.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{prefix}{name}.")
        else:
            flat[f"{prefix}{name}"] = value
    return flat
