"""What somebody only supposes, plans with, tells of long ago or plays (``supposed.yml``).

"Was passiert, wenn sich einer das Bein bricht" asks for insurance or a plan for crises, and "vor
drei Jahren hatten wir einen Unfall, was ist Pflicht?" too: the numbers belong beside the answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.dialogue.topics import ACCIDENT_TOPIC, SUICIDE_TOPIC, VIOLENCE_TOPIC
from bot.words.lists import lists
from bot.words.phrases import begins_with_any, has_any, spaced

_FILE = Path(__file__).with_name("supposed.yml")
_BETWEEN = re.compile(r"[.!?,;:–\n]|\s-\s")
# A plan is about something that the office answers: "wenn einer keinen Puls mehr hat" is not.
_LEAST_OF_PLAN = 0.2
# "Wenn sich einer verbrannt hat" may have happened: a participle, and what stands behind it.
_PARTICIPLE = re.compile(r" (?:\w*ge|ver|be|zer|er)\w{2,}[tn](?= (\w+) )")


def asks_what_would_be(raw: Mapping[str, Any], text: str) -> bool:
    """Say whether a message in a talk asks what would be: "und bei einem Unfall".

    What would be about dying is asked by whoever thinks of it.
    """
    is_supposed = begins_with_any(spaced(text), lists(_FILE)["supposing"])
    is_supposed = is_supposed or _has(text, "asked_ahead")
    return is_supposed and raw.get("topic") != SUICIDE_TOPIC and not _has(text, "real")


def plans_for_accident(raw: Mapping[str, Any], text: str) -> bool:
    """Say whether all of a message plans for an accident, an illness or an arrest of anybody.

    Each of its parts supposes, asks or plans, and nothing goes on or is told of a certain person:
    "was ist wenn einer fällt, Lukas liegt unten" has a part that tells. So is whoever had an
    accident or was in prison, and may come along. Never what is about violence or a wish to die,
    nor what could hardly be about anything but an emergency.
    """
    if raw.get("topic") != ACCIDENT_TOPIC or _has(text, "going_on"):
        return False
    if _has(text, "comes_along"):
        return True
    if (raw.get("calm") or {}).get("confidence", 1.0) < _LEAST_OF_PLAN:
        return False
    behind = {match[1] for match in _PARTICIPLE.finditer(spaced(text))}
    if not behind.isdisjoint(lists(_FILE)["has_happened"]):
        return False
    is_all = _has(text, "theory")
    parts = [text] if is_all else _parts(text)
    is_of_anybody = any(_has(part, "if") and _has(part, "anybody") for part in parts)
    return is_of_anybody and all(_has(part, "if") or _has(part, "asked") for part in parts)


def tells_of_long_ago(raw: Mapping[str, Any], text: str) -> bool:
    """Say whether an accident of years ago is told, and the rest asks or plans what we answer.

    Never a wish to die; violence only where nobody tells of themselves and prevention is asked for.
    Nor what goes on, or has a part that only tells: "vor Jahren hatte er einen Infarkt. Er redet
    wirr".
    """
    is_prevented = _has(text, "prevention") and not _has(text, "oneself")
    is_asked = {ACCIDENT_TOPIC: _has(text, "lesson"), VIOLENCE_TOPIC: is_prevented}
    if not is_asked.get(str(raw.get("topic")), False):
        return False
    left = spaced(text)
    for phrase in lists(_FILE)["now_planned"]:
        left = left.replace(f" {phrase} ", " ")
    if has_any(left, lists(_FILE)["still"]):
        return False
    parts = _parts(text)
    told = [part for part in parts if _long_ago().search(spaced(part))]
    return bool(told) and all(
        part in told
        or any(_has(part, name) for name in ("asked", "lesson", "prevention", "is_over"))
        for part in parts
    )


def is_of_a_work(text: str) -> bool:
    """Say whether danger is what a play, a film or a book is about, and nobody lives it.

    The numbers stand beside the answer, so this holds for violence and a wish to die as well; not
    where anybody tells of themselves or of what has happened.
    """
    return _has(text, "work") and _has(text, "depicts") and not _has(text, "in_earnest")


@lru_cache(maxsize=1)
def _long_ago() -> re.Pattern[str]:
    return re.compile("|".join(lists(_FILE)["long_ago"]))


def _parts(text: str) -> list[str]:
    return [part for part in _BETWEEN.split(text) if part.strip()]


def _has(text: str, name: str) -> bool:
    return has_any(spaced(text), lists(_FILE)[name])
