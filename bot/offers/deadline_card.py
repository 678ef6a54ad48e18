"""The deadlines card of the conversation: what was selected, what else can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.clock import day_in_germany
from bot.deadlines.address import PAGE_PATH, deadline_address
from bot.deadlines.asked.doubt import DoubtedTime, Match, doubt_words, fitting_first
from bot.deadlines.asked.sending import sending_words
from bot.deadlines.lookup import NRW, DeadlineQuery, LookupResult, Mode, find_deadlines
from bot.deadlines.models import Deadline, Route, Status
from bot.deadlines.office.parsing import DeadlineBook
from bot.deadlines.order import SCHOOLS_ALONE
from bot.deadlines.query import Period, is_asked_for
from bot.deadlines.shown.cards import certainty, deadlines_card, leading
from bot.deadlines.umbrellas import is_with_umbrella
from bot.knowledge.shown.cards import Card
from bot.offers.excluded import without_excluded
from bot.offers.members import is_for_members
from bot.offers.remarks import is_of_school, of_schools, remark_on_erasmus
from bot.offers.selection import selection_sentence
from bot.offers.which_time import are_days, which_words
from bot.texts import text

_CONFIRMED = (Status.OPEN.value, Status.SOON.value, Status.CLOSED.value)
_WAYS_WITH_OWN_DATES = (Route.CENTRAL_BODY, Route.STATE_YOUTH_OFFICE)


@dataclass(frozen=True)
class OfferedDeadlines:
    """The card, and whether something in it is over, so that the question is what is left."""

    card: Card
    is_anything_over: bool


@dataclass(frozen=True)
class Beside:
    """What a message says beside its filters.

    ``umbrella`` is the id of the body that somebody belongs to: what is for members of others is
    left out, and all that is for members where none was named, unless the way over one is meant.
    What is for schools alone is left out for whoever ``is_outside_schools``. Who
    ``leaves_month_open`` is asked for it. ``sent`` is the day of an application of which is asked
    whether it is in time.
    """

    is_outside_schools: bool = False
    umbrella: str | None = None
    leaves_month_open: bool = False
    sent: date | None = None


_NOTHING = Beside()


def offered_deadlines(
    book: DeadlineBook,
    query: DeadlineQuery,
    now: datetime,
    site: str,
    beside: Beside = _NOTHING,
) -> OfferedDeadlines:
    """Return the card for ``query`` at ``now`` (aware); ``site`` goes before our pages.

    Where nothing falls into a period, the card says so and tells what comes next. ``asked`` holds
    the programmes that were asked for by name: what is counted for the office.
    """
    asked = query.programmes
    query, barred = without_excluded(book, query)
    found = _found(book, query, now, beside)
    coming = None if found.items else _after_period(book, query, now, beside.umbrella)
    result = coming or found
    card = deadlines_card(book, result, now)
    of_kind = _leading(query, result, is_later=coming is not None)
    above = (
        "" if beside.sent is None else _sent(beside.sent, result, now),
        barred,
        selection_sentence(book, query),
        # What was asked comes before the way: "Welche Frist gilt für 2027?".
        "" if of_kind else certainty(result),
        _way_first(book, query, found),
        remark_on_erasmus(result),
        _month_asked(beside, result),
        # The last sentence leads to the list.
        of_kind or leading(result),
    )
    address = deadline_address(query)
    url = f"{site}{PAGE_PATH}" + (f"?{address}" if address else "")
    card |= {
        "intro": " ".join(filter(None, above)),
        "links": [{"title": text("offers.all_deadlines"), "url": url}] if card["more"] else [],
        "asked": list(asked),
    }
    return OfferedDeadlines(card, _is_anything_over(result, now))


def _found(book: DeadlineBook, query: DeadlineQuery, now: datetime, beside: Beside) -> LookupResult:
    """Return the deadlines that fit, for whoever asks."""
    result = _for_everyone(find_deadlines(book, query, now), beside.umbrella)
    if beside.is_outside_schools:
        result = _without_schools(result)
    return of_schools(result) if is_of_school(query) else result


def _after_period(
    book: DeadlineBook, query: DeadlineQuery, now: datetime, umbrella: str | None
) -> LookupResult | None:
    """Return what comes after a period; of one that is over, what comes from now on."""
    if query.period is None:
        return None
    later = Period(query.period.first, None) if query.period.first else None
    for period in (later, None):
        anyway = replace(query, period=period, mode=Mode.NEXT)
        coming = _for_everyone(find_deadlines(book, anyway, now), umbrella)
        if coming.items:
            # None of these lies in the time that was asked for.
            return replace(coming, query=replace(coming.query, period=None))
    return None


def _leading(query: DeadlineQuery, result: LookupResult, *, is_later: bool) -> str:
    """Return the sentence before the list, empty for the usual one."""
    if is_of_school(query):
        return text("offers.schools_first" if result.items else "offers.schools_elsewhere")
    return text("offers.nothing_in_period") if is_later else ""


def _month_asked(beside: Beside, result: LookupResult) -> str:
    is_open = beside.leaves_month_open and beside.sent is None and bool(result.items)
    return text("offers.which_month") if is_open else ""


def _way_first(book: DeadlineBook, query: DeadlineQuery, result: LookupResult) -> str:
    """Return which way comes before all dates, empty where it is known."""
    if _goes_over_central_body(book, query):
        return text("offers.central_body_first")
    if not _has_unknown_way(result):
        return ""
    is_elsewhere = query.state not in (None, NRW)
    return text("offers.way_first_elsewhere" if is_elsewhere else "offers.way_first")


def doubted_deadlines(
    book: DeadlineBook, query: DeadlineQuery, doubted: DoubtedTime, now: datetime, site: str
) -> OfferedDeadlines:
    """Return the card for ``query`` that begins with yes or no to a day somebody asks back about.

    Where nothing else was asked for, only what the day fits best is shown, if there is any.
    """
    result = _for_everyone(find_deadlines(book, query, now))
    items = fitting_first(doubted, result.items)
    best = doubted.match(items[0]) if items else Match.NONE
    is_open = not (query.programmes or query.countries or query.routes)
    if is_open and best is not Match.NONE:
        items = tuple(item for item in items if doubted.match(item) is best)
    elif is_open and doubted.may_begin:
        items = ()
    result = replace(result, items=items)
    offered = offered_deadlines(book, query, now, site)
    card = deadlines_card(book, result, now)
    said = doubt_words(doubted, result.items)
    kept = {"links": offered.card["links"], "asked": offered.card["asked"]}
    found = text("deadlines.intro_found") if items else ""
    return replace(offered, card={**card, **kept, "intro": f"{said} {found}".rstrip()})


def chosen_deadlines(
    book: DeadlineBook,
    query: DeadlineQuery,
    times: Sequence[DoubtedTime],
    now: datetime,
    site: str,
) -> OfferedDeadlines | None:
    """Return the card for ``query`` that begins with which of several times is one of a deadline.

    None where months or seasons are named in which nothing of it ends: a journey may begin then.
    """
    result = _for_everyone(find_deadlines(book, query, now))
    order = [*Match]
    fits = {i: min(order.index(time.match(i)) for time in times) for i in result.items}
    if not (are_days(times) or any(fit < order.index(Match.NONE) for fit in fits.values())):
        return None
    result = replace(result, items=tuple(sorted(fits, key=lambda item: fits[item])))
    offered = offered_deadlines(book, query, now, site)
    kept = {"links": offered.card["links"], "asked": offered.card["asked"]}
    intro = f"{which_words(times, result.items)} {text('deadlines.intro_found')}"
    card = {**deadlines_card(book, result, now), **kept, "intro": intro}
    return replace(offered, card=card)


def sure_words(card: Card) -> str:
    """Return how many of the deadlines on a card are confirmed, and what to do about the others."""
    items = card["items"]
    sure = sum(item["status"] in _CONFIRMED for item in items)
    key = "sure_none" if not sure else "sure_all" if sure == len(items) else "sure_some"
    return text(f"offers.{key}", sure=sure, all=len(items))


def _sent(day: date, result: LookupResult, now: datetime) -> str:
    # Where the beginning is known, the day is that of the application.
    may_begin = result.query.start is None
    return sending_words(day, result.items, day_in_germany(now), may_begin=may_begin)


def _for_everyone(result: LookupResult, umbrella: str | None = None) -> LookupResult:
    if umbrella is not None:
        own = (i for i in result.items if not _is_of_other_members(i.deadline, umbrella))
        return replace(result, items=tuple(own))
    if Route.CENTRAL_BODY in result.query.routes and result.query.programmes:
        return result
    items = tuple(item for item in result.items if item.deadline.members_of is None)
    # In a period, what is only for members would look like what everybody has to keep.
    return replace(result, items=items) if items or result.query.period else result


def _is_of_other_members(deadline: Deadline, umbrella: str) -> bool:
    return deadline.members_of is not None and not is_for_members(deadline, umbrella)


def _goes_over_central_body(book: DeadlineBook, query: DeadlineQuery) -> bool:
    """Return whether a member of an umbrella body asks for money that its Zentralstelle takes."""
    # Erasmus+ with a country is still applied for at JUGEND für Europa.
    meant = replace(query, countries=()) if query.programmes else query
    return is_with_umbrella(query.routes) and any(
        deadline.route in _WAYS_WITH_OWN_DATES and is_asked_for(deadline.programme, meant)
        for deadline in book.deadlines
    )


def _without_schools(result: LookupResult) -> LookupResult:
    items = tuple(item for item in result.items if item.deadline.formats != SCHOOLS_ALONE)
    return replace(result, items=items) if items else result


def _has_unknown_way(result: LookupResult) -> bool:
    """Return whether the way comes before all dates: those of umbrella or office are not known."""
    query = result.query
    is_plain = query.period is None and query.mode is Mode.ALL and not query.routes
    if not is_plain or len(query.programmes) > 1:
        return False
    return any(
        item.status is Status.UNKNOWN
        and item.deadline.route in _WAYS_WITH_OWN_DATES
        and is_asked_for(item.deadline.programme, query)
        for item in result.items
    )


def _is_anything_over(result: LookupResult, now: datetime) -> bool:
    if len(result.query.programmes) == 1:
        # Nobody can say of a habit whether its last round is over for the person who asks.
        return True
    return any(
        item.status is Status.CLOSED or (item.due is not None and item.due.is_past(now))
        for item in result.items
    )
