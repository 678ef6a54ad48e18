"""The card that leads to reminders by mail, for what was talked about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from bot.deadlines.address import COUNTRY, PAGE_PATH, PROGRAMME, START
from bot.deadlines.lookup import DeadlineQuery
from bot.deadlines.models import BeforeStartRule
from bot.deadlines.office.parsing import DeadlineBook
from bot.fit.countries import is_country
from bot.knowledge.shown.cards import Card
from bot.knowledge.shown.fact_cards import facts_card, plain_section
from bot.reminders.models import Target, TargetKind
from bot.reminders.wording import target_words
from bot.texts import text

REMINDER_PAGE_PATH = "/erinnerung"
_EVENTS = "termine=ja"
_MOST_LINKS = 5


def reminder_card(book: DeadlineBook, query: DeadlineQuery, site: str) -> Card | None:
    """Return the ``facts`` card with a link for each programme, or else each country.

    None where neither is known: then there is nothing to be reminded of yet. ``site`` is the
    public address before our pages.
    """
    targets = list(_targets(book, query))[:_MOST_LINKS]
    if not targets:
        return None
    lines = [text("offers.reminder_intro"), text("offers.reminder_unconfirmed")]
    if query.start is None and _has_lead_time(book, targets):
        lines.append(text("offers.reminder_lead_time"))
    links = [(target_words(book, target), _link(target, site)) for target in targets]
    return facts_card(text("offers.reminder_title"), [plain_section(lines)], links=links)


def which_reminder_card(site: str) -> Card:
    """Return the ``facts`` card that asks what the reminder should be about."""
    lines = [text("offers.reminder_intro"), text("offers.reminder_which")]
    links = [(text("offers.reminder_link_choose"), f"{site}{PAGE_PATH}")]
    return facts_card(text("offers.reminder_title"), [plain_section(lines)], links=links)


def events_reminder_card(book: DeadlineBook, site: str) -> Card:
    """Return the ``facts`` card for reminders of the office's events."""
    lines = [text("offers.reminder_intro")]
    about = target_words(book, Target(TargetKind.EVENTS))
    links = [(about, f"{site}{REMINDER_PAGE_PATH}?{_EVENTS}")]
    return facts_card(text("offers.reminder_title"), [plain_section(lines)], links=links)


def _targets(book: DeadlineBook, query: DeadlineQuery) -> Iterator[Target]:
    programmes = book.known(query.programmes)
    yield from (Target(TargetKind.PROGRAMME, name, query.start) for name in programmes)
    if not programmes:
        codes = filter(is_country, query.countries)
        yield from (Target(TargetKind.COUNTRY, code, query.start) for code in codes)


def _has_lead_time(book: DeadlineBook, targets: list[Target]) -> bool:
    programmes = {t.id for t in targets if t.kind is TargetKind.PROGRAMME}
    countries = {t.id for t in targets if t.kind is TargetKind.COUNTRY}
    return any(
        isinstance(deadline.rule, BeforeStartRule)
        and (
            deadline.programme.id in programmes
            or bool(countries & set(deadline.programme.countries))
        )
        for deadline in book.deadlines
    )


def _link(target: Target, site: str) -> str:
    name = PROGRAMME if target.kind is TargetKind.PROGRAMME else COUNTRY
    start: date | None = target.start
    pairs = [(name, target.id), *([] if start is None else [(START, start.isoformat())])]
    return f"{site}{REMINDER_PAGE_PATH}?{urlencode(pairs)}"
