"""``python -m bot faq check|show``: the editor's tools."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from bot.deadlines.check import check_deadlines
from bot.knowledge.blocks import to_blocks, to_plain_text
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.check import check_knowledge
from bot.texts import text


def main(argv: list[str], faq_dir: Path, today: date) -> int:
    """Run ``check`` or ``show <id>``; return 1 if there is something to mend."""
    if argv == ["check"]:
        return _check(faq_dir, today)
    if len(argv) == 2 and argv[0] == "show":
        return _show(faq_dir, argv[1])
    sys.stderr.write(text("faq_check.usage") + "\n")
    return 2


def _check(faq_dir: Path, today: date) -> int:
    report = check_knowledge(faq_dir, today)
    problems = [*report.problems, *check_deadlines(faq_dir, today)]
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    for hint in report.hints:
        sys.stdout.write(f"{hint}\n")
    key = "faq_check.summary_problems" if problems else "faq_check.summary_ok"
    sys.stdout.write(text(key, entries=len(report.entries), problems=len(problems)) + "\n")
    return 1 if problems else 0


def _show(faq_dir: Path, entry_id: str) -> int:
    entry = Catalogue(faq_dir).get(entry_id)
    if entry is None:
        sys.stderr.write(text("faq_check.no_entry", id=entry_id) + "\n")
        return 1
    for part in (entry.question, entry.answer, entry.details, entry.simple):
        sys.stdout.write(to_plain_text(to_blocks(part)) + "\n\n")
    for source in entry.sources:
        sys.stdout.write(f"{source.title} ({source.year or '–'}): {source.url}\n")
    return 0
