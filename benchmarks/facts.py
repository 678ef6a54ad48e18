"""``python -m benchmarks.facts``: what is known after talks in which facts are told in passing.

Of the talks of tests/questions/facts: for each kind of fact, how often what is known in the end is
right, wrong (something else, or something nobody told), or missed. Names and quantities are found
as in the trained model, but without it: from the lookups and by spaCy's places. The day is fixed,
so "im Herbst" is always the same. ``--held-out`` measures the set that is kept apart too;
``--misses`` lists what was wrong or missed of the other one, never of that.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from actions import wiring
from benchmarks.measuring import options_of
from bot.fit.told.reading import Entity, Message
from bot.intake.plan.told_plan import ToldPlan, told_in
from bot.nlu.names.entities import find_entities
from bot.nlu.names.gazetteer import Gazetteer, forms_of
from bot.nlu.place_names import find_place_names, may_name_place
from bot.settings import PROJECT_ROOT

FOLDER = PROJECT_ROOT / "tests" / "questions" / "facts"
NOW = datetime(2026, 11, 27, 10, tzinfo=ZoneInfo("Europe/Berlin"))
FACTS = (
    "country", "direction", "format", "body", "umbrella", "group", "leaders", "age", "days",
    "period", "seat",
)  # fmt: skip
UNJUDGED = "*"
"""Both readings are fair."""
_OPEN, _APART = "dev", "held_out"
_LOOKUPS = PROJECT_ROOT / "data" / "nlu" / "lookups"


@dataclass(frozen=True)
class Talk:
    """Messages in their order and what is to be known after the last one, by kind of fact."""

    id: str
    messages: tuple[str, ...]
    known: Mapping[str, str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table of each set."""
    options = options_of("facts", __doc__, arguments)
    gazetteer = read_gazetteer(_LOOKUPS)
    for name in (_OPEN, *((_APART,) if options.held_out else ())):
        talks = read_talks(name)
        counts, misses = measure(talks, gazetteer)
        sys.stdout.write(f"{table(name, len(talks), counts)}\n")
        if options.misses and name == _OPEN:
            sys.stdout.write("".join(f"{miss}\n" for miss in misses))
    return 0


def read_talks(name: str) -> list[Talk]:
    """Return the talks of a set."""
    with (FOLDER / f"{name}.jsonl").open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [Talk(row["id"], tuple(row["messages"]), row["known"]) for row in rows]


def measure(
    talks: Sequence[Talk], gazetteer: Gazetteer
) -> tuple[dict[str, Counter[str]], list[str]]:
    """Return the verdicts for each kind of fact, and a line for each that is not right."""
    counts: dict[str, Counter[str]] = {fact: Counter() for fact in FACTS}
    misses: list[str] = []
    for talk in talks:
        read = [message_from(text, gazetteer) for text in talk.messages]
        known = facts_of(told_in(read, wiring.fit().find_seat, NOW))
        for fact in FACTS:
            wanted, found = talk.known.get(fact), known.get(fact)
            verdict = judge(fact, wanted, found)
            if verdict is not None:
                counts[fact][verdict] += 1
            if verdict in ("wrong", "missed"):
                misses.append(f"{talk.id} {fact}: {verdict}, {found} instead of {wanted}")
    return counts, misses


def judge(fact: str, wanted: str | None, found: str | None) -> str | None:
    """Return right, wrong or missed; None where there is nothing to judge."""
    if wanted == UNJUDGED or (wanted is None and found is None):
        return None
    if found is None:
        return "missed"
    return "right" if wanted is not None and _is_same(fact, wanted, found) else "wrong"


def facts_of(told: ToldPlan) -> dict[str, str]:
    """Return what is known by kind of fact."""
    own = {
        "body": told.body,
        "umbrella": told.umbrella,
        "direction": told.direction,
        "leaders": told.leaders,
    }
    found = {**told.answers, **own}
    return {fact: value for fact in FACTS if (value := found.get(fact))}


def table(name: str, talks: int, counts: Mapping[str, Counter[str]]) -> str:
    """Return a table in Markdown."""
    lines = [f"| {name}: {talks} talks | right | wrong | missed |", "|---|---|---|---|"]
    total = sum(counts.values(), Counter[str]())
    for fact, found in (*counts.items(), ("all", total)):
        lines.append(f"| {fact} | {found['right']} | {found['wrong']} | {found['missed']} |")
    return "\n".join(lines)


def message_from(text: str, gazetteer: Gazetteer) -> Message:
    """Return a message with the names and quantities in it."""
    found = find_entities(text, gazetteer)
    if may_name_place(text, found, None):
        found = [*found, *find_place_names(text)]
    entities = (
        Entity(one["entity"], str(one["value"]), text[one["start"] : one["end"]], one.get("role"))
        for one in found
    )
    return Message(text, tuple(entities))


def read_gazetteer(folder: Path) -> Gazetteer:
    """Return the names of the lookups, as training reads them."""
    lookups: dict[str, list[str]] = {}
    synonyms: dict[str, str] = {}
    for path in sorted(folder.glob("*.yml")):
        for item in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            forms = [line.removeprefix("- ").strip() for line in item["examples"].splitlines()]
            if "lookup" in item:
                lookups[item["lookup"]] = forms
            else:
                synonyms.update(dict.fromkeys(forms, item["synonym"]))
    return Gazetteer(forms_of(lookups, synonyms))


def _is_same(fact: str, wanted: str, found: str) -> bool:
    if fact == "period":
        # "2027-07": the month in which it begins.
        return found.startswith(wanted)
    if fact == "seat":
        return wanted.lower() in found.lower()
    if fact == "country":
        return sorted(wanted.split(",")) == sorted(found.split(","))
    return wanted == found


if __name__ == "__main__":
    sys.exit(main())
