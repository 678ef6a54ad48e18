"""Idioms are tried only where they may begin; what is taken out stays the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.emergency.idioms import IDIOMS_FILE, Idioms
from bot.emergency.terms import EmergencyTerms

ROOT = Path(__file__).resolve().parents[3]


def _one_after_the_other(idioms: Idioms, plain: str) -> str:
    for idiom in idioms.idioms:
        plain = idiom.pattern.sub(" ", plain)
    return plain


def test_takes_out_the_same_as_all_patterns_would() -> None:
    idioms = EmergencyTerms.load().idioms
    said = (ROOT / "tests" / "questions" / "emergency_everyday.tsv").read_text(encoding="utf-8")
    # The list itself has every idiom, one behind the other.
    listed = IDIOMS_FILE.read_text(encoding="utf-8").replace("/", " ").replace("*", "")
    for line in (*said.casefold().splitlines(), *listed.casefold().splitlines()):
        assert idioms.taken_out(line) == _one_after_the_other(idioms, line)


@pytest.mark.parametrize(
    ("line", "said", "left"),
    [
        ("s-bahn verpasst", "die s-bahn verpasst", "die  "),
        ("… vor lachen", "wir sterben fast vor lachen", " "),
        ("(laut) schrei*", "(laut) schreien", "(laut) schreien"),
        ("im keller/bad", "im bad im keller", "   "),
    ],
)
def test_begins_with_any_word(line: str, said: str, left: str) -> None:
    assert Idioms.of([line]).taken_out(said) == left
