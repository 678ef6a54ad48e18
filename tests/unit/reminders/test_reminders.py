"""From signing up to the last mail, with the clock in our hands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from email import message_from_bytes, policy
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from bot.deadlines.models import BeforeStartRule, Event, FixedRule, PatternRule
from bot.mail.transports import PermanentMailError, TemporaryMailError
from bot.reminders.links import LinkState, Purpose
from bot.reminders.models import Target, TargetKind
from bot.reminders.service import AddressRejectedError, TargetUnknownError
from bot.reminders.tables import mails, subscriptions, tokens
from tests.unit.deadlines.deadline_rig import BRUSSELS, MAY, PRIMARY, TODAY, deadline
from tests.unit.reminders.reminder_rig import (
    ADDRESS,
    MORNING,
    ReminderRig,
    berlin_morning,
    days_before,
    deadline_target,
    link_in,
    text_of,
)

DAY = date(2027, 3, 1)
FIXED = FixedRule(DAY, time(12), BRUSSELS)
SOURCE_2027 = replace(PRIMARY, year=2027)


@pytest.fixture
def rig(database_url: str) -> Iterator[ReminderRig]:
    """Return a rig, once for each kind of database."""
    rig = ReminderRig(database_url, deadline(FIXED, SOURCE_2027))
    yield rig
    rig.engine.dispose()


async def test_nothing_is_sent_before_the_address_is_confirmed(rig: ReminderRig) -> None:
    rig.service.subscribe(ADDRESS, deadline_target())
    [question] = await rig.tick()
    assert question["To"] == ADDRESS
    assert "DPJW: Antrag" in text_of(question)
    assert "List-Unsubscribe" not in question
    for ahead in (28, 7, 0):
        assert await rig.tick(days_before(DAY, ahead)) == []


async def test_two_reminders_for_one_date_and_never_more(rig: ReminderRig) -> None:
    await rig.subscribed(deadline_target())
    sent = []
    for number in range(120):
        sent += [
            ((DAY - rig.moment.date()).days, mail)
            for mail in await rig.tick(MORNING + timedelta(days=number))
        ]
        await rig.tick()
    assert [left for left, _ in sent] == [28, 7]
    first, second = (mail for _, mail in sent)
    assert "In etwa vier Wochen: DPJW: Antrag" in text_of(first)
    assert "Bis 1. März 2027, 12:00 Uhr." in text_of(first)
    assert "noch 28 Tage" in text_of(first)
    assert first["Message-ID"] != second["Message-ID"]


async def test_a_restart_forgets_nothing_and_repeats_nothing(rig: ReminderRig) -> None:
    await rig.subscribed(deadline_target())
    rig.restart()
    assert len(await rig.tick(days_before(DAY, 28))) == 1
    rig.restart()
    assert await rig.tick() == []
    assert len(await rig.tick(days_before(DAY, 7))) == 1
    rig.restart()
    assert await rig.tick(days_before(DAY, 6)) == []


async def test_a_reminder_is_made_up_for_after_some_days_off(rig: ReminderRig) -> None:
    await rig.subscribed(deadline_target())
    assert len(await rig.tick(days_before(DAY, 23))) == 1
    assert len(await rig.tick(days_before(DAY, 3))) == 1


async def test_who_signs_up_late_is_not_told_what_they_just_read(rig: ReminderRig) -> None:
    rig.moment = days_before(DAY, 20)
    await rig.subscribed(deadline_target())
    assert await rig.tick(days_before(DAY, 19)) == []
    assert len(await rig.tick(days_before(DAY, 7))) == 1


async def test_a_changed_date_is_told_once_and_reminded_of_anew(rig: ReminderRig) -> None:
    await rig.subscribed(deadline_target())
    assert len(await rig.tick(days_before(DAY, 28))) == 1
    moved = replace(FIXED, day=DAY + timedelta(days=14))
    rig.replace(deadline(moved, SOURCE_2027))
    [news] = await rig.tick(days_before(DAY, 27))
    assert news["Subject"] == "Eine Frist oder ein Termin hat sich geändert"
    assert "15. März 2027" in text_of(news)
    assert await rig.tick() == []
    assert len(await rig.tick(days_before(moved.day, 28))) == 1
    assert len(await rig.tick(days_before(moved.day, 7))) == 1


async def test_a_habit_that_gets_its_date_is_a_change(tmp_path: Path) -> None:
    rig = ReminderRig(tmp_path, deadline(PatternRule("In der Regel im Mai.", (MAY,))))
    await rig.subscribed(deadline_target())
    rig.replace(deadline(FixedRule(date(2027, 5, 12), None, BRUSSELS), SOURCE_2027))
    [news] = await rig.tick(MORNING + timedelta(days=3))
    assert "Bis 12. Mai 2027." in text_of(news)


async def test_a_habit_is_reminded_of_as_a_habit(tmp_path: Path) -> None:
    rig = ReminderRig(tmp_path, deadline(PatternRule("In der Regel im Mai.", (MAY,))))
    await rig.subscribed(deadline_target())
    [mail] = await rig.tick(days_before(date(2027, 5, 1), 28))
    told = text_of(mail)
    assert "nicht bestätigt" in told
    assert "In der Regel im Mai." in told
    assert "1. Mai 2027" not in told


async def test_a_note_or_a_check_is_no_change(rig: ReminderRig) -> None:
    await rig.subscribed(deadline_target())
    same = deadline(FIXED, SOURCE_2027, note="Neu formuliert.", checked_on=date(2026, 12, 1))
    rig.replace(same)
    assert await rig.tick(MORNING + timedelta(days=2)) == []


async def test_lead_time_needs_the_start_of_the_project(tmp_path: Path) -> None:
    rig = ReminderRig(tmp_path, deadline(BeforeStartRule(months=3), SOURCE_2027))
    start = date(2027, 7, 12)
    await rig.subscribed(deadline_target(start=start))
    latest = date(2027, 4, 12)
    [mail] = await rig.tick(days_before(latest, 28))
    assert "12. April 2027" in text_of(mail)
    assert len(await rig.tick(days_before(latest, 7))) == 1


async def test_a_reminder_that_is_no_longer_true_is_not_sent(rig: ReminderRig) -> None:
    await rig.subscribed(deadline_target())
    rig.box.failure = TemporaryMailError("smtp_451")
    await rig.tick(days_before(DAY, 28))
    rig.box.failure = None
    rig.replace(deadline(replace(FIXED, day=DAY + timedelta(days=60)), SOURCE_2027))
    subjects = [mail["Subject"] for mail in await rig.tick(days_before(DAY, 27))]
    assert subjects == ["Eine Frist oder ein Termin hat sich geändert"]


@pytest.mark.parametrize(
    ("local", "is_sent"),
    [(time(7, 59), False), (time(8, 0), True), (time(19, 59), True), (time(20, 0), False)],
)
@pytest.mark.parametrize("day", [date(2027, 2, 1), date(2027, 3, 28), date(2027, 7, 5)])
async def test_nobody_is_written_to_at_night(
    tmp_path: Path, local: time, is_sent: bool, day: date
) -> None:
    rig = ReminderRig(tmp_path, deadline(FixedRule(day + timedelta(days=28), None, BRUSSELS),
                                         SOURCE_2027))  # fmt: skip
    await rig.subscribed(deadline_target())
    moment = datetime.combine(day, local, ZoneInfo("Europe/Berlin"))
    assert bool(await rig.tick(moment.astimezone(timezone.utc))) == is_sent
    # What had to wait goes out in the next morning, once.
    morning = datetime.combine(day + timedelta(days=1), time(8), ZoneInfo("Europe/Berlin"))
    assert bool(await rig.tick(morning.astimezone(timezone.utc))) != is_sent


async def test_the_question_comes_at_once_also_at_night(rig: ReminderRig) -> None:
    rig.moment = datetime(2026, 11, 23, 23, tzinfo=timezone.utc)
    rig.service.subscribe(ADDRESS, deadline_target())
    assert len(await rig.tick()) == 1


async def test_one_click_ends_and_erases(rig: ReminderRig) -> None:
    await rig.subscribed(deadline_target())
    await rig.subscribed(Target(TargetKind.PROGRAMME, "dpjw"))
    mails_sent = await rig.tick(days_before(DAY, 28))
    path, token = link_in(mails_sent[0])
    assert path == "/erinnerung/beenden/"
    assert mails_sent[0]["List-Unsubscribe"] == f"<https://ija.example{path}{token}>"
    assert rig.service.look_up(token, Purpose.END).state is LinkState.OPEN
    assert rig.service.end(token) == 1
    assert rig.service.end(token) == 0
    with rig.engine.connect() as tx:
        assert len(tx.execute(sa.select(subscriptions)).all()) == 1
        owners = {row.subscription_id for row in tx.execute(sa.select(mails))}
        owners |= {row.subscription_id for row in tx.execute(sa.select(tokens))}
    assert len(owners) == 1
    assert rig.erased == ["ERINNERUNG-1"]


async def test_all_subscriptions_of_an_address_can_end_together(rig: ReminderRig) -> None:
    await rig.subscribed(deadline_target())
    await rig.subscribed(Target(TargetKind.PROGRAMME, "dpjw"))
    await rig.subscribed(deadline_target(), "other@verein.example")
    mail = (await rig.tick(days_before(DAY, 28)))[0]
    assert rig.service.end(link_in(mail)[1], all_of_address=True) == 2
    with rig.engine.connect() as tx:
        assert [row.address for row in tx.execute(sa.select(subscriptions))] == [
            "other@verein.example"
        ]


async def test_erased_addresses_leave_no_trace_in_the_file(tmp_path: Path) -> None:
    rig = ReminderRig(tmp_path, deadline(FIXED, SOURCE_2027))
    await rig.subscribed(deadline_target())
    [mail] = await rig.tick(days_before(DAY, 28))
    rig.service.end(link_in(mail)[1])
    rig.engine.dispose()
    for path in tmp_path.glob("ija.sqlite*"):
        assert ADDRESS.encode() not in path.read_bytes(), path.name


async def test_an_unconfirmed_address_is_deleted_after_two_days(rig: ReminderRig) -> None:
    rig.service.subscribe(ADDRESS, deadline_target())
    [question] = await rig.tick()
    token = link_in(question)[1]
    await rig.tick(MORNING + timedelta(days=1, hours=23))
    assert rig.service.look_up(token, Purpose.CONFIRM).state is LinkState.OPEN
    await rig.tick(MORNING + timedelta(days=2, minutes=1))
    assert rig.service.confirm(token).state is LinkState.UNKNOWN
    assert rig.erased == ["ERINNERUNG-1"]


async def test_a_link_confirms_once_and_says_so(rig: ReminderRig) -> None:
    rig.service.subscribe(ADDRESS, deadline_target())
    [question] = await rig.tick()
    token = link_in(question)[1]
    first = rig.service.confirm(token)
    assert (first.state, first.about) == (LinkState.OPEN, "DPJW: Antrag")
    assert rig.service.confirm(token).state is LinkState.DONE
    assert rig.service.look_up(token, Purpose.END).state is LinkState.UNKNOWN
    assert rig.service.look_up("\ud800", Purpose.CONFIRM).state is LinkState.UNKNOWN


async def test_typing_in_an_address_again_and_again_sends_few_mails(rig: ReminderRig) -> None:
    for _ in range(10):
        rig.service.subscribe(ADDRESS, deadline_target())
    assert len(await rig.tick()) == 1
    rig.moment += timedelta(hours=2)
    rig.service.subscribe(ADDRESS, deadline_target())
    assert len(await rig.tick()) == 1
    for number in range(20):
        start = date(2027, 7, 1) + timedelta(days=number)
        rig.service.subscribe(ADDRESS, deadline_target(start=start))
    assert len(await rig.tick()) <= 5


async def test_signing_up_twice_when_confirmed_does_nothing(rig: ReminderRig) -> None:
    await rig.subscribed(deadline_target())
    rig.moment += timedelta(days=1)
    rig.service.subscribe(ADDRESS.replace("verein", "VEREIN"), deadline_target())
    assert await rig.tick() == []
    assert len(await rig.tick(days_before(DAY, 28))) == 1


async def test_several_reminders_of_one_day_come_in_one_mail(tmp_path: Path) -> None:
    rig = ReminderRig(tmp_path, deadline(FIXED, SOURCE_2027, id="a"),
                      deadline(FIXED, SOURCE_2027, id="b", action="Zweiter Antrag"))  # fmt: skip
    await rig.subscribed(Target(TargetKind.COUNTRY, "PL"))
    [mail] = await rig.tick(days_before(DAY, 28))
    assert "DPJW: Antrag" in text_of(mail)
    assert "DPJW: Zweiter Antrag" in text_of(mail)


async def test_events_are_announced_and_reminded_of(rig: ReminderRig) -> None:
    await rig.subscribed(Target(TargetKind.EVENTS))
    event = Event("infotag", "Infotag", date(2027, 3, 20), date(2027, 3, 20), "Köln",
                  "https://ija.example/infotag", (PRIMARY,), TODAY,
                  registration="https://ija.example/anmelden")  # fmt: skip
    same = deadline(FIXED, SOURCE_2027)
    rig.replace(same, events=[event])
    [news] = await rig.tick(MORNING + timedelta(days=1))
    assert "Neu: Infotag" in text_of(news)
    assert "https://ija.example/anmelden" in text_of(news)
    [reminder] = await rig.tick(days_before(event.starts_on, 28))
    assert "In etwa vier Wochen: Infotag" in text_of(reminder)
    rig.replace(same, events=[replace(event, place="Düsseldorf")])
    [changed] = await rig.tick(days_before(event.starts_on, 25))
    assert "Geändert: Infotag" in text_of(changed)


async def test_a_mail_that_does_not_get_through_is_tried_again(rig: ReminderRig) -> None:
    await rig.subscribed(deadline_target())
    rig.box.failure = TemporaryMailError("smtp_451")
    assert await rig.tick(days_before(DAY, 28)) == []
    rig.box.failure = None
    assert await rig.tick() == []
    assert len(await rig.tick(days_before(DAY, 28) + timedelta(minutes=2))) == 1


async def test_a_refused_mail_is_given_up(rig: ReminderRig) -> None:
    await rig.subscribed(deadline_target())
    rig.box.failure = PermanentMailError("smtp_550")
    assert await rig.tick(days_before(DAY, 28)) == []
    rig.box.failure = None
    assert await rig.tick(days_before(DAY, 27)) == []
    assert rig.store.counts()["dead"] == 1


async def test_a_process_that_dies_while_sending_is_known_again_by_its_mail(
    rig: ReminderRig,
) -> None:
    """Between handing over and noting it nothing can be certain; then the mail is the same one."""
    await rig.subscribed(deadline_target())
    rig.box.dies_after_sending = True
    with pytest.raises(KeyboardInterrupt):
        await rig.tick(days_before(DAY, 28))
    rig.box.dies_after_sending = False
    rig.restart()
    assert await rig.tick() == []
    again = await rig.tick(days_before(DAY, 28) + timedelta(minutes=6))
    assert [mail["Message-ID"] for mail in again] == [rig.box.mails[-2]["Message-ID"]]


@pytest.mark.parametrize(
    "address",
    ["", "kim", "kim@", "kim@verein", "a b@c.de", "kim@verein.example\nBcc: x@y.de",
     "jürgen@müller.de", "\ud800@x.de", "=?utf-8?q?x?=@y.de", "x" * 300 + "@y.de"],
)  # fmt: skip
def test_addresses_that_cannot_be_written_to_are_refused(rig: ReminderRig, address: str) -> None:
    with pytest.raises(AddressRejectedError):
        rig.service.subscribe(address, deadline_target())


@pytest.mark.parametrize(
    "target",
    [
        Target(TargetKind.DEADLINE, "fehlt"),
        Target(TargetKind.PROGRAMME, "fehlt"),
        Target(TargetKind.COUNTRY, "QQ"),
        Target(TargetKind.EVENTS, "x"),
    ],
)
def test_what_does_not_exist_cannot_be_subscribed(rig: ReminderRig, target: Target) -> None:
    with pytest.raises(TargetUnknownError):
        rig.service.subscribe(ADDRESS, target)


async def test_mails_survive_being_written_and_read(rig: ReminderRig) -> None:
    await rig.subscribed(deadline_target())
    [mail] = await rig.tick(days_before(DAY, 28))
    again = message_from_bytes(mail.as_bytes(), policy=policy.SMTP)
    assert again["List-Unsubscribe"] == mail["List-Unsubscribe"]
    assert again["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert again["Subject"] == "Erinnerung: in etwa vier Wochen"
    # Encoded or cut, no mail program would find the address.
    assert f"\r\nList-Unsubscribe: {mail['List-Unsubscribe']}\r\n".encode() in mail.as_bytes()
    html = mail.get_body(("html",))
    assert html is not None
    assert "beenden" in html.get_content()


async def test_a_subscription_ends_by_itself_after_two_years(rig: ReminderRig) -> None:
    await rig.subscribed(deadline_target())
    await rig.tick(MORNING + timedelta(days=729))
    assert len(rig.store.confirmed()) == 1
    await rig.tick(MORNING + timedelta(days=731))
    assert rig.store.confirmed() == []


async def test_reminders_keep_to_german_days_across_the_change_of_clocks(tmp_path: Path) -> None:
    for day in (date(2027, 3, 28), date(2027, 4, 4), date(2027, 10, 31), date(2027, 11, 7)):
        folder = tmp_path / day.isoformat()
        folder.mkdir()
        rig = ReminderRig(folder, deadline(FixedRule(day, time(12), BRUSSELS), SOURCE_2027))
        await rig.subscribed(deadline_target())
        sent = []
        moment = berlin_morning(day - timedelta(days=30))
        while moment < berlin_morning(day + timedelta(days=1)):
            sent += [(day - moment.date()).days for _ in await rig.tick(moment)]
            moment += timedelta(hours=3)
        assert sent == [28, 7], day
        rig.engine.dispose()


async def test_the_office_can_erase_an_address(rig: ReminderRig) -> None:
    await rig.subscribed(deadline_target())
    rig.service.subscribe("other@verein.example", deadline_target())
    assert rig.service.erase_address(f" {ADDRESS.upper()} ") == 1
    assert rig.service.erase_address(ADDRESS) == 0
    assert rig.erased == ["ERINNERUNG-1"]
    assert rig.store.confirmed() == []
