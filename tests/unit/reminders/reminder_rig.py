"""A reminder worker with a real database, a clock that is set by hand and a mailbox in memory."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from bot.consultations.database.engine import open_engine
from bot.deadlines.models import Deadline, Event
from bot.deadlines.office.parsing import DeadlineBook
from bot.mail.addresses import MailAddresses
from bot.reminders.mails import ReminderComposer
from bot.reminders.migrations import migrate
from bot.reminders.models import Target, TargetKind
from bot.reminders.revisions import SqlRevisions
from bot.reminders.service import ReminderService
from bot.reminders.store import SqlReminderStore
from bot.reminders.worker import ReminderWorker
from tests.unit.deadlines.deadline_rig import book_of

ADDRESS = "kim@verein.example"
MORNING = datetime(2026, 11, 23, 9, tzinfo=timezone.utc)
LINK = re.compile(r"https://ija\.example(/erinnerung/\S+?/)([\w-]+)")


@dataclass
class FakeBook:
    """Stands for the live book of the office."""

    book: DeadlineBook

    def current(self) -> DeadlineBook:
        return self.book


@dataclass
class Mailbox:
    """Takes mails, or fails as it was told."""

    mails: list[EmailMessage] = field(default_factory=list)
    failure: Exception | None = None
    dies_after_sending: bool = False

    async def send(self, message: EmailMessage) -> None:
        if self.failure is not None:
            raise self.failure
        self.mails.append(message)
        if self.dies_after_sending:
            raise KeyboardInterrupt


class ReminderRig:
    """Everything around the reminders, and the strings to pull."""

    def __init__(self, place: Path | str, *deadlines: Deadline) -> None:
        """Use the database of an address, or a new one in a folder."""
        self.url = f"sqlite:///{place / 'ija.sqlite'}" if isinstance(place, Path) else place
        self.moment = MORNING
        self.live = FakeBook(book_of(*deadlines))
        self.box = Mailbox()
        self.erased: list[str] = []
        self.number = 0
        self.start()

    def start(self) -> None:
        """Begin as a process does: a new connection, nothing in memory."""
        self.engine = open_engine(self.url)
        migrate(self.engine)
        self.store = SqlReminderStore(self.engine)
        addresses = MailAddresses("lotse@ija.example", "post@ija.example")
        self.worker = ReminderWorker(
            self.store,
            SqlRevisions(self.engine),
            self.live,  # type: ignore[arg-type]
            self.box,
            ReminderComposer(addresses, "https://ija.example/", lambda: "Servicestelle"),
            clock=lambda: self.moment,
            new_token=self.new_token,
            erase_mails=self.erased.append,
            rng=random.Random(1),  # noqa: S311 - repeatable on purpose
        )
        self.service = ReminderService(
            self.store,
            self.live,
            lambda: self.moment,
            self.erased.append,  # type: ignore[arg-type]
        )

    def restart(self) -> None:
        self.engine.dispose()
        self.start()

    def new_token(self) -> str:
        self.number += 1
        return f"token-{self.number:04d}-abcdefghijklmnopqrstuvwx"

    def replace(self, *deadlines: Deadline, events: Sequence[Event] = ()) -> None:
        self.live.book = replace(book_of(*deadlines), events=tuple(events))

    async def tick(self, moment: datetime | None = None) -> list[EmailMessage]:
        """Let the worker look once, and return the mails that went out."""
        if moment is not None:
            self.moment = moment
        before = len(self.box.mails)
        await self.worker.run_once()
        return self.box.mails[before:]

    async def subscribed(self, target: Target, address: str = ADDRESS) -> None:
        """Sign up and confirm by the link in the mail."""
        self.service.subscribe(address, target)
        [question] = await self.tick()
        path, token = link_in(question)
        assert path == "/erinnerung/bestaetigen/"
        self.service.confirm(token)


def link_in(mail: EmailMessage) -> tuple[str, str]:
    """Return path and token of the link of ours in a mail."""
    found = LINK.search(text_of(mail))
    assert found is not None
    return found[1], found[2]


def text_of(mail: EmailMessage) -> str:
    body: Any = mail.get_body(("plain",))
    return str(body.get_content())


def deadline_target(deadline_id: str = "x", start: date | None = None) -> Target:
    return Target(TargetKind.DEADLINE, deadline_id, start)


def berlin_morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=timezone.utc)


def days_before(day: date, number: int) -> datetime:
    return berlin_morning(day - timedelta(days=number))
