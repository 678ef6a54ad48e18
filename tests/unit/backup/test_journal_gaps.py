"""Erasures that the journal missed: found by the doctor, counted, written down later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.consultations.access import Grant
from bot.doctor.erasures import check_erasures
from bot.doctor.finding import State
from bot.erasures.journal import CHAT, REMINDER, Erased, ErasureJournal
from bot.erasures.journal_gaps import complete, missing_requests
from bot.erasures.memory import erased_memory
from bot.erasures.waiting import WaitingErasures, waiting_erasures
from bot.gateway.app import purge_once
from bot.gateway.build import build_services
from bot.metrics.tasks import RETENTION, TaskRecords
from bot.retention import command
from bot.retention.missed import NOT_IN_JOURNAL
from bot.retention.services import open_services
from bot.settings import PROJECT_ROOT, Settings
from tests.unit.backup.conftest import Installation, now

# /proc takes files from nobody, not even from root.
NOWHERE = Path("/proc/self/erasures.jsonl")


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ija.sqlite'}"


@pytest.fixture
def lost(installation: Installation) -> Settings:
    """Return settings under which the journal takes nothing."""
    return replace(installation.settings, erasure_journal=NOWHERE)


def erase_unnoted(installation: Installation, lost: Settings) -> str:
    reference = installation.request("a").reference
    replace(installation, settings=lost).erase(reference)
    return reference


def test_the_doctor_finds_what_is_missing_and_the_next_deleting_writes_it_down(
    installation: Installation, lost: Settings
) -> None:
    settings = installation.settings
    assert installation.run("create") == 0
    installation.erase(installation.request("noted").reference)
    assert list(check_erasures(settings)) == []
    reference = erase_unnoted(installation, lost)
    [finding] = check_erasures(settings)
    assert finding.state is State.PROBLEM
    assert "(1)" in finding.message
    assert "ija retention run" in finding.advice
    assert command.main(["run"], settings) == 0
    assert list(check_erasures(settings)) == []
    # With the moment and the receipt of the erasure itself.
    *_, line = ErasureJournal(settings.erasure_journal, now).all()
    receipt = open_services(settings, now).erasures.receipt(reference)
    assert receipt is not None
    assert (line.id, line.at, line.receipt["seal"]) == (reference, receipt.erased_at, receipt.seal)
    lines = settings.erasure_journal.read_text(encoding="utf-8")
    assert command.main(["run"], settings) == 0
    assert settings.erasure_journal.read_text(encoding="utf-8") == lines


def test_what_the_journal_has_forgotten_by_right_is_not_missing(
    installation: Installation, lost: Settings
) -> None:
    erase_unnoted(installation, lost)
    journal = ErasureJournal(installation.settings.erasure_journal, now)
    assert missing_requests(journal, installation.engine, now() + timedelta(days=1)) == []
    waiting = waiting_erasures(installation.settings, now)
    assert complete(journal, waiting, installation.engine, now() + timedelta(days=1)) == 0
    # Whether there is a journal tells a restore something: none is made for nothing.
    assert not installation.settings.erasure_journal.exists()


def test_as_long_as_the_journal_takes_nothing_deleting_counts_as_failed(
    installation: Installation, lost: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    erase_unnoted(installation, lost)
    assert command.main(["run"], lost) == NOT_IN_JOURNAL
    told = capsys.readouterr().err
    assert str(NOWHERE) in told
    assert "«ija doctor»" in told


async def test_my_request_erased_without_a_line_is_a_figure_and_fails_the_hourly_task(
    installation: Installation, lost: Settings
) -> None:
    reference = installation.request("a").reference
    services = build_services(replace(lost, root=PROJECT_ROOT))
    value = services.figures.registry.get_sample_value
    assert value("ija_erasures_unjournaled_total") == 0
    services.access.erase(Grant(reference))
    assert value("ija_erasures_unjournaled_total") == 1
    await purge_once(services)
    last = TaskRecords(lost.tasks_dir).last(RETENTION)
    assert last is not None
    assert last.code == NOT_IN_JOURNAL
    await services.close()


def test_chats_and_reminders_that_the_journal_missed_wait_until_it_takes_them(
    installation: Installation, lost: Settings
) -> None:
    missed: list[str] = []
    memory = erased_memory(lost, installation.engine, now, missed.append)
    memory.chat("f" * 64)
    memory.reference("reminder-7")
    assert missed == ["f" * 64, "reminder-7"]
    settings = installation.settings
    [finding] = check_erasures(settings)
    assert "(2)" in finding.message
    assert command.main(["run"], lost) == NOT_IN_JOURNAL
    assert command.main(["run"], settings) == 0
    lines = list(ErasureJournal(settings.erasure_journal, now).all())
    assert [(line.kind, line.id) for line in lines] == [(CHAT, "f" * 64), (REMINDER, "reminder-7")]
    assert list(check_erasures(settings)) == []
    assert not list(settings.var_dir.glob("erasures-waiting*"))


def test_what_comes_while_others_leave_waits_for_the_next_time(tmp_path: Path) -> None:
    class Busy(ErasureJournal):
        def add_all(self, lines: Iterable[Erased]) -> None:
            super().add_all(lines)
            waiting.keep(CHAT, "later")

    waiting = WaitingErasures(tmp_path, now)
    waiting.keep(CHAT, "first")
    assert waiting.hand_over(Busy(tmp_path / "journal", now)) == 1
    assert [line.id for line in waiting.all()] == ["later"]


def test_where_nothing_can_be_written_an_erasure_still_ends(
    installation: Installation, lost: Settings
) -> None:
    missed: list[str] = []
    nowhere = replace(lost, var_dir=Path("/proc/self"))
    erased_memory(nowhere, installation.engine, now, missed.append).chat("f" * 64)
    assert missed == ["f" * 64]
