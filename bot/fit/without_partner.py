"""Programmes for journeys without a partner group: trips to memorials, and single persons."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogue.situations.partner import names_partner
from bot.fit.case import Case
from bot.fit.result import Verdict
from bot.fit.service import FitService
from bot.fit.told.reading import Message
from bot.programmes.models import State

MEMORIAL_TRIP = "gedenkstaette"
"""The format of trips to memorials."""
# How a single person goes abroad for some months.
_SERVICE = "freiwilligendienst"


def goes_alone(message: Message) -> bool:
    """Say whether a message tells of a memorial trip and of no partner for it."""
    return MEMORIAL_TRIP in message.values("format") and not names_partner(message.text)


def memorial_programmes(fit: FitService) -> tuple[str, ...]:
    """Return the programmes that may pay for a memorial trip without a partner."""
    return _possible(fit, Case(format=MEMORIAL_TRIP), State.OPEN)


def single_programmes(fit: FitService, countries: Sequence[str]) -> tuple[str, ...]:
    """Return the programmes that send one young person to one of the countries, or anywhere."""
    # Whether weltwärts takes applications is not known for sure: its people do.
    plan = Case(format=_SERVICE, countries=tuple(countries))
    return _possible(fit, plan, State.OPEN, State.UNKNOWN)


def _possible(fit: FitService, plan: Case, *states: State) -> tuple[str, ...]:
    return tuple(
        item.sheet.id
        for item in fit.check(plan).programmes
        if item.verdict is not Verdict.FITS_NOT and item.sheet.state in states
    )
