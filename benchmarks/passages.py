"""``python -m benchmarks.passages``: short further questions about an answer that was just shown.

Of each set of tests/questions/passages: how often the passage that answers is ranked first or among
the first two, and what the trained assistant does with the question after it showed the entry. A
third of the questions is answered nowhere in the entry. ``--held-out`` adds the set that is kept
apart; ``--misses`` lists what was not answered.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actions import wiring
from actions.learned_passages import ranked_passages
from benchmarks.measuring import options_of, trained_assistant
from benchmarks.passage_sets import Asked, read_asked
from bot.knowledge.catalogue import Catalogue

if TYPE_CHECKING:
    from bot.console.assistant import InProcessAssistant

_EMERGENCY = "utter_emergency/"
_NOT_KNOWN = ("utter_same_answer", "utter_not_above")
_HEADER = (
    f"{'set':<10}{'answered':>9}{'first':>8}{'in two':>8}{'told':>8}"
    f"   {'elsewhere':>9}{'not known':>10}{'emergency':>10}"
)


@dataclass(frozen=True)
class Reaction:
    """What the assistant did with a question: its messages as one text, and their keys."""

    said: str
    keys: tuple[str, ...]

    @property
    def is_emergency(self) -> bool:
        """Return whether emergency help was given."""
        return any(key.startswith(_EMERGENCY) for key in self.keys)

    @property
    def is_not_known(self) -> bool:
        """Return whether it said that the answer above tells nothing about it."""
        return any(key in _NOT_KNOWN for key in self.keys)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the model that belongs to the current files."""
    options = options_of("passages", __doc__, arguments)
    assistant = trained_assistant()
    catalogue = wiring.catalogue()
    lines = [_HEADER]
    for name in ("dev", *(("held_out",) if options.held_out else ())):
        asked = read_asked(name)
        reactions = [react(assistant, one, f"{name}{place}") for place, one in enumerate(asked)]
        lines.append(_row(name, asked, catalogue, reactions))
        if options.misses:
            lines += _misses(asked, reactions)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def react(assistant: InProcessAssistant, asked: Asked, conversation: str) -> Reaction:
    """Show the entry of a question in a conversation of its own, ask, and return what was done."""
    assistant.say("/choose_faq" + json.dumps({"faq_id": asked.entry}), conversation)
    turn = assistant.say(asked.question, conversation)
    return Reaction(json.dumps(turn.messages, ensure_ascii=False), tuple(turn.keys))


def _row(
    name: str, asked: Sequence[Asked], catalogue: Catalogue, reactions: Sequence[Reaction]
) -> str:
    answered = [one for one in asked if one.passages]
    places = [_place(one, catalogue) for one in answered]
    told = sum(
        one.is_in(reaction.said)
        for one, reaction in zip(asked, reactions, strict=True)
        if one.passages
    )
    unanswered = [r for one, r in zip(asked, reactions, strict=True) if not one.passages]
    shares = (sum(place == 0 for place in places), sum(place < 2 for place in places), told)
    rest = (
        len(unanswered),
        sum(reaction.is_not_known for reaction in unanswered),
        sum(reaction.is_emergency for reaction in reactions),
    )
    cells = "".join(f"{share / len(answered):>8.3f}" for share in shares)
    return f"{name:<10}{len(answered):>9}{cells}   {rest[0]:>9}{rest[1]:>10}{rest[2]:>10}"


def _place(asked: Asked, catalogue: Catalogue) -> int:
    """Return where the first passage that answers is ranked."""
    entry = catalogue.get(asked.entry)
    if entry is None:
        raise SystemExit(f"no entry {asked.entry}")
    fits = ranked_passages(entry, asked.question)
    return next(place for place, fit in enumerate(fits) if asked.is_in(fit.passage.text))


def _misses(asked: Sequence[Asked], reactions: Sequence[Reaction]) -> Iterator[str]:
    for one, reaction in zip(asked, reactions, strict=True):
        if reaction.is_emergency or (one.passages and not one.is_in(reaction.said)):
            yield f"  {one.entry}: {one.question} → {', '.join(reaction.keys)}"


if __name__ == "__main__":
    sys.exit(main())
