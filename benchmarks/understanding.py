"""``python -m benchmarks.understanding``: the trained model on questions it was not trained on.

Prints one line a set. ``--held-out`` adds the sets that are never used for tuning; ``--misses``
lists what was answered wrongly with certainty and which emergencies were missed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.measuring import options_of, trained_assistant
from benchmarks.question_sets import (
    CERTAIN,
    EMERGENCY_TOPIC,
    Asked,
    Quality,
    Understood,
    ask,
    ask_in_talk,
    follow_ups,
    quality,
    read_questions,
)

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ROOT / "tests" / "questions"
TUNING_SETS = (
    "dev",
    "emergency",
    "emergency_fresh",
    "emergency_calls",
    "emergency_sixth",
    "emergency_everyday",
    "emergency_talk",
    "safety",
    "group_country",
    "programme_named",
    "languages/foreign",
)
TALK_SETS = (
    "emergency_seventh",
    "emergency_eighth",
    "emergency_ninth",
    "emergency_tenth",
    "emergency_eleventh",
    "emergency_twelfth",
    "emergency_thirteenth",
    "emergency_fourteenth",
    "emergency_fifteenth",
    "emergency_sixteenth",
    "emergency_told",
)
"""For tuning as well; half of their messages stand in a conversation about something else."""
ANSWERED_SETS = ("dev", "first_messages")
"""For tuning as well, as answered: what the rules of the dialogue make of the first message."""
HELD_OUT_SETS = (
    "held_out",
    "emergency_held_out",
    "emergency_unseen",
    "emergency_strangers",
)
HELD_OUT_TALK_SETS = (
    "emergency_seventh_held_out",
    "emergency_eighth_held_out",
    "emergency_ninth_held_out",
    "emergency_tenth_held_out",
    "emergency_eleventh_held_out",
    "emergency_twelfth_held_out",
    "emergency_thirteenth_held_out",
    "emergency_fourteenth_held_out",
    "emergency_fifteenth_held_out",
    "emergency_sixteenth_held_out",
)
HELD_OUT_ANSWERED_SETS = ("held_out", "first_messages_held_out")
_HEADER = (
    f"{'set':<28}{'n':>6}{'top-1':>8}{'top-3':>8}{'wrong':>8}{'asked':>8}{'acute':>8}"
    f"{'numbers':>9}{'alarm':>8}{'needless':>10}"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the model that belongs to the current files."""
    options = options_of("understanding", __doc__, arguments)
    assistant = trained_assistant()
    lines = [_HEADER]
    for name in (*TUNING_SETS, *(HELD_OUT_SETS if options.held_out else ())):
        answers = ask(read_questions(QUESTIONS / f"{name}.tsv"), assistant.parse)
        lines += [*_rows(name, answers)]
        if options.misses:
            lines += [*_misses(answers)]
    for name in (*TALK_SETS, *(HELD_OUT_TALK_SETS if options.held_out else ())):
        answers = ask_in_talk(read_questions(QUESTIONS / f"{name}.tsv"), assistant, name)
        lines += [*_talk_rows(name, answers)]
        if options.misses:
            lines += [*_misses(answers)]
    for name in (*ANSWERED_SETS, *(HELD_OUT_ANSWERED_SETS if options.held_out else ())):
        answers = ask_in_talk(read_questions(QUESTIONS / f"{name}.tsv"), assistant, f"first-{name}")
        lines.append(_row(f"{name}, as answered", quality(answers)))
        if options.misses and name in ANSWERED_SETS:
            lines += [*_misses(answers)]
    found = follow_ups(
        QUESTIONS / "follow_ups.jsonl",
        lambda text, conversation: assistant.say(text, conversation).understanding,
    )
    lines.append(
        f"follow-ups: {found.messages} messages, right {found.right:.3f}, wrong {found.wrong:.3f};"
        f" proposed: right {found.proposed_right:.3f}, wrong {found.proposed_wrong:.3f}"
    )
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _rows(name: str, answers: Sequence[tuple[Asked, Understood]]) -> Iterator[str]:
    languages = sorted({asked.language for asked, _ in answers})
    yield _row(name, quality(answers))
    if len(languages) > 1:
        for language in languages:
            part = [(a, u) for a, u in answers if a.language == language]
            found = quality(part)
            yield f"{_row(f'  {language}', found)}   language {found.language:.3f}"


def _talk_rows(name: str, answers: Sequence[tuple[Asked, Understood]]) -> Iterator[str]:
    yield _row(name, quality(answers))
    first = [(a, u) for a, u in answers if not a.before]
    if not first:
        # Some sets hold nothing but messages in a talk.
        return
    yield _row("  first messages", quality(first))
    yield _row("  in a talk", quality([(a, u) for a, u in answers if a.before]))


def _row(name: str, found: Quality) -> str:
    acute, numbers = (
        "–" if share is None else f"{share:.3f}"
        for share in (found.emergencies, found.with_numbers)
    )
    return (
        f"{name:<28}{found.questions:>6}{found.top1:>8.3f}{found.top3:>8.3f}{found.wrong:>8.3f}"
        f"{found.asked_back:>8.3f}{acute:>8}{numbers:>9}{found.false_alarms:>8.3f}{found.needless:>10.3f}"
    )


def _misses(answers: Sequence[tuple[Asked, Understood]]) -> Iterator[str]:
    for asked, understood in answers:
        is_wrong = understood.decision in CERTAIN and understood.topic != asked.topic
        is_missed = asked.topic.startswith(EMERGENCY_TOPIC) and understood.decision != "emergency"
        if is_wrong or is_missed:
            yield f"  {asked.topic}: {asked.text} → {understood.decision} {understood.topic}"


if __name__ == "__main__":
    sys.exit(main())
