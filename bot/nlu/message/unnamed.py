"""A message without the names of the programmes in it: what else it asks is heard better then.

"ConAct will 1200 Euro zurück" is drawn to ConAct, "Förderer will 1200 Euro zurück" to money that
is wanted back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.words.lists import lists

_FILE = Path(__file__).with_name("unnamed.yml")
_PROGRAMME = "programme"


def without_programmes(text: str, entities: Sequence[Mapping[str, Any]]) -> str | None:
    """Return a message with any funder where a programme is named, None where none is."""
    named = [one for one in entities if one["entity"] == _PROGRAMME]
    if not named:
        return None
    (instead,) = lists(_FILE)["any_programme"]
    for one in sorted(named, key=lambda item: -int(item["start"])):
        text = text[: one["start"]] + instead + text[one["end"] :]
    return text
