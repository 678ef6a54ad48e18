"""``python -m bot retention run``: delete what is over its time, or only say what would be."""

from __future__ import annotations

import argparse
import sqlite3
import sys
from collections.abc import Sequence
from datetime import datetime

from bot.clock import utc_now
from bot.consultations.errors import StoreUnavailableError
from bot.metrics.tasks import RETENTION, TaskRecords
from bot.retention.missed import tell_missed, tell_unjournaled
from bot.retention.services import open_services
from bot.settings import Settings
from bot.texts import text
from bot.usage_parser import usage_parser


def main(argv: Sequence[str], settings: Settings) -> int:
    """Run or preview; 0 means done, 1 that a database did not answer, 3 as for ``person``."""
    is_trial = _parser().parse_args(argv).dry_run
    now = utc_now()
    code = _run(settings, now, is_trial=is_trial)
    if not is_trial:
        TaskRecords(settings.tasks_dir).ended(RETENTION, code, now)
    return code


def _run(settings: Settings, now: datetime, *, is_trial: bool) -> int:
    try:
        services = open_services(settings, lambda: now)
        run = services.retention.preview if is_trial else services.retention.run
        report = run(now)
    except (StoreUnavailableError, sqlite3.Error):
        sys.stderr.write(text("retention.store_unavailable") + "\n")
        return 1
    key = "retention.preview" if is_trial else "retention.report"
    sys.stdout.write(text(key, **vars(report)) + "\n")
    journal = settings.erasure_journal
    return tell_missed(services, journal) or tell_unjournaled(report.unjournaled, journal)


def _parser() -> argparse.ArgumentParser:
    parser = usage_parser("python -m bot retention", "retention.usage")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run").add_argument("--dry-run", action="store_true")
    return parser
