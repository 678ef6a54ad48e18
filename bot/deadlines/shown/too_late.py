"""Too late – what now? The next round, left-over money, what is running, what else may fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.deadlines.lookup import DeadlineQuery, Found, Mode, find_deadlines
from bot.deadlines.models import BeforeStartRule, LateChance, Programme, RollingRule, Status
from bot.deadlines.office.parsing import DeadlineBook
from bot.deadlines.order import USUAL_FORMAT
from bot.deadlines.query import is_way_sure
from bot.deadlines.shown.fact_items import deadline_fact
from bot.knowledge.shown.cards import Card
from bot.knowledge.shown.fact_cards import FactItem, FactSection, fact_item, facts_card
from bot.texts import text

MOST_OTHERS = 4
_ADVICE_TOPIC = "frist_verpasst_kurzfristig"


class UnknownProgrammeError(KeyError):
    """The deadline book has no such programme."""


@dataclass(frozen=True)
class TooLate:
    """What is left after a deadline of ``programme``.

    ``next_rounds`` and ``always`` are its own deadlines, ``late`` is what the office knows about
    applying late. ``running`` and ``coming`` belong to other programmes that may fit.
    """

    programme: Programme
    query: DeadlineQuery
    next_rounds: tuple[Found, ...]
    always: tuple[Found, ...]
    late: tuple[LateChance, ...]
    running: tuple[Found, ...]
    coming: tuple[Found, ...]


def too_late(
    book: DeadlineBook,
    programme_id: str,
    now: datetime,
    *,
    countries: Sequence[str] = (),
    formats: Sequence[str] = (),
    fitting: Sequence[str] | None = None,
    state: str | None = None,
) -> TooLate:
    """Return what is left at ``now`` (aware).

    ``countries`` and ``formats`` are those of the plan, by default those of the programme;
    ``fitting`` are the ids of programmes known to fit, where that has been checked (bot.fit).

    Raises:
        UnknownProgrammeError: there is no such programme.
    """
    programme = next((p for p in book.programmes if p.id == programme_id), None)
    if programme is None:
        raise UnknownProgrammeError(programme_id)
    wanted = tuple(formats)
    own = find_deadlines(book, DeadlineQuery((programme_id,), formats=wanted), now).items
    own = tuple(item for item in own if item.deadline.members_of is None)
    asked = tuple(countries) or programme.countries
    own_formats = tuple(dict.fromkeys(n for item in own for n in item.deadline.formats))
    # Who missed the deadline of an exchange looks for money for one, and not for a grant abroad.
    usual = (USUAL_FORMAT,) if USUAL_FORMAT in own_formats else own_formats
    formats_told = wanted or usual
    others = _others(book, programme, asked, formats_told) if fitting is None else fitting
    query = DeadlineQuery(
        tuple(other for other in others if other != programme_id), formats=formats_told, state=state
    )
    running = _of_others(book, query, Mode.RUNNING, now)
    told = {item.deadline.programme.id for item in running}
    coming = _of_others(book, query, Mode.NEXT, now)
    return TooLate(
        programme=programme,
        query=query,
        next_rounds=tuple(item for item in own if item.due is not None and not _is_always(item)),
        always=tuple(item for item in own if _is_always(item)),
        late=programme.late,
        running=running[:MOST_OTHERS],
        coming=tuple(i for i in coming if i.deadline.programme.id not in told)[:MOST_OTHERS],
    )


def too_late_card(found: TooLate, book: DeadlineBook, now: datetime, *, site: str = "") -> Card:
    """Return the ``facts`` card; ``site`` is the public address before our pages."""
    hosts = book.primary_hosts
    own, none_named = DeadlineQuery((found.programme.id,)), DeadlineQuery()

    def items(deadlines: Sequence[Found], query: DeadlineQuery) -> list[FactItem]:
        is_other = query is not own
        return [deadline_fact(i, query, hosts, now, names_programme=is_other) for i in deadlines]

    late = [
        fact_item(chance.text, sources=chance.sources, checked_on=chance.checked_on)
        for chance in found.late
    ]
    ask = found.programme.ask
    next_items = items(found.next_rounds, own)
    if not next_items:
        unknown = text("too_late.no_next_round", ask=ask.name)
        next_items = [fact_item(unknown, status="unknown")]
    sections = [
        _section("next_round", next_items),
        _section("left_over", late or [fact_item(text("too_late.ask_left_over", ask=ask.name))]),
        # A lead time is over for one beginning and not for a later one; it is no "any time".
        _section("later_start", items([i for i in found.always if _is_lead(i)], own)),
        _section("always", items([i for i in found.always if not _is_lead(i)], own)),
        _section("running", items(found.running, none_named)),
        _section("coming", items(found.coming, none_named)),
    ]
    links = [
        (text("too_late.link_body", ask=ask.name), ask.url),
        (text("too_late.link_advice"), f"{site}/fragen/{_ADVICE_TOPIC}"),
        (text("too_late.link_fit"), f"{site}/passt-das"),
    ]
    return facts_card(
        text("too_late.title", programme=found.programme.name),
        [section for section in sections if section["items"]],
        intro=text("too_late.intro"),
        links=links,
    )


def _section(key: str, items: list[FactItem]) -> FactSection:
    return {"title": text(f"too_late.section_{key}"), "items": items}


def _is_lead(item: Found) -> bool:
    """Say whether a deadline counts back from the start: another start makes another deadline."""
    return isinstance(item.deadline.rule, BeforeStartRule)


def _is_always(item: Found) -> bool:
    return isinstance(item.deadline.rule, RollingRule | BeforeStartRule)


def _of_others(
    book: DeadlineBook, query: DeadlineQuery, mode: Mode, now: datetime
) -> tuple[Found, ...]:
    if not query.programmes:
        return ()
    single = {
        other: find_deadlines(
            book, DeadlineQuery((other,), formats=query.formats, state=query.state, mode=mode), now
        )
        for other in query.programmes
    }
    # Where nothing is running, the look-up offers what comes next; here that has its own place.
    found = [
        item
        for result in single.values()
        if result.outcome.value == mode.value
        for item in result.items
        if item.deadline.members_of is None and item.status is not Status.CLOSED
        # A look-up that finds nothing of the kind tells of other kinds; here they would mislead.
        if _is_of_kind(item, query.formats)
        if mode is not Mode.NEXT or (item.due is not None and not _is_always(item))
    ]
    if mode is Mode.NEXT:
        nothing = DeadlineQuery()
        found.sort(
            key=lambda item: (
                not is_way_sure(item.deadline, nothing),
                item.due.first if item.due else now.date(),
            )
        )
    return tuple(found)


def _is_of_kind(item: Found, formats: Sequence[str]) -> bool:
    own = item.deadline.formats
    return not formats or not own or not set(own).isdisjoint(formats)


def _others(
    book: DeadlineBook, programme: Programme, countries: Sequence[str], formats: Sequence[str]
) -> list[str]:
    """Return the programmes for the same countries and formats, the country's own first."""
    asked = set(countries)
    own = [p.id for p in book.programmes if asked & set(p.countries)]
    general = [
        p.id for p in book.programmes if p.any_country and not asked & set(p.excluded_countries)
    ]
    if not asked and not programme.any_country:
        general = [p.id for p in book.programmes if not p.countries and not p.any_country]
    offered = {
        d.programme.id
        for d in book.deadlines
        if not formats or not d.formats or set(d.formats) & set(formats)
    }
    return [p for p in dict.fromkeys((*own, *general)) if p in offered]
