"""The answers that the chat offers as buttons, question by question."""

from __future__ import annotations

from bot.fit.case import FORMATS, ORGANISATIONS
from bot.fit.countries import FREQUENT, country_name
from bot.fit.query import NO, YES
from bot.fit.told.answers import OPEN
from bot.texts import text

_AGES = ("12-17", "14-17", "16-21", "18-26")
_GROUPS = (8, 12, 15, 20, 30)
_DAYS = (5, 7, 10, 14)
# More buttons than this hide the question on a phone; everything else can be typed.
_MOST_FORMATS = 6


def choices(question: str) -> list[tuple[str, str]]:
    """Return (title, answer) of each button; the last one is always "not known yet"."""
    return [*_known_choices(question), (text("fit.button_open"), OPEN)]


def _known_choices(question: str) -> list[tuple[str, str]]:
    if question == "country":
        return [(country_name(code), code) for code in FREQUENT]
    if question == "format":
        return [(text(f"fit.format_{name}"), name) for name in FORMATS[:_MOST_FORMATS]]
    if question == "age":
        return [(text("fit.button_age", ages=age.replace("-", "–")), age) for age in _AGES]
    if question == "group":
        return [(text("fit.button_group", number=number), str(number)) for number in _GROUPS]
    if question == "days":
        return [(text("fit.button_days", number=days), str(days)) for days in _DAYS]
    if question == "organisation":
        return [(text(f"fit.organisation_{name}"), name) for name in ORGANISATIONS]
    if question == "umbrella":
        return [(text("fit.button_yes"), YES), (text("fit.button_no"), NO)]
    return []
