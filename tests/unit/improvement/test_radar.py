from __future__ import annotations

import asyncio
import email
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP

from bot.conversations.counts import CountStore
from bot.conversations.models import Reason, Role, Verdict
from bot.conversations.outcome import Outcome
from bot.improvement.command import main
from bot.improvement.radar import Radar, build_radar
from bot.improvement.radar_mail import MAX_LINES, compose_radar, radar_parts
from bot.improvement.radar_store import RadarStore
from bot.improvement.radar_worker import RadarWorker, Schedule
from bot.mail.addresses import MailAddresses
from bot.mail.letter import plain_body
from bot.mail.smtp_transport import SmtpServer, SmtpTransport
from bot.settings import Settings, SettingsError
from tests.unit.improvement.project import FALLBACK, NOW, Project

ADDRESSES = MailAddresses("lotse@ija.example", "buero@ija.example")
MONDAY = Schedule(0, time(7, 30))
SECRET = "Anneliese Musterfrau aus Musterdorf fragt nach Lummerland"


@dataclass
class Mailbox:
    """Answers as told and keeps what it took over."""

    answers: list[str] = field(default_factory=list)
    mails: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            self.mails.append(email.message_from_bytes(envelope.content, policy=policy.default))
        return answer


@asynccontextmanager
async def running(mailbox: Mailbox) -> AsyncIterator[SmtpTransport]:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(mailbox, hostname="localhost", loop=loop), "127.0.0.1", 0
    )
    async with server:
        port = server.sockets[0].getsockname()[1]
        yield SmtpTransport(SmtpServer("127.0.0.1", port, "none"))


def worker(project: Project, transport: SmtpTransport) -> RadarWorker:
    def compose(week: str, created_at: datetime) -> EmailMessage:
        radar = build_radar(project.engine, project.root, created_at.date())
        return compose_radar(radar, week, str.upper, ADDRESSES, created_at)

    return RadarWorker(
        RadarStore(project.engine),
        MONDAY,
        transport,
        compose,
        project.clock,
        random.Random(1),  # noqa: S311
    )


def run(project: Project, mailbox: Mailbox) -> bool:
    async def once() -> bool:
        async with running(mailbox) as transport:
            return await worker(project, transport).run_once()

    return asyncio.run(once())


@pytest.mark.parametrize(
    ("now", "week"),
    [
        ("2026-11-23T06:29:59+00:00", None),
        ("2026-11-23T06:30:00+00:00", "2026-W48"),
        ("2026-11-25T06:29:00+00:00", "2026-W48"),
        ("2026-11-25T06:30:00+00:00", None),
        ("2026-11-29T23:59:00+00:00", None),
        ("2026-12-28T08:00:00+00:00", "2026-W53"),
        ("2027-01-04T08:00:00+00:00", "2027-W01"),
    ],
)
def test_the_mail_is_due_from_its_hour_on_for_two_days(now: str, week: str | None) -> None:
    assert MONDAY.week_due(datetime.fromisoformat(now)) == week


def test_a_sunday_schedule_reaches_into_the_next_week() -> None:
    sunday = Schedule(6, time(23, 0))
    assert sunday.week_due(datetime(2026, 11, 30, 8, tzinfo=timezone.utc)) == "2026-W48"


def test_one_mail_a_week_whatever_restarts(project: Project) -> None:
    mailbox = Mailbox()
    assert run(project, mailbox)
    for hours in (1, 5, 24, 47):
        project.now = NOW + timedelta(hours=hours)
        assert not run(project, mailbox)
    (mail,) = mailbox.mails
    assert mail["To"] == "buero@ija.example"
    assert mail["Message-ID"] == "<radar-2026-W48@ija.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Subject"].startswith("Lücken-Radar, Woche 48")
    project.now = NOW + timedelta(days=7)
    assert run(project, mailbox)
    assert mailbox.mails[1]["Message-ID"] == "<radar-2026-W49@ija.example>"


def test_a_refused_mail_is_tried_again_and_a_hopeless_one_is_buried(project: Project) -> None:
    mailbox = Mailbox(answers=["451 later", "250 OK"])
    assert not run(project, mailbox)
    project.now = NOW + timedelta(hours=3)
    assert run(project, mailbox)
    assert len(mailbox.mails) == 1
    project.now = NOW + timedelta(days=7)
    assert not run(project, Mailbox(answers=["554 never"]))
    newest = RadarStore(project.engine).newest()
    assert newest is not None
    assert (newest.week, newest.state) == ("2026-W49", "dead")


def test_two_workers_at_the_same_moment_send_one_mail(project: Project) -> None:
    mailbox = Mailbox()

    async def both() -> list[bool]:
        async with running(mailbox) as transport:
            workers = [worker(project, transport) for _ in range(5)]
            return await asyncio.gather(*(one.run_once() for one in workers))

    assert sorted(asyncio.run(both())) == [False] * 4 + [True]
    assert len(mailbox.mails) == 1


def test_the_mail_tells_numbers_and_never_what_a_person_wrote(project: Project) -> None:
    counts = CountStore(project.engine)
    yesterday = NOW.date() - timedelta(days=1)
    for _ in range(3):
        counts.count_outcome(yesterday, Outcome("fallback"))
        counts.count_outcome(yesterday, Outcome("answer", "visum"))
        counts.count_verdict(yesterday, "visum", Verdict.NOT_HELPFUL)
        counts.count_reason(yesterday, "visum", Reason.OUTDATED)
        project.chat((Role.USER, {"text": SECRET}), (Role.BOT, {"text": FALLBACK}))
    counts.count_outcome(NOW.date() - timedelta(days=9), Outcome("clarify"))
    project.chat((Role.USER, {"text": "Geheimnisvoll"}), (Role.BOT, {"text": FALLBACK}))
    radar = build_radar(project.engine, project.root, NOW.date())
    assert (radar.in_vain, radar.in_vain_before) == (3, 1)
    body = plain_body(radar_parts(radar, lambda topic: topic))
    assert "visum – 3-mal nicht hilfreich, 3-mal gezeigt (meist: veraltet)" in body
    assert "lummerland" in body
    assert SECRET not in body
    assert "Geheimnisvoll" not in body


def test_an_overdue_entry_is_told(project: Project) -> None:
    radar = build_radar(project.engine, project.root, date(2027, 6, 1))
    assert [item.what for item in radar.overdue] == ["fahrtkosten", "visum"]
    assert "Prüfung überfällig: 2" in plain_body(radar_parts(radar, lambda topic: topic))


def test_the_real_deadlines_are_looked_at(project: Project) -> None:
    root = Path(__file__).parents[3]
    counts = CountStore(project.engine)
    counts.count_outcome(NOW.date() - timedelta(days=1), Outcome("answer", "foerderung_dfjw"))
    radar = build_radar(project.engine, root, NOW.date())
    assert radar.without_successor
    assert [item.programme.topic for item in radar.asked_in_vain] == ["foerderung_dfjw"]


def test_a_long_list_ends_with_a_number() -> None:
    due = Radar(NOW.date(), 0, 0, overdue=tuple(_due(n) for n in range(MAX_LINES + 3)))
    body = plain_body(radar_parts(due, str))
    assert body.count("fällig seit") == MAX_LINES
    assert "und 3 weitere" in body


def test_nothing_new_is_said_in_one_sentence() -> None:
    body = plain_body(radar_parts(Radar(NOW.date(), 0, 0), str))
    assert "Sonst gibt es nichts Neues." in body


def test_the_command_sends_once_a_week(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings.from_env({"IJA_VAR_DIR": str(tmp_path)})
    assert main(["send"], settings) == 0
    assert main(["send"], settings) == 1
    assert len(list(settings.mail_folder.glob("*.eml"))) == 1
    assert main(["show"], settings) == 0
    assert "gesendet" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("variables", "weekday"),
    [({}, 0), ({"IJA_RADAR_WEEKDAY": "friday", "IJA_RADAR_TIME": "16:00"}, 4),
     ({"IJA_RADAR_WEEKDAY": "never"}, None)],
)  # fmt: skip
def test_day_and_hour_are_settings(variables: dict[str, str], weekday: int | None) -> None:
    assert Settings.from_env(variables).radar.weekday == weekday


@pytest.mark.parametrize(
    "variables", [{"IJA_RADAR_WEEKDAY": "montag"}, {"IJA_RADAR_TIME": "halb acht"}]
)
def test_a_wrong_setting_is_told(variables: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=next(iter(variables))):
        Settings.from_env(variables)


def _due(number: int) -> Any:
    from bot.editorial.reports.report import Due

    return Due(f"thema_{number}", NOW.date())
