"""Recognises a message that only tells facts of a plan: "der Partner ist aus Portugal"."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.dialogue.money import names_inclusion
from bot.dialogue.passages.passage import content_words
from bot.dialogue.wishes.held_figures import held_aspect
from bot.dialogue.words import words
from bot.words.lists import sets
from bot.words.phrases import begins_with_any, folded, has_any, spaced

_FILE = Path(__file__).with_name("told_facts.yml")
_MAX_WORDS = 10
# "16 Teilnehmende zwischen 16 und 22, drei Tage vor Ort plus Anreise": facts one after the other.
_MAX_WORDS_OF_SEVERAL = 24
_SEVERAL = 2
# "5 Personen, alle aus der offenen Arbeit".
MOST_OTHER_WORDS = 2
"""So many words beside its facts a message may have that only tells."""


def only_tells(text: str) -> bool:
    """Say whether a message asks nothing: "wir fahren mit 12 Leuten nach Rio"."""
    said = " ".join(folded(text))
    for alike in sets(_FILE)["alike"]:
        said = said.replace(alike, "")
    return "?" not in text and words().asking.isdisjoint(said.split())


def without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a message without the names or numbers that stand at ``spans``."""
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


def states(text: str) -> bool:
    """Say whether a message makes a statement: "wir sind 12", "wollen mal nach Ghana"."""
    return has_any(spaced(text), sets(_FILE)["tells"]) or _intends(text)


def _intends(text: str) -> bool:
    """Say whether somebody tells what the own group is up to."""
    said, known = spaced(text), sets(_FILE)
    return has_any(said, known["intends"]) or begins_with_any(said, known["intends_first"])


def tells_only_facts(
    text: str,
    spans: Sequence[tuple[int, int]],
    *,
    names_country: bool = False,
    most_others: int = MOST_OTHER_WORDS,
) -> bool:
    """Say whether next to nothing is said beside the facts that stand at ``spans``.

    ``most_others`` words with a meaning of their own may stand beside them.

    "Wir sind jetzt drei weniger" and "wir haben zwei Rollis dabei" tell of more than of a number,
    and "und nach Syrien" asks the same for another country.
    """
    said = folded(text)
    others = folded(without(text, spans))
    if _intends(text):
        others = [word for word in others if word not in sets(_FILE)["of_intent"]]
    if others and said[0] in words().joining - sets(_FILE)["leading"]:
        return False
    # "10 Tage, 15 Leute, vielleicht Spanien" tells a plan without any verb.
    is_plan = len(spans) > _SEVERAL
    if names_country and not is_plan and not states(text):
        return False
    most_words = _MAX_WORDS_OF_SEVERAL if len(spans) >= _SEVERAL else _MAX_WORDS
    if not spans or not only_tells(text) or len(said) > most_words:
        return False
    if held_aspect(text) is not None:
        # "Ist 2 Wochen ok" asks.
        return False
    is_more = not sets(_FILE)["more_than_told"].isdisjoint(others) or names_inclusion(text)
    return not is_more and len(content_words(" ".join(others))) <= most_others
