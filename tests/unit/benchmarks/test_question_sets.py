from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.question_sets import Asked, ask_in_talk, read_questions
from bot.console.assistant import Turn


class _Assistant:
    """Takes everything alone for an emergency, and in a talk shows the numbers beside an answer."""

    def __init__(self) -> None:
        self.said: dict[str, list[str]] = {}

    def parse(self, text: str) -> Mapping[str, Any]:
        ranking = [{"topic": text}]
        return {"understanding": {"decision": "emergency", "topic": "x", "ranking": ranking}}

    def say(self, text: str, sender_id: str) -> Turn:
        earlier = self.said.setdefault(sender_id, [])
        earlier.append(text)
        shown = ["card:answer", "utter_emergency_hint"] if earlier[1:] else ["utter_emergency/x"]
        decision = "answer" if earlier[1:] else "emergency"
        return Turn([], shown, {"decision": decision, "topic": "versicherung"})


def test_the_messages_before_are_said_first(tmp_path: Path) -> None:
    file = tmp_path / "set.tsv"
    lines = ["intent\ttext\tlanguage\tbefore", "versicherung\tund bei einem unfall\tde\ta || b"]
    file.write_text("\n".join([*lines, "notfall_gewalt\thelp\ten\t"]), encoding="utf-8")
    asked = read_questions(file)
    assert [one.before for one in asked] == [("a", "b"), ()]
    assistant = _Assistant()
    answers = ask_in_talk(asked, assistant, "set")
    assert list(assistant.said.values()) == [["a", "b", "und bei einem unfall"], ["help"]]
    (_, beside), (_, helped) = answers
    assert (beside.decision, beside.topic, beside.is_concerning) == ("answer", "versicherung", True)
    assert (helped.decision, helped.is_concerning) == ("emergency", False)


def test_a_set_without_earlier_messages_is_read_as_before(tmp_path: Path) -> None:
    file = tmp_path / "set.tsv"
    file.write_text("intent\ttext\njuleica\twas ist das\n", encoding="utf-8")
    assert read_questions(file) == [Asked("was ist das", "juleica")]
