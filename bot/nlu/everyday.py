"""What sounds like danger and is everyday life: told of the past, or too much work.

The words stand in ``everyday.yml``.
"""

from __future__ import annotations

from pathlib import Path

from bot.words.lists import lists
from bot.words.phrases import has_any, spaced

_FILE = Path(__file__).with_name("everyday.yml")


def is_told_of_the_past(text: str) -> bool:
    """Say whether a message tells of an earlier journey and of nothing that goes on.

    This holds for accidents: whoever tells of violence or of a wish to die may still need help. The
    numbers belong beside the answer all the same: "das letzte Mal am Strand gesehen" is today.
    """
    said, known = spaced(text), lists(_FILE)
    return has_any(said, known["past"]) and not has_any(said, known["still"])


def is_too_much_work(text: str, *, may_be_suicidal: bool) -> bool:
    """Say whether somebody is at the end of their strength because of the work for a journey.

    Where it may be a wish to die, their strength must only be about to end. The answer is about the
    work; the numbers belong beside it all the same.
    """
    said, known = spaced(text), lists(_FILE)
    limits = known["near_limit"] if may_be_suicidal else known["near_limit"] + known["limit"]
    is_work = has_any(said, known["work"]) and not has_any(said, known["life"])
    return is_work and has_any(said, limits)
