"""What counts as an answer to a mail."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.conversation_replies import Reply
from benchmarks.mails import DEADLINES, KINDS, Mail, read_mails, verdict_on
from tests.unit.benchmarks.replies import REPLY

ROOT = Path(__file__).resolve().parents[3]
LEAST = 50
ONE = Mail("Wer haftet?", (frozenset({"aufsichtspflicht", "versicherung"}),))
TWO = Mail("Juleica? Und bis wann?", (frozenset({"juleica"}), frozenset({DEADLINES})))
SHOWN = replace(REPLY, entries=("versicherung",))


@pytest.mark.parametrize(
    ("reply", "mail", "verdict"),
    [
        (SHOWN, ONE, "all"),
        (replace(SHOWN, is_proposal=True), ONE, "offered"),
        (replace(REPLY, options=("versicherung",), decisions=("ask_back",)), ONE, "offered"),
        (replace(REPLY, decisions=("ask_back",), meant="versicherung"), ONE, "missed"),
        (replace(REPLY, entries=("juleica",)), ONE, "wrong"),
        (replace(REPLY, entries=("juleica",)), TWO, "some"),
        (replace(REPLY, entries=("juleica",), decisions=("answer", DEADLINES)), TWO, "all"),
        # Money is told by a card of facts, a case by the offer of a person.
        (replace(REPLY, meant="aufsichtspflicht"), ONE, "all"),
        (
            replace(REPLY, meant="ho_partner_ausfall", decisions=("handover",)),
            Mail("x", (frozenset({"ho_partner_ausfall"}),)),
            "all",
        ),
    ],
)
def test_a_reply_is_judged(reply: Reply, mail: Mail, verdict: str) -> None:
    assert verdict_on(reply, mail) == verdict


@pytest.mark.parametrize("name", ["dev", "held_out"])
def test_each_mail_asks_for_an_entry(name: str) -> None:
    entry_ids = {file.stem for file in (ROOT / "faq").rglob("*.md")}
    mails = read_mails(name)
    asked = {topic for mail in mails for topics in mail.asked for topic in topics}
    assert len(mails) >= LEAST
    assert asked <= entry_ids | set(KINDS)
