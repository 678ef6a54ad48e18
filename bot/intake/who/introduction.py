"""What a sentence tells by the way of who writes: body, name, when and how to be reached."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Any

from bot.dialogue.wishes.plea import tells_free_time
from bot.intake.plan.fitting import (
    has_part,
    is_short_body,
    tells_when,
    without_greeting,
)
from bot.intake.request.contact import contact_spans, found_contact
from bot.intake.who.bodies import body_of, clauses_of, is_called, is_described
from bot.intake.who.people import CAPITAL_WORD, name_alone, name_told
from bot.intake.words import phrases
from bot.words.phrases import has_any, spaced

_ENDS = frozenset(".!?;:")
_BRACKETS = re.compile(r"\s*\(([^()]{2,80})\)")
_CAPITALS = re.compile(rf"{CAPITAL_WORD}(?: {CAPITAL_WORD})+")


def introduced(said: str, today: date) -> dict[str, Any]:
    """Return ``organisation``, ``name``, ``wanted_times`` and ``contact`` that stand in a text."""
    contact = found_contact(said, today)
    told = without_contact(said, today)
    clauses = clauses_of(told)
    found: dict[str, Any] = {
        "organisation": _own_body(told),
        "name": name_told(told)
        or _name_of_address(told, contact.email)
        or (_closing_name(clauses) if contact.is_known else None),
        "wanted_times": _times(clauses) if any(map(_is_time_of_own, clauses)) else None,
        "contact": contact.as_dict() if contact.is_known else None,
    }
    return {field: value for field, value in found.items() if value}


def beside_contact(rest: str) -> dict[str, str]:
    """Return ``name`` and ``wanted_times`` beside a number: "Frau Meier, 02306 1234, abends"."""
    clauses = list(filter(None, clauses_of(rest)))
    found = {
        "name": next(filter(None, map(name_alone, clauses)), None),
        "wanted_times": ", ".join(filter(_may_be_when, clauses)),
    }
    return {field: value for field, value in found.items() if value}


def without_contact(said: str, today: date) -> str:
    """Return a text without the addresses and numbers in it, that have their own field."""
    for start, end in reversed(_joined(said, contact_spans(said, today))):
        before = _label_of_way().sub("", said[:start].rstrip())
        after = said[end:].lstrip(" ,")
        said = before.rstrip() + ("" if after[:1] in _ENDS else " ") + after
    return said.strip(" ,")


def plain_beside(rest: str) -> str:
    """Return what stands beside a way of contact without the words that hang on it.

    "Jonas Pohl und meine Nummer ist" is Jonas Pohl, "Jugendhaus Hagen, erreichbar über" the house.
    """
    spoken = rest.split()
    while spoken and spaced(spoken[-1]).strip() in ("", *phrases("hangs_on_way")):
        spoken.pop()
    while spoken and spaced(spoken[0]).strip() in ("", *phrases("hangs_behind_way")):
        spoken.pop(0)
    return " ".join(spoken).rstrip(",;:")


def _joined(said: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans, those with nothing but "oder" between them as one."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        between = spaced(said[joined[-1][1] : start]).split() if joined else None
        if between is not None and set(between) <= {*phrases("between_ways")}:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def subject_in(said: str) -> str:
    """Return a text from where it tells what it is about, after a greeting and an introduction."""
    match = _begin_of_subject().search(said)
    return said if match is None else said[match.start(match.lastgroup or 0) :]


def _name_of_address(told: str, email: str | None) -> str | None:
    """Return the words that an address is made of: "Lea Muster" beside "lea.muster@…"."""
    parts = set(spaced((email or "").partition("@")[0].replace("_", " ")).split())
    runs = (match[0] for match in _CAPITALS.finditer(told))
    spoken = (run for run in runs if set(spaced(run).split()) <= parts)
    return next((run for run in spoken if len(run.split()) > 1), None)


def _own_body(told: str) -> str | None:
    body = body_of(clauses_of(_BRACKETS.sub("", told)))
    named = body if body is not None and is_called(body) else _body_in_brackets(told) or body
    return named if named is not None and (is_called(named) or not is_described(named)) else None


def _body_in_brackets(told: str) -> str | None:
    """Return the name behind a description: "wir sind ein Verein aus Unna (Elternverein Unna)".

    Brackets behind others name those: "unsere Partner (Sportverein Krakau)".
    """
    no_bodies = (*phrases("no_organisation"), *phrases("without"))
    for match in _BRACKETS.finditer(told):
        body = match[1].strip()
        is_own = _tells_of_oneself(clauses_of(told[: match.start()])[-1])
        if is_own and is_short_body(body) and not has_any(spaced(body), no_bodies):
            return body
    return None


def _tells_of_oneself(before: str) -> bool:
    """Say whether the words before brackets are about who writes, and about nobody else."""
    said = spaced(before)
    is_own = has_any(said, phrases("tells_of_oneself")) or (
        said.strip() in phrases("before_own_brackets")
    )
    return is_own and not has_part(said, phrases("partner_word"))


def _closing_name(clauses: list[str]) -> str | None:
    """Return the first name that stands alone at the end, after a number or an address."""
    last = next(filter(None, reversed(clauses)), "")
    spoken = spaced(last).split()
    is_name = len(spoken) == 1 and spoken[0] in phrases("first_names") and last[:1].isupper()
    return last if is_name else None


def _may_be_when(clause: str) -> bool:
    """Say whether a clause beside a number tells when: "vormittags bin ich arbeiten"."""
    return has_part(without_greeting(clause), phrases("when")) and not is_short_body(clause)


def _times(clauses: list[str]) -> str:
    return ", ".join(one for one in clauses if tells_when(one) or tells_free_time(one))


def _is_time_of_own(clause: str) -> bool:
    is_when = tells_when(clause) and has_part(spaced(clause), phrases("reached"))
    return is_when or tells_free_time(clause)


@lru_cache(maxsize=1)
def _label_of_way() -> re.Pattern[str]:
    labels = "|".join(sorted(phrases("labels_of_way"), key=len, reverse=True))
    leads = "|".join(phrases("before_number"))
    return re.compile(
        rf"(?<!\w)(?:(?:{labels})\s*[:.]*|(?:{leads})(?:\s+(?:{labels}))?)\s*\Z", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _begin_of_subject() -> re.Pattern[str]:
    # "Wir sind der Chor aus Unna und wollen …"
    joined = rf"{_any('joins_subject')}\s+(?P<joined>{_any('begins_joined_subject')})"
    alone = rf"(?P<alone>{_any('begins_subject')})"
    return re.compile(rf"(?<!\w)(?:{joined}|{alone})(?!\w)", re.IGNORECASE)


def _any(name: str) -> str:
    return f"(?:{'|'.join(phrases(name))})"
