"""What an unclear message may ask about the request itself, told by what it means."""

from __future__ import annotations

from bot.intake.words import meant_asides
from bot.meaning.likeness import likeness

# Most of what is asked here in other words is as alike to one of the examples, and little else …
_LEAST = 0.48
# … and so alike is nothing that tells what a request is about, or asks for something else.
_SURE = 0.6


def meant_aside(said: str) -> tuple[str, bool]:
    """Return the name of the question about the request that is most alike, and if that is sure.

    The name is empty for none. Without the sentence encoder nobody can say.
    """
    try:
        found = {name: max(likeness(said, asked)) for name, asked in meant_asides().items()}
    except OSError:
        return "", False
    name = max(found, key=lambda one: found[one])
    return (name if found[name] >= _LEAST else ""), found[name] >= _SURE
