"""What stands in a message, whatever was asked: the fields of a plan, a place, a way of contact."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.clock import day_in_germany
from bot.consultations.checks import FieldProblem
from bot.fit.query import SeatFinder
from bot.fit.told.answers import case_from
from bot.fit.told.reading import Message, read_asked, read_named
from bot.intake.plan.countries import joined_countries
from bot.intake.plan.fitting import is_body, is_school, tells_when
from bot.intake.plan.partners import with_partners_only
from bot.intake.plan.years import with_alternatives, with_full_years, with_length
from bot.intake.replies import Heard
from bot.intake.request.contact import Contact, contact_spans, read_contact
from bot.intake.request.sheet import OPEN, PLAN, Sheet, contact_of, known
from bot.intake.request.wording import plan_values, with_period_before
from bot.intake.who.introduction import introduced, without_contact
from bot.intake.words import phrases
from bot.words.phrases import has_any, spaced

_PLACE_WORDS = 6
_ORIGIN = re.compile(r"\b(?:aus|in)\s+([\w-]+)\W*\Z", re.IGNORECASE)
_BEFORE_PLACE = re.compile(r"\A(?:aus|in|bei)\s+", re.IGNORECASE)
_APART = r"(?:,|\b(?:in|aus|bei)\b)\s*{}"


@dataclass(frozen=True)
class Grasp:
    """Finds what messages tell; ``find_seat`` knows places, ``now`` is aware."""

    find_seat: SeatFinder
    now: datetime

    def named(self, message: Message) -> dict[str, str]:
        """Return the fields that stand clearly in any message, whatever was asked."""
        message = self._without_contact(with_partners_only(message))
        message = Message(with_full_years(message.text, self.now), message.entities)
        case = case_from(read_named(message, self.find_seat, self.now), self.find_seat)
        values = plan_values(case)
        if tells_when(message.text) and not message.has("group_size"):
            # "Mo-Mi ab 10" is a time to talk, and nobody's age.
            values.pop("group", None)
        if is_body(values.get("place", "")):
            # "Kreisjugendring Lippe" may look like a town.
            del values["place"]
        if "place" in values:
            values["place"] = _plain_place(values["place"])
        if case.start is None:
            # "10 Tage" alone does not tell when: that is still to be asked.
            values.pop("period", None)
        elif case.end is None:
            # "Sommer 2027" tells more than the first day that we can count.
            told = with_alternatives(message.text, case.start, self.now)
            values["period"] = values["period"] if told is None else with_length(told, message)
        return values

    def named_beside(self, message: Message, sheet: Sheet) -> dict[str, str]:
        """Return the fields that stand clearly in a message, with what was told of them before."""
        values = with_period_before(self.named(message), sheet)
        if "partner_country" in values:
            before, now = known(sheet, "partner_country"), values["partner_country"]
            values["partner_country"] = joined_countries(before, now, message.text)
        return values

    def understands(self, asked: str, heard: Heard) -> bool:
        """Say whether the message holds an answer to a question about the journey."""
        return bool(self.answers(asked, heard))

    def answers(self, asked: str, heard: Heard) -> dict[str, str]:
        """Return the answers to a field as the Passt-das-Check reads them."""
        twins = ("group", "age") if asked == "group" else (_FIT_NAMES.get(asked, asked),)
        message = with_partners_only(heard.message)
        found = {t: read_asked(t, message, self.find_seat, self.now) for t in twins}
        return {twin: said for twin, said in found.items() if said is not None and said != OPEN}

    def told_of_plan(self, field: str, heard: Heard, whole: str = "") -> dict[str, str]:
        """Return the value of a field about the journey that stands in a message, if there is.

        ``whole`` is what the message is a part of.
        """
        told = self.answers(field, heard) if field in PLAN else {}
        if told.get("group") == told.get("age"):
            # One bare number is how many they are, unless it is called otherwise.
            told.pop(
                "group" if has_any(spaced(whole or heard.text), phrases("age")) else "age", None
            )
        values = plan_values(case_from(told, self.find_seat))
        return {field: values[field]} if field in values else {}

    def contact(self, heard: Heard) -> Contact | FieldProblem:
        """Return the ways of contact in an answer, or what is wrong with it."""
        return read_contact(heard.text, day_in_germany(self.now))

    def place(self, heard: Heard) -> str | None:
        """Return the place that a short message names."""
        if len(heard.text.split()) > _PLACE_WORDS:
            return None
        message = self._without_contact(heard.message)
        place = read_asked("seat", message, self.find_seat, self.now)
        return None if place in (None, OPEN) else _plain_place(str(place))

    def place_of_body(self, heard: Heard, before: str) -> str | None:
        """Return the place that is told with a body, None where ``before`` holds on.

        "Kletterverein Siegerland" is a name; "Kletterverein, Köln" tells another place.
        """
        place = self.place(heard) or self._origin(heard.text)
        if place is not None and (is_body(place) or is_school(place)):
            return None
        if place is None or not before:
            return place
        stands_apart = re.search(_APART.format(re.escape(place)), heard.text, re.IGNORECASE)
        is_known = self.find_seat(place).state is not None
        return place if stands_apart and is_known else None

    def _without_contact(self, message: Message) -> Message:
        """Return the message without names in an address: "info@sportverein-essen.de"."""
        spans = contact_spans(message.text, day_in_germany(self.now))
        if not spans:
            return message
        found = " ".join(message.text[start:end] for start, end in spans)
        left = tuple(e for e in message.entities if not e.text or e.text not in found)
        return Message(without_contact(message.text, day_in_germany(self.now)), left)

    def _origin(self, said: str) -> str | None:
        """Return the known place of a sentence: "mein Verein heißt … und wir sind aus Hamm"."""
        found = _ORIGIN.search(said)
        place = None if found is None else _plain_place(found[1])
        return place if place and self.find_seat(place).state is not None else None

    def introduced(self, said: str, sheet: Sheet) -> dict[str, Any]:
        """Return what a subject tells by the way of who writes and how to reach them."""
        found = introduced(said, day_in_germany(self.now))
        if "contact" in found:
            joined = contact_of(sheet).joined_with(Contact.from_dict(found["contact"]))
            found["contact"] = joined.as_dict()
        return {f: v for f, v in found.items() if f == "contact" or sheet.get(f) is None}


def _plain_place(place: str) -> str:
    """Return a place without the word before it: "aus hamm" is Hamm."""
    plain = _BEFORE_PLACE.sub("", place)
    return plain.title() if plain.islower() else plain


_FIT_NAMES = {"partner_country": "country"}
