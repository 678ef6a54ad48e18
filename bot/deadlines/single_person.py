"""Who asks for themselves alone: "ich bin 20 und will zwei Monate nach Uganda"."""

from __future__ import annotations

import re

from bot.deadlines.words import words
from bot.words.phrases import has_any, spaced

# Younger people travel with a school or a group, older ones are rarely sent.
_AGE = re.compile(r"\b(?:ich )?bin (?:grad |gerade |jetzt |schon |erst )?(?:1[5-9]|2\d|30)\b")


def goes_as_single_person(message: str) -> bool:
    """Say whether a message tells that one young person wants to go abroad, and no group.

    Funds for groups are of no use then: bodies apply for them.
    """
    said, known = spaced(message), words()
    tells_of_oneself = _AGE.search(said) is not None or has_any(said, known.single_person)
    is_wish = has_any(said, known.single_wishes)
    is_group = has_any(said, known.of_groups) or any(
        part in word for word in said.split() for part in known.parts_of_groups
    )
    return tells_of_oneself and is_wish and not is_group
