"""``python -m benchmarks.conversations``: whole conversations, judged reply by reply.

Of the sets of tests/questions/conversations: how many replies are right, ask back with a right
topic among what they offer, say that they do not know, or are wrong; first messages and further
ones apart. ``hints`` are replies with emergency numbers beside them, though nobody is in danger.
``--held-out`` measures the set that is kept apart too; ``--misses`` lists what was wrong or not
known of the other one, never of that.
"""

from __future__ import annotations

import secrets
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.conversation_judge import VERDICTS, judge
from benchmarks.conversation_replies import Reply, reply_of
from benchmarks.conversation_sets import Conversation, Message, read_conversations
from benchmarks.measuring import options_of, trained_assistant

if TYPE_CHECKING:
    from bot.console.assistant import InProcessAssistant

_OPEN, _APART = "dev", "held_out"
_MISSED = ("not known", "wrong")
_EMERGENCY = "notfall_"
_LENGTH = 600
_NAMES = {True: "first", False: "going on"}


@dataclass(frozen=True)
class Judged:
    """A message at its place in a conversation, the reply to it, and the verdict."""

    conversation: Conversation
    place: int
    reply: Reply
    verdict: str

    @property
    def message(self) -> Message:
        """Return the message that was answered."""
        return self.conversation.messages[self.place]

    @property
    def is_hinted(self) -> bool:
        """Return whether emergency numbers stand beside it for nothing."""
        topics = self.message.expected.topics
        return self.reply.has_hint and not any(one.startswith(_EMERGENCY) for one in topics)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the model that belongs to the current files."""
    options = options_of("conversations", __doc__, arguments)
    assistant = trained_assistant()
    lines = [_header()]
    missed: list[str] = []
    for name in (_OPEN, *((_APART,) if options.held_out else ())):
        judged = [one for talk in read_conversations(name) for one in run(assistant, talk)]
        lines += rows(name, judged)
        if options.misses and name == _OPEN:
            missed = [line for one in judged if one.verdict in _MISSED for line in told(one)]
    sys.stdout.write("\n".join(lines + missed) + "\n")
    return 0


def run(assistant: InProcessAssistant, conversation: Conversation) -> Iterator[Judged]:
    """Hold a conversation and judge each reply."""
    sender = f"{conversation.id}-{secrets.token_hex(4)}"
    shown: set[str] = set()
    for place, message in enumerate(conversation.messages):
        turn = assistant.say(message.text, sender)
        reply = reply_of(turn.messages, turn.keys, turn.understanding)
        yield Judged(conversation, place, reply, judge(reply, message.expected, shown))
        shown.update(reply.entries)


def rows(name: str, judged: Sequence[Judged]) -> Iterator[str]:
    """Return the table's rows of a set."""
    for is_first, what in _NAMES.items():
        part = [one for one in judged if (one.place == 0) == is_first]
        count = Counter(one.verdict for one in part)
        cells = "".join(f"{count[one]:>6}{count[one] / len(part):>7.1%}" for one in VERDICTS)
        hints = sum(one.is_hinted for one in part)
        yield f"{name:<10}{what:<10}{len(part):>5}{cells}{hints:>8}"


def told(one: Judged) -> Iterator[str]:
    """Return a miss with the conversation so far, the reply and the expectation."""
    before = one.conversation.messages[: one.place]
    wanted = one.message.expected
    yield ""
    yield f"{one.conversation.id} ({one.conversation.who}) → {one.verdict}"
    yield from (f"    {message.text}" for message in before)
    yield f"  > {one.message.text}"
    yield f"  < {one.reply.text[:_LENGTH]}"
    yield f"    filed as {one.reply.meant or 'nothing'}, offers: {', '.join(one.reply.options)}"
    yield f"    wanted: {', '.join(wanted.topics)}; words: {wanted.any_of} {wanted.all_of}"
    yield f"    why: {wanted.why}"


def _header() -> str:
    return f"{'set':<20}{'all':>5}" + "".join(f"{one:>13}" for one in VERDICTS) + f"{'hints':>8}"


if __name__ == "__main__":
    sys.exit(main())
