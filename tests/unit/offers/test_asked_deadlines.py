"""The filters that a message about deadlines means in its conversation."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from bot.deadlines.asked.asking import Concern
from bot.deadlines.office.book import LiveBook
from bot.deadlines.umbrellas import WITH_UMBRELLA
from bot.dialogue.context import Context, Heard, Meant
from bot.fit.rulebook.rule_book import LiveRules
from bot.fit.service import FitService
from bot.fit.told.reading import Message
from bot.offers.asked_deadlines import DeadlineSelection, Inquiry, Selected
from bot.places.book import LivePlaces
from bot.programmes.book import LiveProgrammes
from bot.settings import PROJECT_ROOT

NOW = datetime(2026, 11, 27, 9, tzinfo=timezone.utc)
FAQ = PROJECT_ROOT / "faq"


@pytest.fixture(scope="module")
def selection() -> DeadlineSelection:
    book = LiveBook(FAQ)
    rules = LiveRules(FAQ)
    fit = FitService(LiveProgrammes(FAQ), book, LivePlaces(FAQ), rules, lambda: NOW)
    return DeadlineSelection(book.current(), fit, NOW)


def inquiry(
    text: str,
    *earlier: str,
    before: Context | None = None,
    countries: tuple[str, ...] = (),
    programmes: tuple[str, ...] = (),
) -> Inquiry:
    heard = Heard(text, "act", "fristen_ueberblick", countries=countries, programmes=programmes)
    meant = Meant("act", "fristen_ueberblick", programmes, countries)
    said = (*earlier, text)
    return Inquiry(heard, Message(text), meant, before, Concern.LOOK_UP, said=said)


def test_a_message_without_a_talk_means_its_own_names(selection: DeadlineSelection) -> None:
    selected = selection.select(inquiry("Fristen für Frankreich", countries=("FR",)))
    assert selected.query.countries == ("FR",)
    assert selected == Selected(selected.query)


def test_the_beginning_told_before_holds(selection: DeadlineSelection) -> None:
    told = "Wir planen 8 Tage in Lyon im Oktober 2027."
    before = Context("foerderung_dfjw", "answer", countries=("FR",))
    selected = selection.select(inquiry("und bis wann?", told, before=before))
    assert selected.query.countries == ("FR",)
    assert selected.query.start == date(2027, 10, 1)


def test_programmes_for_one_take_the_place_of_those_for_groups(
    selection: DeadlineSelection,
) -> None:
    asked = inquiry("Fristen: ich bin 20 und will zwei Monate nach Uganda", countries=("UG",))
    selected = selection.select(asked)
    assert selected.is_for_single_person
    assert selected.query.programmes
    assert selected.query.countries == ()


def test_members_of_an_umbrella_body_apply_by_it(selection: DeadlineSelection) -> None:
    told = "wir sind Mitglied der Jugendfeuerwehr"
    selected = selection.select(inquiry("Fristen für Polen", told, countries=("PL",)))
    assert selected.query.routes == WITH_UMBRELLA


@pytest.mark.parametrize(
    ("shown", "is_after_last"), [("programm=kulturweit", False), ("programm=unbekannt", True)]
)
def test_what_comes_after_what_was_shown(
    selection: DeadlineSelection, shown: str, *, is_after_last: bool
) -> None:
    listed = Context("fristen_ueberblick", "act", selection=shown)
    selected = selection.select(inquiry("und danach?", before=listed))
    assert selected.is_after_last is is_after_last
    assert (selected.query.period is None) is is_after_last
