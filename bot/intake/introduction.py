"""What a sentence tells by the way of who writes: body, name, when and how to be reached."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Any

from bot.fit.words import folded, has_any
from bot.intake.contact import contact_spans, found_contact
from bot.intake.fitting import has_part, is_body, tells_when
from bot.intake.words import phrases

_CLAUSE = re.compile(r"[,;!?\n]|\.\s|\.\Z")
_MOST_WORDS_OF_BODY = 6
_CAPITAL_WORD = r"[A-ZÄÖÜ][\w'’-]+"
_CAPITALS = re.compile(rf"{_CAPITAL_WORD}(?: {_CAPITAL_WORD})+")


def introduced(said: str, today: date) -> dict[str, Any]:
    """Return ``organisation``, ``name``, ``wanted_times`` and ``contact`` that stand in a text."""
    contact = found_contact(said, today)
    told = without_contact(said, today)
    clauses = [clause.strip() for clause in _CLAUSE.split(told)]
    found: dict[str, Any] = {
        "organisation": next(filter(None, map(_body, clauses)), None) or _heading_body(clauses),
        "name": _name(told) or _name_of_address(told, contact.email),
        "wanted_times": next(filter(_is_when, clauses), None),
        "contact": contact.as_dict() if contact.is_known else None,
    }
    return {field: value for field, value in found.items() if value}


def body_named(said: str) -> str | None:
    """Return the body that is called by its name: "mein Verein heißt SV Beispiel 09 und wir …"."""
    match = _named_body().search(said)
    return None if match is None else str(match["name"]).strip(" ,.!") or None


def body_told(said: str) -> str | None:
    """Return the body that a sentence tells of: one with its name, or that of whoever writes."""
    named = body_named(said)
    if named is not None:
        return named
    clauses = map(str.strip, _CLAUSE.split(said))
    return next(filter(None, map(_body, clauses)), None)


def without_contact(said: str, today: date) -> str:
    """Return a text without the addresses and numbers in it, that have their own field."""
    for start, end in reversed(contact_spans(said, today)):
        before = _label_of_way().sub("", said[:start].rstrip())
        said = f"{before.rstrip()} {said[end:].lstrip(' ,')}"
    return said.strip(" ,")


def subject_in(said: str) -> str:
    """Return a text from where it tells what it is about, after a greeting and an introduction."""
    match = _begin_of_subject().search(said)
    return said if match is None else said[match.start() :]


def _body(clause: str) -> str | None:
    if not has_any(folded(clause), phrases("tells_of_oneself")):
        return None
    for match in _before_body().finditer(clause):
        words = clause[match.end() :].split()
        stop = next(
            (i for i, w in enumerate(words) if w.lower() in phrases("after_organisation")), None
        )
        told = " ".join(words[:stop][:_MOST_WORDS_OF_BODY])
        if is_body(told) and not has_part(folded(told), phrases("partner_word")):
            return told
    return None


def _heading_body(clauses: list[str]) -> str | None:
    """Return the body that a text begins with: "AWO Jugendwerk Musterkreis, Recklinghausen: …"."""
    words = clauses[0].split()
    is_title = all(word[:1].isupper() or not word[:1].isalpha() for word in words)
    is_short = 1 < len(words) <= _MOST_WORDS_OF_BODY and len(clauses) > 1
    return clauses[0] if is_short and is_title and is_body(clauses[0]) else None


def _name_of_address(told: str, email: str | None) -> str | None:
    """Return the words that an address is made of: "Lea Muster" beside "lea.muster@…"."""
    parts = set(folded((email or "").partition("@")[0].replace("_", " ")).split())
    runs = (match[0] for match in _CAPITALS.finditer(told))
    spoken = (run for run in runs if set(folded(run).split()) <= parts)
    return next((run for run in spoken if len(run.split()) > 1), None)


def _is_when(clause: str) -> bool:
    return tells_when(clause) and has_part(folded(clause), phrases("reached"))


def _name(said: str) -> str | None:
    match = _lead_of_name().search(said)
    if match is None:
        return None
    is_sure = folded(match["lead"]).strip() in phrases("before_sure_name")
    first = folded(match["name"]).split()[0]
    is_name = is_sure or first in (*phrases("first_names"), *phrases("title_of_name"))
    return str(match["name"]) if is_name else None


@lru_cache(maxsize=1)
def _before_body() -> re.Pattern[str]:
    leads = sorted(phrases("before_organisation"), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(leads)})\s+", re.IGNORECASE)


@lru_cache(maxsize=1)
def _label_of_way() -> re.Pattern[str]:
    labels = "|".join(sorted(phrases("labels_of_way"), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{labels})\s*[:.]+\Z", re.IGNORECASE)


@lru_cache(maxsize=1)
def _named_body() -> re.Pattern[str]:
    kinds, verbs = "|".join(phrases("kinds_of_body")), "|".join(phrases("is_called"))
    ends = "|".join(phrases("after_name_of_body"))
    return re.compile(
        rf"(?<!\w)(?:{kinds})\s+(?:{verbs})\s+(?P<name>[^,;!?\n]+?)(?=\s+(?:{ends})\b|[,;!?\n]|\Z)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _begin_of_subject() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases('begins_subject'))})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _lead_of_name() -> re.Pattern[str]:
    leads = "|".join((*phrases("before_sure_name"), *phrases("before_name")))
    joint = r"(?:\s+(?:von|van|de|al|el|zu))?"
    return re.compile(
        rf"(?<!\w)(?P<lead>(?i:{leads}))\s+(?P<name>{_CAPITAL_WORD}(?:{joint}\s+{_CAPITAL_WORD}){{0,2}})"
    )
