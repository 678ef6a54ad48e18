"""The card that leads from deadlines to a calendar: a file to keep, a feed to follow."""

from __future__ import annotations

from datetime import datetime

from bot.calendar.deadline_entries import deadline_entries
from bot.deadlines.address import CALENDAR_PATH, PAGE_PATH, deadline_address
from bot.deadlines.lookup import DeadlineQuery, find_deadlines
from bot.deadlines.models import BeforeStartRule
from bot.deadlines.office.parsing import DeadlineBook
from bot.deadlines.shown.wording import german_date
from bot.knowledge.shown.cards import Card
from bot.knowledge.shown.fact_cards import facts_card, plain_section
from bot.offers.journey import filtered_case
from bot.offers.selection import selection_words
from bot.planning.query import PLAN_CALENDAR_PATH, PLAN_PATH, plan_query
from bot.texts import text

EVENTS_PAGE_PATH = "/termine"
EVENTS_CALENDAR_PATH = "/termine.ics"


def calendar_card(book: DeadlineBook, query: DeadlineQuery, now: datetime, site: str) -> Card:
    """Return the ``facts`` card for the deadlines of ``query`` at ``now`` (aware).

    A calendar is followed for years, so of the filters only programme, country and format hold.
    ``site`` is the public address before our pages.
    """
    lasting = DeadlineQuery(query.programmes, query.countries, query.formats)
    result = find_deadlines(book, lasting, now)
    words = selection_words(book, lasting)
    lines = [
        text("offers.calendar_selected", words=words) if words else text("offers.calendar_all")
    ]
    if not deadline_entries(book, result, now, site, lambda _: None):
        lines.append(text("offers.calendar_nothing"))
    has_lead_time = any(isinstance(i.deadline.rule, BeforeStartRule) for i in result.items)
    if has_lead_time:
        lines.append(text("offers.calendar_lead_times"))
    lines += [text("offers.calendar_certainty"), text("offers.calendar_changes")]
    address = deadline_address(lasting, is_feed=True)
    suffix = f"?{address}" if address else ""
    links = [
        (text("offers.calendar_link_file"), f"{site}{CALENDAR_PATH}{suffix}"),
        (text("offers.calendar_link_feed"), f"{site}{PAGE_PATH}{suffix}#abo"),
    ]
    if query.start is not None and query.is_start_exact:
        links.append(_plan_link(query, site))
    elif has_lead_time:
        links.append((text("offers.calendar_link_plan"), f"{site}{PLAN_PATH}"))
    return facts_card(text("offers.calendar_title"), [plain_section(lines)], links=links)


def _plan_link(query: DeadlineQuery, site: str) -> tuple[str, str]:
    start = "" if query.start is None else german_date(query.start)
    title = text("offers.calendar_link_own_plan", start=start)
    return title, f"{site}{PLAN_CALENDAR_PATH}?{plan_query(filtered_case(query), query.programmes)}"


def events_calendar_card(site: str) -> Card:
    """Return the ``facts`` card for the events of the office."""
    lines = [text("offers.calendar_events"), text("offers.calendar_changes")]
    links = [
        (text("offers.calendar_link_file"), f"{site}{EVENTS_CALENDAR_PATH}"),
        (text("offers.calendar_link_events"), f"{site}{EVENTS_PAGE_PATH}"),
    ]
    return facts_card(text("offers.calendar_title"), [plain_section(lines)], links=links)
