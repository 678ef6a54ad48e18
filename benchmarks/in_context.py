"""``python -m benchmarks.in_context``: learns what further messages mean in their conversation.

The weights beside the rules (:mod:`bot.dialogue.meaning.likely_topics`) are learned on the
conversations of tests/questions/follow_ups.jsonl, talks.jsonl and strangers/dev.jsonl, which are
for tuning. Each tenth of the conversations is judged by weights that were learned without it:
printed is how often the first and one of the first three topics is right, and what is right and
wrong from which probability on, beside the rules alone.
``--write`` writes the weights to ``bot/dialogue/meaning/likely_topics.json``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rasa_sdk import Tracker
from scipy.optimize import minimize

from actions import wiring
from actions.answers.passages import TopicFits
from actions.conversation.clues import of_one_programme, with_clues
from actions.conversation.understanding import CONTEXT_SLOT, heard_from
from benchmarks.measuring import trained_assistant
from benchmarks.strangers import DEADLINES, KINDS
from bot.console.assistant import InProcessAssistant
from bot.dialogue.context import Context
from bot.dialogue.meaning.follow_up import meaning
from bot.dialogue.meaning.likely_topics import SIGNS, WEIGHTS_FILE, signs_of

Numbers = npt.NDArray[np.float64]
_QUESTIONS = Path(__file__).resolve().parent.parent / "tests" / "questions"
CONVERSATIONS = tuple(
    _QUESTIONS / name for name in ("follow_ups.jsonl", "talks.jsonl", "strangers/dev.jsonl")
)
# Where the right reply is a question back, or something else than an entry.
_NO_TOPIC = "-"
_TOPIC_OF_KIND = {**dict.fromkeys(KINDS, _NO_TOPIC), DEADLINES: "fristen_ueberblick"}
_PARTS = 10
_RIDGE = 0.3
_LINES = (0.4, 0.5, 0.6, 0.7, 0.8)
_THREE = 3


@dataclass(frozen=True)
class Example:
    """A further message: its conversation, topics with their signs, the right topic, the rules'."""

    conversation: int
    topics: tuple[str, ...]
    signs: Numbers
    gold: str
    ruled: str | None


@dataclass(frozen=True)
class Judged:
    """The probability of the first topic, and whether it or one of the first three is right."""

    probability: float
    is_right: bool
    is_near: bool


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn and measure; return 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.in_context", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the weights that were learned")
    options = parser.parse_args(arguments)
    assistant = trained_assistant()
    examples = _examples(assistant)
    judged = [
        _judge(example, weights)
        for part in range(_PARTS)
        for weights in (_learn([e for e in examples if e.conversation % _PARTS != part]),)
        for example in examples
        if example.conversation % _PARTS == part
    ]
    sys.stdout.write("\n".join(_report(examples, judged)) + "\n")
    if options.write:
        weights = _learn(examples)
        kept = {name: round(float(w), 4) for name, w in zip(SIGNS, weights, strict=True)}
        WEIGHTS_FILE.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    return 0


def _examples(assistant: InProcessAssistant) -> list[Example]:
    found = []
    lines = [one for file in CONVERSATIONS for one in file.read_text("utf-8").splitlines()]
    for number, line in enumerate(lines):
        sender = f"in-context-{number}"
        for turn in json.loads(line)["turns"]:
            kept = assistant.slot(CONTEXT_SLOT, sender)
            assistant.say(turn["text"], sender)
            gold = turn.get("intent") or turn["expected"]
            gold = _TOPIC_OF_KIND.get(gold, gold)
            example = _example(number, assistant.state(sender), kept, gold)
            if example is not None and example.gold != _NO_TOPIC:
                found.append(example)
    return found


def _example(
    conversation: int, state: Mapping[str, Any], kept: Mapping[str, Any] | None, gold: str
) -> Example | None:
    before = Context.from_dict(kept)
    # As it was when the message came.
    slots = {**state["slots"], CONTEXT_SLOT: kept}
    tracker = Tracker.from_dict({**state, "slots": slots, "active_loop": {}})
    heard = with_clues(heard_from(tracker), tracker)
    if before is None or not heard.in_context:
        return None
    meant = of_one_programme(meaning(heard, before))
    signs = signs_of(heard, before, meant, TopicFits(wiring.catalogue(), heard))
    return Example(conversation, tuple(signs), np.array(list(signs.values())), gold, meant.topic)


def _learn(examples: Sequence[Example]) -> Numbers:
    """Return the weights under which the right topics are the most probable."""
    known = [(e.signs, e.topics.index(e.gold)) for e in examples if e.gold in e.topics]
    found = minimize(_loss(known), np.zeros(len(SIGNS)), jac=True)
    weights: Numbers = found.x
    return weights


def _loss(known: Sequence[tuple[Numbers, int]]) -> Callable[[Numbers], tuple[float, Numbers]]:
    def loss(weights: Numbers) -> tuple[float, Numbers]:
        total, slope = _RIDGE * float(weights @ weights), 2 * _RIDGE * weights
        for signs, gold in known:
            shares = _shares(signs, weights)
            total -= float(np.log(shares[gold]))
            slope = slope - signs[gold] + shares @ signs
        return total, slope

    return loss


def _shares(signs: Numbers, weights: Numbers) -> Numbers:
    sums = signs @ weights
    shares: Numbers = np.exp(sums - sums.max())
    return shares / shares.sum()


def _judge(example: Example, weights: Numbers) -> Judged:
    shares = _shares(example.signs, weights)
    order = np.argsort(-shares, kind="stable")
    first = [example.topics[place] for place in order[:_THREE]]
    return Judged(float(shares[order[0]]), first[0] == example.gold, example.gold in first)


def _report(examples: Sequence[Example], judged: Sequence[Judged]) -> list[str]:
    total = len(examples)
    rules = sum(e.ruled == e.gold for e in examples) / total
    first = sum(j.is_right for j in judged) / total
    three = sum(j.is_near for j in judged) / total
    lines = [
        f"{total} messages; first topic: rules {rules:.3f}, weighed {first:.3f}, 3 {three:.3f}"
    ]
    for line in _LINES:
        sure = [j for j in judged if j.probability >= line]
        right = sum(j.is_right for j in sure)
        lines.append(
            f"from {line}: right {right / total:.3f}, wrong {(len(sure) - right) / total:.3f}"
        )
    return lines


if __name__ == "__main__":
    raise SystemExit(main())
