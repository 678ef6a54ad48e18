"""What has to be known first about a programme with some countries, before any date of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.deadlines.models import Caution, Deadline
from bot.knowledge.entry import Source
from bot.texts import text


def caution_words(deadline: Deadline, countries: Sequence[str]) -> str:
    """Return what holds for the programme with the countries asked for; empty for most."""
    return " ".join(caution.text for caution in _meant(deadline, countries))


def sources_for(deadline: Deadline, countries: Sequence[str]) -> tuple[Source, ...]:
    """Return the sources of a deadline and of what is said of the countries beside it."""
    told = (source for caution in _meant(deadline, countries) for source in caution.sources)
    return tuple(dict.fromkeys((*deadline.sources, *told)))


def _meant(deadline: Deadline, countries: Sequence[str]) -> Iterator[Caution]:
    asked = set(countries)
    return (c for c in deadline.programme.cautions if asked & set(c.countries))


def after_programme_words(deadline: Deadline) -> str:
    """Return that a programme ends before the time asked for, and whom to ask; empty for others."""
    until = deadline.programme.runs_until
    name, ask = deadline.programme.name, deadline.ask.name
    if until is None:
        return ""
    return text("deadlines.when_after_programme", programme=name, year=until.year, ask=ask)
