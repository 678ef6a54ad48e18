"""Reminders in a chat: when, once, over restarts, and what changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone

import pytest

from bot.channels.telegram.kept.outbox import SqlOutbox
from bot.channels.telegram.migrations import migrate
from bot.channels.telegram.reminders import ReminderHandover
from bot.deadlines.models import Event, FixedRule
from bot.reminders.models import Target, TargetKind
from bot.reminders.service import TargetUnknownError
from tests.unit.deadlines.deadline_rig import BRUSSELS, PRIMARY, TODAY, deadline
from tests.unit.reminders.reminder_rig import MORNING, ReminderRig, days_before, deadline_target

CHAT = "4711"
DAY = date(2027, 3, 1)
FIXED = FixedRule(DAY, time(12), BRUSSELS)
SOURCE_2027 = replace(PRIMARY, year=2027)


class ChatReminders(ReminderRig):
    """The reminder rig with a chat at its other end."""

    def start(self) -> None:
        super().start()
        migrate(self.engine)
        self.outbox = SqlOutbox(self.engine)
        self.handover = ReminderHandover(
            self.engine, self.live, "https://ija.example/", lambda: None, lambda: self.moment
        )  # type: ignore[arg-type]

    async def told(self, moment: datetime | None = None) -> list[str]:
        """Let both processes look once, and return what the chat is told."""
        assert await self.tick(moment) == [], "no mail may go to a chat"
        self.handover.hand_over()
        found = []
        while (call := self.outbox.claim(self.moment, self.moment + timedelta(1))) is not None:
            assert call.is_notice
            assert call.chat_id == int(CHAT)
            found.append(str(call.content["text"]))
            self.outbox.settle(call.number, "sent")
        return found


@pytest.fixture
def chat(database_url: str) -> Iterator[ChatReminders]:
    """Return reminders of a chat, once for each kind of database."""
    rig = ChatReminders(database_url, deadline(FIXED, SOURCE_2027))
    yield rig
    rig.engine.dispose()


async def test_four_weeks_and_one_week_before_and_never_more(chat: ChatReminders) -> None:
    assert chat.service.subscribe_chat(CHAT, deadline_target())
    told = []
    for number in range(120):
        for text in await chat.told(MORNING + timedelta(days=number)):
            told.append(((DAY - chat.moment.date()).days, text))
    assert [left for left, _ in told] == [28, 7]
    assert "In etwa vier Wochen: DPJW: Antrag" in told[0][1]
    assert "Bis 1. März 2027, 12:00 Uhr." in told[0][1]
    assert "Geprüft am" in told[0][1]
    assert "/abos" in told[0][1]


async def test_restarts_forget_nothing_and_repeat_nothing(chat: ChatReminders) -> None:
    chat.service.subscribe_chat(CHAT, deadline_target())
    chat.restart()
    assert len(await chat.told(days_before(DAY, 28))) == 1
    chat.restart()
    assert await chat.told() == []
    assert len(await chat.told(days_before(DAY, 7))) == 1
    chat.restart()
    assert await chat.told(days_before(DAY, 6)) == []


async def test_a_crash_before_the_handover_is_noted_tells_it_once(chat: ChatReminders) -> None:
    chat.service.subscribe_chat(CHAT, deadline_target())
    await chat.tick(days_before(DAY, 28))
    # The process dies with the reminder in its hands; after the lease another one takes it.
    assert chat.handover._claim() is not None
    chat.restart()
    assert await chat.told() == []
    assert len(await chat.told(chat.moment + timedelta(minutes=6))) == 1
    assert await chat.told(chat.moment + timedelta(minutes=6)) == []


async def test_a_deadline_that_moves_is_told(chat: ChatReminders) -> None:
    chat.service.subscribe_chat(CHAT, deadline_target())
    assert len(await chat.told(days_before(DAY, 28))) == 1
    moved = replace(FIXED, day=DAY + timedelta(days=14))
    chat.replace(deadline(moved, SOURCE_2027))
    [news] = await chat.told(days_before(DAY, 27))
    assert news.startswith("Frist verschoben oder geändert: DPJW: Antrag")
    assert "15. März 2027" in news
    assert await chat.told() == []
    assert len(await chat.told(days_before(moved.day, 28))) == 1


async def test_nobody_is_written_to_at_night(chat: ChatReminders) -> None:
    chat.service.subscribe_chat(CHAT, deadline_target())
    night = datetime(2027, 2, 1, 2, tzinfo=timezone.utc)
    assert await chat.told(night) == []
    assert len(await chat.told(night.replace(hour=8))) == 1


async def test_new_events_of_the_office_are_told(chat: ChatReminders) -> None:
    await chat.told()
    chat.service.subscribe_chat(CHAT, Target(TargetKind.EVENTS))
    event = Event(
        id="tagung",
        title="Fachtagung",
        starts_on=date(2027, 5, 4),
        ends_on=date(2027, 5, 4),
        place="Dortmund",
        url="https://ija.example/tagung",
        note="",
        sources=(PRIMARY,),
        checked_on=TODAY,
    )
    chat.replace(deadline(FIXED, SOURCE_2027), events=[event])
    [news] = await chat.told(MORNING + timedelta(days=1))
    assert news.startswith("Neu: Fachtagung")


async def test_the_same_wish_twice_is_one_subscription(chat: ChatReminders) -> None:
    assert chat.service.subscribe_chat(CHAT, deadline_target())
    assert not chat.service.subscribe_chat(CHAT, deadline_target())
    assert len(chat.service.of_chat(CHAT)) == 1


async def test_a_chat_ends_its_own_subscriptions_only(chat: ChatReminders) -> None:
    chat.service.subscribe_chat(CHAT, deadline_target())
    [mine] = chat.service.of_chat(CHAT)
    assert not chat.service.end_in_chat("999", mine.id)
    assert chat.service.end_in_chat(CHAT, mine.id)
    assert not chat.service.end_in_chat(CHAT, mine.id)
    assert await chat.told(days_before(DAY, 28)) == []


def test_what_does_not_exist_cannot_be_subscribed_to(chat: ChatReminders) -> None:
    with pytest.raises(TargetUnknownError):
        chat.service.subscribe_chat(CHAT, deadline_target("gibtsnicht"))


async def test_mails_and_chats_do_not_get_into_each_others_way(chat: ChatReminders) -> None:
    await chat.subscribed(deadline_target())
    chat.service.subscribe_chat(CHAT, deadline_target())
    mails = await chat.tick(days_before(DAY, 28))
    assert len(mails) == 1
    assert len(await chat.told()) == 1
