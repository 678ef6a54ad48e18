"""Tells what a plan is about from countries and formats that are only mentioned or denied."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.fit.told.reading import Entity, Message
from bot.intake.plan.corrections import is_denied
from bot.intake.plan.fitting import is_body
from bot.intake.words import phrases
from bot.words.phrases import spaced

_MAY_BE_DENIED = frozenset({"country", "format"})
_CLAUSE = re.compile(r"[,.;:!?\n]")
_ADJECTIVE = re.compile(r"isch(?:e[rsnm]?)?\Z", re.IGNORECASE)
_LANGUAGE = re.compile(r"(?<![\w-])\w+isch\Z", re.IGNORECASE)
_NEXT_WORD = re.compile(r"\s+(\w+)")


def with_partners_only(message: Message) -> Message:
    """Return the message without what is denied, and without where the group itself is from.

    "Nur Georgien, nicht Afghanistan" and "wir sind ein afghanischer Kulturverein" name no partner,
    "keine Begegnung, nur Freizeit" is no encounter.
    """
    kept: list[Entity] = []
    before: list[Entity] = []
    searched: dict[str, int] = {}
    for entity in message.entities:
        named = entity.text
        at = message.text.find(named, searched.get(named, 0)) if named else -1
        if entity.name in _MAY_BE_DENIED and at >= 0:
            searched[named] = at + len(named)
            is_country = entity.name == "country"
            if entity.name == "format" and _is_partner(named):
                continue
            if is_denied(message.text[:at]) or (
                is_country and _is_no_partner(message.text, at, entity.text)
            ):
                continue
            if is_country and _is_of_past(message.text[:at]):
                before.append(entity)
        kept.append(entity)
    if any(one.name == "country" and one not in before for one in kept):
        # "Wir waren letztes Jahr in Kroatien, jetzt nach Bosnien": the first journey is over.
        kept = [one for one in kept if one not in before]
    return Message(message.text, tuple(kept))


def only_past_countries(message: Message) -> bool:
    """Say whether all countries of a message are of journeys that are over."""
    named = [one.text for one in message.entities if one.name == "country" and one.text]
    return all(_is_of_past(message.text.partition(one)[0]) for one in named)


def _is_partner(named: str) -> bool:
    """Say whether a word names with whom, and not what: a camp with "unserer Partnergemeinde"."""
    return spaced(named).strip() in phrases("places_of_partners")


def _is_of_past(before: str) -> bool:
    clause = _now().split(_CLAUSE.split(before)[-1])[-1]
    return _past().search(clause) is not None


def _is_no_partner(text: str, at: int, name: str) -> bool:
    before, after = text[:at], text[at + len(name) :]
    clause = _CLAUSE.split(before)[-1]
    if _partner().search(clause):
        return False
    following = _NEXT_WORD.match(after)
    is_adjective = _ADJECTIVE.search(name) is not None
    is_own_body = is_adjective and following is not None and is_body(following[1])
    is_partner_body = following is not None and _partner().search(following[1]) is not None
    # "2 Leiter sprechen Französisch" names a language; "deutsch-französisch" does not.
    is_language = _LANGUAGE.search(before + name) is not None and not after.startswith("-")
    is_own_body |= is_language
    return (is_own_body and not is_partner_body) or _own_origin().search(clause) is not None


@lru_cache(maxsize=1)
def _partner() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases('partner_word'))})", re.IGNORECASE)


@lru_cache(maxsize=1)
def _past() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases('past_journey'))})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _now() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases('journey_now'))})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _own_origin() -> re.Pattern[str]:
    own = "|".join(phrases("own_origin"))
    return re.compile(rf"\b(?:{own})\b.*\baus\s+(?:der\s+|dem\s+)?\Z", re.IGNORECASE)
