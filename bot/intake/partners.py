"""Tells what a plan is about from countries and formats that are only mentioned or denied."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.fit.reading import Entity, Message
from bot.intake.corrections import is_denied
from bot.intake.fitting import is_body
from bot.intake.words import phrases

_MAY_BE_DENIED = frozenset({"country", "format"})
_CLAUSE = re.compile(r"[,.;:!?\n]")
_ADJECTIVE = re.compile(r"isch(?:e[rsnm]?)?\Z", re.IGNORECASE)
_NEXT_WORD = re.compile(r"\s+(\w+)")


def with_partners_only(message: Message) -> Message:
    """Return the message without what is denied, and without where the group itself is from.

    "Nur Georgien, nicht Afghanistan" and "wir sind ein afghanischer Kulturverein" name no partner,
    "keine Begegnung, nur Freizeit" is no encounter.
    """
    kept: list[Entity] = []
    searched: dict[str, int] = {}
    for entity in message.entities:
        named = entity.text
        at = message.text.find(named, searched.get(named, 0)) if named else -1
        if entity.name in _MAY_BE_DENIED and at >= 0:
            searched[named] = at + len(named)
            is_country = entity.name == "country"
            if is_denied(message.text[:at]) or (
                is_country and _is_no_partner(message.text, at, entity.text)
            ):
                continue
        kept.append(entity)
    return Message(message.text, tuple(kept))


def _is_no_partner(text: str, at: int, name: str) -> bool:
    before, after = text[:at], text[at + len(name) :]
    clause = _CLAUSE.split(before)[-1]
    if _partner().search(clause):
        return False
    following = _NEXT_WORD.match(after)
    is_adjective = _ADJECTIVE.search(name) is not None
    is_own_body = is_adjective and following is not None and is_body(following[1])
    is_partner_body = following is not None and _partner().search(following[1]) is not None
    return (is_own_body and not is_partner_body) or _own_origin().search(clause) is not None


@lru_cache(maxsize=1)
def _partner() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases('partner_word'))})", re.IGNORECASE)


@lru_cache(maxsize=1)
def _own_origin() -> re.Pattern[str]:
    own = "|".join(phrases("own_origin"))
    return re.compile(rf"\b(?:{own})\b.*\baus\s+(?:der\s+|dem\s+)?\Z", re.IGNORECASE)
