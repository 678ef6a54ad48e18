"""``python -m benchmarks.mails``: is the question of a long first message found?

Of the sets of tests/questions/mails: how often everything that a mail asks is answered, how often
one of its questions is, how often none is answered but one is offered, how often nothing at all is
told, and how often something else is.
``--held-out`` measures the set that is kept apart too; ``--misses`` lists those of the other one.
"""

from __future__ import annotations

import json
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

VERDICTS = ("all", "some", "offered", "missed", "wrong")
ALL, SOME, OFFERED, MISSED, WRONG = VERDICTS
DEADLINES, PERSON = KINDS = ("deadlines", "person")
"""Stand for the deadline book where a mail asks for a date, and for the way to a person."""
_FOLDER = Path(__file__).resolve().parent.parent / "tests" / "questions" / "mails"
_OPEN, _APART = "dev", "held_out"
_CASE = "ho_"


@dataclass(frozen=True)
class Mail:
    """A mail and the topics that answer each of its questions, any of them well."""

    text: str
    asked: tuple[frozenset[str], ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the model that belongs to the current files."""
    options = options_of("mails", __doc__, arguments)
    assistant = trained_assistant()
    lines = [f"{'set':<10}{'mails':>6}" + "".join(f"{one:>9}" for one in VERDICTS)]
    for name in (_OPEN, *((_APART,) if options.held_out else ())):
        mails = read_mails(name)
        judged = list(zip(mails, run(assistant, mails), strict=True))
        lines.append(_row(name, [verdict for _, (verdict, _) in judged]))
        if options.misses and name == _OPEN:
            lines += [
                f"  {verdict}: {[sorted(one) for one in mail.asked]} → "
                f"{reply.decisions} {reply.meant} {reply.entries} {reply.options}"
                f"\n    {mail.text!r}"
                for mail, (verdict, reply) in judged
                if verdict != ALL
            ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def read_mails(name: str) -> list[Mail]:
    """Return the mails of a set: ``dev`` or ``held_out``."""
    lines = (_FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    raw = map(json.loads, lines)
    return [Mail(one["text"], tuple(map(frozenset, one["asked"]))) for one in raw]


def run(assistant: InProcessAssistant, mails: Sequence[Mail]) -> Iterator[tuple[str, Reply]]:
    """Send each mail as the first message of a conversation; yield the verdict and the reply."""
    for mail in mails:
        turn = assistant.say(mail.text, f"mail-{secrets.token_hex(6)}")
        reply = reply_of(turn.messages, turn.keys, turn.understanding)
        yield verdict_on(reply, mail), reply


def verdict_on(reply: Reply, mail: Mail) -> str:
    """Return one of ``VERDICTS``."""
    told = [bool(topics & _told(reply)) for topics in mail.asked]
    if any(told):
        return ALL if all(told) else SOME
    wanted = frozenset().union(*mail.asked)
    if _told(reply):
        return WRONG
    return OFFERED if wanted & {*reply.options, *reply.entries} else MISSED


def _told(reply: Reply) -> frozenset[str]:
    if reply.is_proposal or "ask_back" in reply.decisions:
        return frozenset()
    kinds = [DEADLINES] if DEADLINES in reply.decisions else []
    if "form" in reply.decisions:
        kinds.append(PERSON)
    is_case = reply.meant.startswith(_CASE) and "handover" in reply.decisions
    # Money is told by a card of facts, which is no entry.
    is_meant = is_case or ("answer" in reply.decisions and reply.meant)
    return frozenset((*reply.entries, *kinds, *((reply.meant,) if is_meant else ())))


def _row(name: str, verdicts: Sequence[str]) -> str:
    counted = Counter(verdicts)
    cells = "".join(f"{counted[one] / len(verdicts):>9.1%}" for one in VERDICTS)
    return f"{name:<10}{len(verdicts):>6}{cells}"


if __name__ == "__main__":
    sys.exit(main())
