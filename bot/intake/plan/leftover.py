"""Whether a message says more than the fields keep that were read from it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.fit.told.reading import is_open
from bot.intake.words import phrases
from bot.words.phrases import spaced

# So many words of a sentence that stand in no field are worth keeping.
LEAST_WORDS = 5
# "Das wissen wir noch nicht" tells nothing; a longer sentence tells what is not known.
_MOST_WORDS_OF_OPEN = 8


def says_more(said: str, values: Iterable[str], least: int = LEAST_WORDS) -> bool:
    """Say whether ``said`` holds ``least`` words, a sentence, that ``values`` do not keep.

    Fillers and what stands in a value count for nothing.
    """
    is_left_open = is_open(said) and len(said.split()) <= _MOST_WORDS_OF_OPEN
    if said.rstrip().endswith("?") or is_left_open:
        return False
    kept = {word for value in values for word in spaced(value).split()}
    kept |= {*phrases("beside_answers"), *phrases("own"), *phrases("beside_agreeing")}
    return sum(word not in kept for word in spaced(said).split()) >= least
