"""Programmes that were asked for although they do not pay for the country that was named."""

from __future__ import annotations

from dataclasses import replace

from bot.deadlines.lookup import DeadlineQuery
from bot.deadlines.office.parsing import DeadlineBook
from bot.fit.countries import country_names
from bot.offers.late import own_programmes
from bot.texts import text


def without_excluded(book: DeadlineBook, query: DeadlineQuery) -> tuple[DeadlineQuery, str]:
    """Return the query without programmes that leave its countries out, and what is said of it.

    Where no programme is left, those made for the countries take their place. The sentence is
    empty where nothing was left out.
    """
    asked = set(query.countries)
    excluded = [
        programme
        for programme in book.programmes
        if programme.id in query.programmes and asked & set(programme.excluded_countries)
    ]
    if not excluded:
        return query, ""
    names = {programme.id for programme in excluded}
    kept = tuple(name for name in query.programmes if name not in names)
    countries = sorted({c for p in excluded for c in asked & set(p.excluded_countries)})
    own = own_programmes(book, countries)
    told = text(
        "offers.excluded" if own else "offers.excluded_alone",
        programmes=text("fit.and_more").join(programme.name for programme in excluded),
        countries=country_names(tuple(countries)),
        own=text("fit.and_more").join(p.name for p in book.programmes if p.id in own),
    )
    return replace(query, programmes=kept or own), told
