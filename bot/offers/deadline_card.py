"""The deadlines card of the conversation: what was selected, what else can be done with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.deadlines.address import PAGE_PATH, deadline_address
from bot.deadlines.cards import deadlines_card
from bot.deadlines.lookup import DeadlineQuery, LookupResult, Mode, find_deadlines
from bot.deadlines.models import Route, Status
from bot.deadlines.parsing import DeadlineBook
from bot.knowledge.cards import Card
from bot.offers.excluded import without_excluded
from bot.offers.selection import selection_sentence
from bot.texts import text


@dataclass(frozen=True)
class OfferedDeadlines:
    """The card, and whether something in it is over, so that the question is what is left."""

    card: Card
    is_anything_over: bool


def offered_deadlines(
    book: DeadlineBook, query: DeadlineQuery, now: datetime, site: str
) -> OfferedDeadlines:
    """Return the card for ``query`` at ``now`` (aware); ``site`` goes before our pages.

    Rules for the members of one umbrella body are left out unless the way over one is meant.
    Where nothing falls into a period, the card says so and tells what comes next. ``asked`` holds
    the programmes that were asked for by name: what is counted for the office.
    """
    asked = query.programmes
    query, barred = without_excluded(book, query)
    result = _for_everyone(find_deadlines(book, query, now))
    told = " ".join(filter(None, (barred, selection_sentence(book, query))))
    intro = None
    if query.period is not None and not result.items:
        anyway = replace(query, period=None, mode=Mode.NEXT)
        coming = _for_everyone(find_deadlines(book, anyway, now))
        if coming.items:
            result, intro = coming, text("offers.nothing_in_period")
    card = deadlines_card(book, result, now)
    address = deadline_address(query)
    url = f"{site}{PAGE_PATH}" + (f"?{address}" if address else "")
    card |= {
        "intro": " ".join(filter(None, (told, intro or card["intro"]))),
        "links": [{"title": text("offers.all_deadlines"), "url": url}] if card["more"] else [],
        "asked": list(asked),
    }
    return OfferedDeadlines(card, _is_anything_over(result, now))


def _for_everyone(result: LookupResult) -> LookupResult:
    if Route.CENTRAL_BODY in result.query.routes:
        return result
    items = tuple(item for item in result.items if item.deadline.members_of is None)
    # In a period, what is only for members would look like what everybody has to keep.
    return replace(result, items=items) if items or result.query.period else result


def _is_anything_over(result: LookupResult, now: datetime) -> bool:
    if len(result.query.programmes) == 1:
        # Nobody can say of a habit whether its last round is over for the person who asks.
        return True
    return any(
        item.status is Status.CLOSED or (item.due is not None and item.due.is_past(now))
        for item in result.items
    )
