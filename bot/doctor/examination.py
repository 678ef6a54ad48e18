"""Puts all checks in order; one that breaks does not keep the others from being made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from bot.doctor.backups import check_backups
from bot.doctor.certificates import check_certificates
from bot.doctor.clock import check_clock
from bot.doctor.configuration import check_configuration
from bot.doctor.database import check_database
from bot.doctor.erasures import check_erasures
from bot.doctor.files import check_disk, check_secrets
from bot.doctor.finding import Finding, State, problem
from bot.doctor.mail import check_mail, check_outbox
from bot.doctor.model import check_model
from bot.doctor.services import check_processes, check_redis, check_telegram
from bot.doctor.tasks import check_tasks
from bot.settings import Settings, SettingsError

Check = Callable[[Settings], Iterable[Finding]]

CHECKS: tuple[tuple[str, Check], ...] = (
    ("configuration", check_configuration),
    ("database", check_database),
    ("model", check_model),
    ("mail", check_mail),
    ("mail", check_outbox),
    ("certificates", check_certificates),
    ("clock", check_clock),
    ("disk", check_disk),
    ("disk", check_erasures),
    ("secrets", check_secrets),
    ("redis", check_redis),
    ("telegram", check_telegram),
    ("backup", check_backups),
    ("tasks", check_tasks),
    ("processes", check_processes),
)


def examine(settings: Settings, checks: Iterable[tuple[str, Check]] = CHECKS) -> Iterator[Finding]:
    """Make all checks, one after the other."""
    for area, check in checks:
        try:
            yield from check(settings)
        except Exception as error:  # noqa: BLE001 - a doctor that falls ill helps nobody
            # Only the kind: messages quote addresses and passwords.
            yield problem(area, "check_broken", reason=type(error).__name__)


def settings_findings(error: SettingsError) -> list[Finding]:
    """Return what is wrong with the settings themselves."""
    return [
        Finding("configuration", State.PROBLEM, found, problem("", "setting").advice)
        for found in error.problems
    ]


def is_healthy(findings: Iterable[Finding]) -> bool:
    """Tell whether nothing is a problem; hints do not count."""
    return all(finding.state is not State.PROBLEM for finding in findings)
