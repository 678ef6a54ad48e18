"""``python -m benchmarks.strangers``: do conversations of strangers get what the entries hold?

Of the sets of tests/questions/strangers, first messages and further ones apart: how often what was
wanted is read at once (the passage or the entry; facts noted, deadlines, a person or an honest "I
do not know" where nothing else is right), how often the entry is shown but the passage is folded
away, how often it is only offered, and how often it is missed. ``--held-out`` measures the set that
is kept apart too; ``--misses`` lists those of the other one. The weights of further messages are
learned on dev too (``benchmarks.in_context``): only what was kept apart tells how strangers fare.
"""

from __future__ import annotations

import json
import re
import secrets
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.conversation_replies import Reply, reply_of
from benchmarks.measuring import options_of, trained_assistant

if TYPE_CHECKING:
    from bot.console.assistant import InProcessAssistant

VERDICTS = ("told", "folded", "offered", "missed")
TOLD, FOLDED, OFFERED, MISSED = VERDICTS
FACTS, DEADLINES, PERSON, NOTHING = KINDS = ("facts", "deadlines", "person", "nothing")
_FOLDER = Path(__file__).resolve().parent.parent / "tests" / "questions" / "strangers"
_OPEN, _APART = "dev", "held_out"
_NOTED = re.compile(r"das habe ich verstanden|notiert habe ich", re.IGNORECASE)
_WORD = re.compile(r"\w+")
# What was meant is hardly found behind so many words.
_READ = 120


@dataclass(frozen=True)
class Wanted:
    """A message and what is right: an entry, with the beginning of its passage, or a kind."""

    text: str
    expected: str
    passage: str = ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the model that belongs to the current files."""
    options = options_of("strangers", __doc__, arguments)
    assistant = trained_assistant()
    lines = [f"{'set':<10}{'':<10}{'all':>5}" + "".join(f"{one:>9}" for one in VERDICTS)]
    for name in (_OPEN, *((_APART,) if options.held_out else ())):
        talks = read_talks(name)
        judged = [list(zip(talk, run(assistant, talk), strict=True)) for talk in talks]
        lines += _rows(name, judged)
        if options.misses and name == _OPEN:
            missed = [one for talk in judged for one, verdict in talk if verdict == MISSED]
            lines += [f"  {one.text} → {one.expected} {one.passage}" for one in missed]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def read_talks(name: str) -> list[list[Wanted]]:
    """Return the conversations of a set: ``dev`` or ``held_out``."""
    lines = (_FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [[Wanted(**turn) for turn in json.loads(line)["turns"]] for line in lines]


def run(assistant: InProcessAssistant, talk: Sequence[Wanted]) -> Iterator[str]:
    """Hold a conversation and yield the verdict on each reply."""
    sender = f"stranger-{secrets.token_hex(6)}"
    for one in talk:
        turn = assistant.say(one.text, sender)
        yield verdict_on(reply_of(turn.messages, turn.keys, turn.understanding), one)


def verdict_on(reply: Reply, wanted: Wanted) -> str:
    """Return one of ``VERDICTS``."""
    if wanted.expected in KINDS:
        return TOLD if _is_of_kind(reply, wanted.expected) else MISSED
    read = words_in(reply.text)[:_READ]
    if wanted.passage and holds(read, words_in(wanted.passage)):
        return TOLD
    is_shown = wanted.expected in reply.entries
    if is_shown and reply.is_proposal:
        return OFFERED
    if is_shown:
        return FOLDED if wanted.passage else TOLD
    return OFFERED if wanted.expected in reply.options else MISSED


def _is_of_kind(reply: Reply, kind: str) -> bool:
    if kind == FACTS:
        return bool(_NOTED.search(reply.text))
    if kind == DEADLINES:
        return "deadlines" in reply.decisions
    is_person = bool({"handover", "form"} & set(reply.decisions))
    return is_person or (kind == NOTHING and reply.is_unsure)


def words_in(text: str) -> list[str]:
    """Return the words of a text as they are compared."""
    return _WORD.findall(text.lower())


def holds(said: Sequence[str], passage: Sequence[str]) -> bool:
    """Say whether the words of a passage stand one behind the other in what was said."""
    length = len(passage)
    places = range(len(said) - length + 1)
    return any(said[place : place + length] == passage for place in places)


def _rows(name: str, judged: Sequence[Sequence[tuple[Wanted, str]]]) -> Iterator[str]:
    for what, part in (
        ("first", [talk[:1] for talk in judged]),
        ("going on", [talk[1:] for talk in judged]),
    ):
        verdicts = Counter(verdict for talk in part for _, verdict in talk)
        total = sum(verdicts.values())
        cells = "".join(f"{verdicts[one] / total:>9.1%}" for one in VERDICTS)
        yield f"{name:<10}{what:<10}{total:>5}{cells}"


if __name__ == "__main__":
    sys.exit(main())
