"""What counts as told, folded, offered and missed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.conversation_replies import Reply
from benchmarks.strangers import KINDS, Wanted, holds, read_talks, verdict_on, words_in
from tests.unit.benchmarks.replies import REPLY

ROOT = Path(__file__).resolve().parents[3]
SHOWN = replace(REPLY, text="Ab 16 Jahren.", entries=("juleica",))
ENTRY = Wanted("wie alt", "juleica")
PASSAGE = Wanted("wie lang", "juleica", "Dauer der Schulung: meist")


@pytest.mark.parametrize(
    ("reply", "wanted", "verdict"),
    [
        (SHOWN, ENTRY, "told"),
        (SHOWN, PASSAGE, "folded"),
        (replace(REPLY, text="Dazu: Dauer der Schulung: meist 35 Stunden."), PASSAGE, "told"),
        (replace(REPLY, text="x " * 500 + "Dauer der Schulung: meist"), PASSAGE, "missed"),
        (replace(SHOWN, is_proposal=True), ENTRY, "offered"),
        (replace(REPLY, options=("juleica",)), ENTRY, "offered"),
        (REPLY, ENTRY, "missed"),
        (
            replace(REPLY, text="Das habe ich verstanden: 12"),
            Wanted("wir sind 12", "facts"),
            "told",
        ),
        (SHOWN, Wanted("wir sind 12", "facts"), "missed"),
        (replace(REPLY, decisions=("deadlines",)), Wanted("wann", "deadlines"), "told"),
        (replace(REPLY, decisions=("form",)), Wanted("ruft mich an", "person"), "told"),
        (replace(REPLY, is_unsure=True), Wanted("wetter", "nothing"), "told"),
        (replace(REPLY, is_unsure=True), Wanted("ruft mich an", "person"), "missed"),
        (SHOWN, Wanted("wetter", "nothing"), "missed"),
    ],
)
def test_a_reply_is_judged(reply: Reply, wanted: Wanted, verdict: str) -> None:
    assert verdict_on(reply, wanted) == verdict


@pytest.mark.parametrize("name", ["dev", "held_out"])
def test_each_message_wants_a_kind_or_an_entry(name: str) -> None:
    entry_ids = {file.stem for file in (ROOT / "faq").rglob("*.md")}
    talks = read_talks(name)
    assert all(len(talk) > 1 for talk in talks)
    wanted = {one.expected for talk in talks for one in talk}
    assert wanted <= {*KINDS, *entry_ids}


@pytest.mark.parametrize("name", ["dev", "held_out"])
def test_each_passage_stands_in_its_entry(name: str) -> None:
    entries = {
        file.stem: words_in(file.read_text(encoding="utf-8"))
        for file in (ROOT / "faq").rglob("*.md")
    }
    with_passage = [one for talk in read_talks(name) for one in talk if one.passage]
    # Only their entries are named: the set apart is not to be read.
    missing = {
        one.expected
        for one in with_passage
        if not holds(entries[one.expected], words_in(one.passage))
    }
    assert with_passage
    assert missing == set()
