"""What a message tells of a plan, for answers about money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions import wiring
from bot.dialogue.context import Meant
from bot.dialogue.situations.funding import funding_topic
from bot.dialogue.situations.partner import names_partner
from bot.fit.case import Case
from bot.fit.shown.verdict import barred_programmes
from bot.fit.told.answers import case_from
from bot.fit.told.reading import Message, read_named
from bot.fit.without_partner import MEMORIAL_TRIP
from bot.knowledge.files.problems import ProblemsError
from bot.places.models import Place

# What a group that only names a country most likely plans; the card says so.
_USUAL_FORMAT = "jugendbegegnung"


def told_plan(message: Message, meant: Meant) -> Case:
    """Return as much of a plan as a message tells, for the countries that are meant."""
    fit = wiring.fit()
    case = case_from(read_named(message, fit.find_seat, fit.now()), fit.find_seat)
    return replace(case, countries=meant.countries)


def likely_plan(
    message: Message, meant: Meant, places: Sequence[Place], format_told: str | None = None
) -> Case:
    """Return the plan that a message tells, with what most groups plan where no format was told.

    ``format_told`` is the one that the talk has told.
    """
    case = told_plan(message, meant)
    seat = case.seat
    if seat is None and places:
        seat = wiring.fit().find_seat(places[0].name)
    # Whoever goes to a memorial in Poland without a partner plans nothing with Poland.
    is_alone = case.format == MEMORIAL_TRIP and not names_partner(message.text)
    countries = () if is_alone else case.countries
    kind = case.format or format_told or _USUAL_FORMAT
    return replace(case, countries=countries, format=kind, seat=seat)


def barred(message: Message, meant: Meant) -> tuple[str, ...]:
    """Return the programmes meant that pay neither for the countries nor for the applicant.

    While a file has never been usable, nobody can say: none.
    """
    if not meant.programmes:
        return ()
    try:
        plan = told_plan(message, meant)
        if not (plan.countries or plan.organisation):
            return ()
        checked = wiring.fit().check(plan, meant.programmes)
        return barred_programmes(checked, meant.programmes)
    except ProblemsError:
        return ()


def money_topic(meant: Meant) -> str:
    """Return the topic of who pays for the programmes or countries meant."""
    programmes = wiring.deadlines().current().programmes
    topics = (p.topic for p in programmes if p.id in meant.programmes)
    return next(filter(None, topics), None) or funding_topic(meant.countries)
