"""Sorts the sheets by whom they are for, so that a list of all is readable."""

from __future__ import annotations

from enum import Enum

from bot.deadlines.office.parsing import DeadlineBook
from bot.programmes.book import ProgrammeBook
from bot.programmes.models import Aspect, Sheet, State
from bot.programmes.values import Kinds

_FOR_ONE_PERSON = frozenset({"einzelreise", "freiwilligendienst"})


class Group(Enum):
    """Whom a programme is for, in the order of a list."""

    MANY_COUNTRIES = "many_countries"
    SOME_COUNTRIES = "some_countries"
    OTHERS = "others"
    SINGLE_PERSONS = "single_persons"
    PAST = "past"


def grouped(book: ProgrammeBook, deadline_book: DeadlineBook) -> list[tuple[Group, list[Sheet]]]:
    """Return the groups that have sheets, each with its sheets by short name."""
    groups: dict[Group, list[Sheet]] = {group: [] for group in Group}
    for sheet in book.all():
        groups[_group(sheet, deadline_book)].append(sheet)
    return [(group, sheets) for group, sheets in groups.items() if sheets]


def _group(sheet: Sheet, deadline_book: DeadlineBook) -> Group:
    if sheet.state in (State.ENDED, State.REPLACED):
        return Group.PAST
    values = [fact.value for fact in sheet.about(Aspect.FORMATS)]
    kinds = {kind for value in values if isinstance(value, Kinds) for kind in value.kinds}
    if kinds and kinds <= _FOR_ONE_PERSON:
        return Group.SINGLE_PERSONS
    for programme in deadline_book.programmes:
        if programme.id == sheet.id and programme.any_country:
            return Group.MANY_COUNTRIES
        if programme.id == sheet.id and programme.countries:
            return Group.SOME_COUNTRIES
    return Group.OTHERS
