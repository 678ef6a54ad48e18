"""The measure of facts told in passing."""

from __future__ import annotations

import pytest

from benchmarks.facts import FACTS, UNJUDGED, judge, read_talks, table
from bot.fit.case import FORMATS
from bot.texts import keys


@pytest.mark.parametrize(
    ("fact", "wanted", "found", "verdict"),
    [
        ("country", "PL,UA", "UA,PL", "right"),
        ("country", "PL", "UA", "wrong"),
        ("period", "2027-07", "2027-07-19/", "right"),
        ("period", "2027-07", "2027-10-01/", "wrong"),
        ("seat", "Essen", "stadt essen", "right"),
        ("group", None, "2", "wrong"),
        ("group", "2", None, "missed"),
        ("group", UNJUDGED, "2", None),
        ("group", None, None, None),
    ],
)
def test_a_fact_nobody_told_is_wrong(
    fact: str, wanted: str | None, found: str | None, verdict: str | None
) -> None:
    assert judge(fact, wanted, found) == verdict


def test_the_sets_name_facts_that_can_be_known() -> None:
    dev, held_out = read_talks("dev"), read_talks("held_out")
    assert (len(dev), len(held_out)) == (50, 30)
    for talk in (*dev, *held_out):
        assert 3 <= len(talk.messages) <= 5
        assert set(talk.known) <= set(FACTS)
        assert talk.known.get("format", FORMATS[0]) in (*FORMATS, UNJUDGED)
        assert talk.known.get("direction", "in") in ("in", "out", "both", UNJUDGED)
        for kind, key in (("body", "body"), ("umbrella", "umbrella_body")):
            told = talk.known.get(kind, UNJUDGED)
            assert told == UNJUDGED or f"fit.{key}_{told}" in keys()
    said = [message for talk in dev for message in talk.messages]
    assert not {m for talk in held_out for m in talk.messages if len(m.split()) > 4} & set(said)


def test_the_table_sums_up() -> None:
    from collections import Counter

    counts = {fact: Counter() for fact in FACTS} | {"age": Counter(right=2, wrong=1)}
    assert table("dev", 3, counts).splitlines()[-1] == "| all | 2 | 1 | 0 |"
