"""Who asks for themselves alone: "ich bin 20 und will zwei Monate nach Uganda"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.deadlines.asked.words import words
from bot.words.phrases import has_any, spaced

# Younger people travel with a school or a group, older ones are rarely sent.
_AGE = re.compile(r"\b(?:ich )?bin (?:grad |gerade |jetzt |schon |erst )?(?:1[5-9]|2\d|30)\b")
# "Mit 15 Freundinnen" counts people; "mit 18" and "mit 18 Jahren" tell an age.
_WITH_PEOPLE = re.compile(r"\b[Mm]it (?!1\b)\d{1,3} (?!Jahr)(\w+[ns])\b")
_NUMBER = re.compile(r"\d+")


def goes_as_single_person(message: str, sizes: Sequence[str] = ()) -> bool:
    """Say whether a message tells that one young person wants to go abroad, and no group.

    ``sizes`` are the numbers of people that were understood in it, such as "15" or "10-12".
    Funds for groups are of no use then: bodies apply for them.
    """
    said, known = spaced(message), words()
    tells_of_oneself = _AGE.search(said) is not None or has_any(said, known.single_person)
    is_wish = has_any(said, known.single_wishes)
    is_group = has_any(said, known.of_groups) or any(
        part in word for word in said.split() for part in known.parts_of_groups
    )
    is_group |= any(int(number) > 1 for size in sizes for number in _NUMBER.findall(size))
    is_group |= any(noun[:1].isupper() for noun in _WITH_PEOPLE.findall(message))
    return tells_of_oneself and is_wish and not is_group
