"""How people ask on: the files beside the answers, and what editors are told about them."""

from __future__ import annotations

import os
from pathlib import Path

from bot.knowledge.further_questions import (
    NONE_KNOWN,
    LiveFurtherQuestions,
    further_question_hints,
    further_question_problems,
    parse,
)
from bot.settings import PROJECT_ROOT

FILE = """# Wer liest das?
Wie schnell melden:
- hat das zeit

Große Änderung:
-  andere   stadt
- anderes land

(steht nicht in der Antwort)
- wer zahlt den hund
"""
ENTRY = """---
question: Was tun?
group: planung
sources: []
basis: praxiswissen
checked_on: 2026-01-01
review_by: 2026-12-01
related: []
---
Melden Sie es. Fragen Sie uns.

## Details

- **Wie schnell melden:** sofort.
"""


def faq(folder: Path, content: str = FILE, name: str = "melden.txt") -> Path:
    faq_dir = folder / "faq"
    for part in ("planung", "nachfragen"):
        (faq_dir / part).mkdir(parents=True, exist_ok=True)
    (faq_dir / "planung" / "melden.md").write_text(ENTRY, encoding="utf-8")
    (faq_dir / "nachfragen" / name).write_text(content, encoding="utf-8")
    return faq_dir


def test_questions_belong_to_the_passage_that_begins_so_however_it_goes_on() -> None:
    asked = parse(FILE)
    assert asked.answered_by("Große Änderung: Fragen Sie.") == ("andere stadt", "anderes land")
    assert asked.answered_by("Große Änderung: Das ist neu.") == ("andere stadt", "anderes land")
    assert asked.answered_by("Eine große Änderung: Fragen Sie.") == ()
    assert asked.unanswered == ("wer zahlt den hund",)


def test_a_question_before_any_passage_is_answered_by_none() -> None:
    assert parse("- wer zahlt den hund").unanswered == ("wer zahlt den hund",)
    assert parse("") == NONE_KNOWN


def test_a_dash_begins_a_question_however_it_is_typed() -> None:
    asked = parse("Große Änderung:\n-andere stadt\n-\n- \n- anderes land\n")
    assert dict(asked.by_beginning) == {"Große Änderung:": ("andere stadt", "anderes land")}


def test_an_edit_is_live_and_a_broken_file_leaves_what_was_known(tmp_path: Path) -> None:
    faq_dir = faq(tmp_path)
    live = LiveFurtherQuestions(faq_dir)
    assert live.of("melden").unanswered == ("wer zahlt den hund",)
    path = faq_dir / "nachfragen" / "melden.txt"
    path.write_text(FILE + "- und die katze\n", encoding="utf-8")
    assert live.of("melden").unanswered == ("wer zahlt den hund", "und die katze")
    path.write_bytes(b"\xff\xfe broken")
    os.utime(path, ns=(1, 1))
    assert live.of("melden").unanswered == ("wer zahlt den hund", "und die katze")
    path.unlink()
    assert live.of("melden") is NONE_KNOWN
    assert live.of("anderes") is NONE_KNOWN


def test_editors_are_told_of_questions_whose_passage_is_gone(tmp_path: Path) -> None:
    [hint] = further_question_hints(faq(tmp_path))
    assert hint.path == "faq/nachfragen/melden.txt"
    assert "Große Änderung:" in hint.message


def test_editors_are_told_of_questions_of_an_answer_that_is_gone(tmp_path: Path) -> None:
    faq_dir = faq(tmp_path, name="weg.txt")
    (faq_dir / "nachfragen" / "melden.txt").write_bytes(b"\xff\xfe broken")
    [broken] = further_question_problems(faq_dir)
    assert (broken.path, broken.line) == ("faq/nachfragen/melden.txt", 1)
    assert "UTF-8" in broken.message
    [gone] = further_question_hints(faq_dir)
    assert "weg" in gone.message


def test_questions_of_an_answer_that_is_only_unreadable_are_not_to_be_deleted(
    tmp_path: Path,
) -> None:
    faq_dir = faq(tmp_path)
    [entry] = faq_dir.glob("*/melden.md")
    entry.write_text("kein Kopf", encoding="utf-8")
    assert list(further_question_hints(faq_dir)) == []


def test_every_further_question_of_ours_has_its_passage() -> None:
    assert [hint.message for hint in further_question_hints(PROJECT_ROOT / "faq")] == []
