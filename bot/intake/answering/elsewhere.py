"""Answers that belong to another question: "Herbst 2027" where the organisation was asked for.

Whoever types fast answers the next question, or the one before. Such an answer is kept where it
belongs, and the open question is asked once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.clock import day_in_germany
from bot.deadlines.asked.dates import DateSpan, find_dates
from bot.fit.told.reading import Message
from bot.intake.plan.fitting import is_body, is_funder, is_house, is_school, is_short_body
from bot.intake.request.contact import Contact, contact_spans, found_contact, written
from bot.intake.who.bodies import body_told, is_described
from bot.intake.who.body_headings import body_alone
from bot.intake.who.introduction import without_contact
from bot.intake.words import phrases
from bot.privacy.patterns import Kind
from bot.texts import text
from bot.words.phrases import has_any, spaced

# "August" and "Paris" may be how somebody is called, "Sommer 2027" and "Polen" are not.
_NO_NAMES = frozenset({"contact", "period", "group", "format"})
_TIMES = frozenset({"period", "wanted_times"})
_NEVER_AN_ORGANISATION = frozenset(
    {"format", "partner_country", "period", "group", "contact", "wanted_times"}
)
# A school abroad may be the partner, or what is planned.
_NEVER_A_SCHOOL = _NEVER_AN_ORGANISATION - {"format", "partner_country"}
_MOST_WORDS_OF_SLIP = 3
_IN_NUMBERS = frozenset({"period", "group", "contact", "wanted_times"})
_QUANTITIES = frozenset({"country", "format", "group_size", "age", "duration"})
_PLACES = frozenset({"region", "LOC"})
_DIGIT = re.compile(r"[0-9]")
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")


@dataclass(frozen=True)
class Elsewhere:
    """What a message tells of other fields; nothing of it is an answer to the open question.

    No ``values`` mean that what was told was taken out of the message before we saw it.
    """

    values: Mapping[str, Any]


def read_elsewhere(
    asked: str, message: Message, named: Mapping[str, str], before: Contact, now: datetime
) -> Elsewhere | None:
    """Return what belongs to other fields, None if something may answer the field ``asked``.

    ``named`` are the fields that stand clearly in the message, ``before`` the contact so far.
    """
    said = message.text
    dates = find_dates(said, now)
    # "info@sportverein-essen.de" names no body.
    plain = without_contact(said, day_in_germany(now))
    if asked == "contact" and "@" in written(said):
        # "rosa(at)theater-unna" is meant as an address, and names no place.
        return None
    if asked == "organisation" and (is_body(plain) or is_house(plain)):
        # "Stadtjugendring Siegen, Mail: …" may look like a town and a way of contact.
        return None
    contact = found_contact(said, day_in_germany(now))
    if _rest(message, "place" in named, dates, now):
        is_reached = asked == "contact" and contact.is_known
        body = None if is_reached else _organisation(asked, plain, named, dates)
        if body is None or not contact.is_known:
            return body
        # "Jugendhaus Nord, 0221 …"
        return Elsewhere({**body.values, "contact": before.joined_with(contact).as_dict()})
    is_time = asked == "period" or (asked == "wanted_times" and not _is_season(dates))
    is_how_long = asked == "period" and message.has("duration")
    is_answered = asked in named or (is_time and bool(dates)) or is_how_long
    if is_answered or (asked == "contact" and contact.is_known):
        return None
    others: dict[str, Any] = dict(named)
    if contact.is_known:
        others["contact"] = before.joined_with(contact).as_dict()
    if dates and "period" not in named and not is_time:
        others[_field_of_times(said, dates)] = ", ".join(span.text for span in dates)
    # A town hall may look like a place and nothing else: "Jugendclub am Ring, Dortmund".
    body = _organisation(asked, plain, named, dates)
    others.update({} if body is None else body.values)
    allowed = _allowed(asked, said, named)
    others = {name: value for name, value in others.items() if allowed is None or name in allowed}
    return Elsewhere(others) if others or _is_masked(said) else None


def is_bare_number(asked: str, said: str) -> bool:
    """Say whether an answer of numbers alone, "14 bis 17", is no answer to the field ``asked``."""
    words_beside = spaced(said).split()
    is_number = all(word.isdigit() or word in phrases("between_numbers") for word in words_beside)
    return asked not in _IN_NUMBERS and is_number


def _allowed(asked: str, said: str, named: Mapping[str, str]) -> frozenset[str] | None:
    """Return the other fields that an answer may belong to; None for all."""
    is_sentence = len(said.split()) > _MOST_WORDS_OF_SLIP
    if asked == "topic" or (asked == "description" and is_sentence):
        # These may be anything, but for an address or a number and nothing else.
        return frozenset({"contact"})
    if asked != "name":
        return None
    if said.strip(" .!") == named.get("partner_country"):
        return frozenset({"partner_country"})
    is_no_name = _DIGIT.search(said) or "@" in said or "format" in named
    return _NO_NAMES if is_no_name else frozenset()


def _field_of_times(said: str, dates: Iterable[DateSpan]) -> str:
    """Return where times belong: "Mo bis Mi vormittags" is when to call, not when to travel."""
    is_talk = has_any(spaced(said), phrases("talk_times")) and _is_of_no_month(dates)
    return "wanted_times" if is_talk else "period"


def _is_season(dates: Iterable[DateSpan]) -> bool:
    """Say whether only a month or a season of some year is named: no time for a talk."""
    return all(not span.names_days and _YEAR.search(span.text) for span in dates)


def _is_of_no_month(dates: Iterable[DateSpan]) -> bool:
    """Say whether neither month nor year is named."""
    return not any(_YEAR.search(d.text) or has_any(spaced(d.text), phrases("times")) for d in dates)


def _rest(message: Message, has_place: bool, dates: Iterable[DateSpan], now: datetime) -> bool:
    """Say whether words are left beside names, quantities, dates, addresses and fillers."""
    said = message.text
    spans = [(span.start, span.end) for span in dates]
    spans += contact_spans(said, day_in_germany(now))
    kinds = _QUANTITIES | (_PLACES if has_place else frozenset())
    for entity in message.entities:
        place = said.find(entity.text) if entity.text and entity.name in kinds else -1
        if place >= 0:
            spans.append((place, place + len(entity.text)))
    left = "".join(
        " " if any(start <= place < end for start, end in spans) else char
        for place, char in enumerate(_unmasked(said))
    )
    fillers = phrases("beside_answers")
    return any(word not in fillers for word in spaced(left).split())


def _organisation(
    asked: str, said: str, named: Mapping[str, str], dates: list[DateSpan]
) -> Elsewhere | None:
    """Return the organisation where a journey was asked for, and only a body is named."""
    if asked == "description":
        # More about the subject may begin with a body, but it is more than that.
        body = body_alone(said)
        return None if body is None else Elsewhere({"organisation": body})
    if asked not in _NEVER_AN_ORGANISATION or asked in named or (dates and asked in _TIMES):
        return None
    told = spaced(said)
    if told.split()[:1] == [*phrases("private")]:
        # As the question for the body says, for whoever asks for themselves.
        return Elsewhere({"organisation": said.split()[0].strip(",.").lower()})
    if is_funder(said) and body_told(said) is None:
        return None
    # "Gymnasium in Lyon" is the partner, "Gesamtschule Langerfeld" who writes.
    is_own = asked in _NEVER_A_SCHOOL or (asked == "format" and " in " not in told)
    is_named_school = is_own and is_school(said)
    if not (is_named_school or is_short_body(said)) or has_any(told, phrases("no_organisation")):
        return None
    body = " ".join((body_told(said) or said).split())
    # "Ein kleiner Verein" is still to be asked for its name.
    return None if is_described(body) else Elsewhere({"organisation": body})


def _masks() -> tuple[str, ...]:
    return tuple(text(f"privacy.mask_{kind.value}") for kind in Kind)


def _is_masked(said: str) -> bool:
    return any(mask in said for mask in _masks())


def _unmasked(said: str) -> str:
    """Return the text with blanks where the gateway has taken out something personal."""
    for mask in _masks():
        said = said.replace(mask, " " * len(mask))
    return said
