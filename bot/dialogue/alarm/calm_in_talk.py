"""What sounds like an emergency and belongs to the talk, and a number that tells of one.

"Ein Vater hat gesagt, er will das nicht" after a question about consent is no violence. The words
stand in ``calm_in_talk.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bot.dialogue.alarm.aftermath import tells_danger
from bot.dialogue.context import Context
from bot.dialogue.topics import SUICIDE_TOPIC
from bot.words.lists import tree
from bot.words.phrases import has_any, spaced

_FILE = Path(__file__).with_name("calm_in_talk.yml")
# So little an emergency, and without a word of danger, it has the numbers beside its answer.
_HARDLY = 0.2


def belongs_to_talk(raw: Mapping[str, Any], text: str, before: Context) -> bool:
    """Say whether a message that sounds like an emergency goes on with the subject of the talk.

    Never a wish to die, nor where a word of ongoing danger is said. A word of the list of danger
    belongs to few subjects: a father whom nobody finds has not signed.
    """
    if raw.get("topic") == SUICIDE_TOPIC:
        return False
    is_named = bool(raw.get("is_named"))
    if not is_named and raw.get("confidence", 1.0) < _HARDLY and not raw.get("names_danger"):
        return True
    said = spaced(text)
    return not tells_danger(text) and any(
        before.topic in subject["after"]
        and (not is_named or has_any(said, subject.get("dangers", ())))
        and has_any(said, subject["about"])
        and has_any(said, subject["said"])
        and not has_any(said, subject["unless"])
        for subject in tree(_FILE)["subjects"]
    )


def only_tells_place(text: str) -> bool:
    """Say whether a message only tells where a group is: "sind mit 14 Leuten in Rom"."""
    return _pattern("only_place").fullmatch(spaced(text).strip()) is not None


def counts_one_short(text: str) -> bool:
    """Say whether fewer are counted than there were: "wir waren 14, jetzt sind wir 13".

    Not where somebody has cancelled, or the money for fewer people is the question.
    """
    said = spaced(text)
    counted = _pattern("counted").search(said)
    if counted is None or has_any(said, _listed("cancelled")):
        return False
    were, are = int(counted["were"]), int(counted["are"])
    return were - int(_listed("most_missing")[0]) <= are < were


def _listed(name: str) -> tuple[str, ...]:
    return tuple(tree(_FILE)[name])


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(str(tree(_FILE)[name]))
