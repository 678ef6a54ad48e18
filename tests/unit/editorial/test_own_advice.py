from __future__ import annotations

from datetime import date

from bot.editorial.reports.own_advice import OwnAdvice, own_advice
from bot.knowledge.entry import FaqEntry


def entry(entry_id: str, details: str, *, is_practice: bool = False) -> FaqEntry:
    return FaqEntry(
        id=entry_id,
        group="planung",
        question="Was hilft?",
        answer="Fragen Sie die Förderstelle. Der Antrag läuft online.",
        details=details,
        simple="",
        sources=(),
        is_practice=is_practice,
        checked_on=date(2026, 11, 27),
        review_by=date(2027, 5, 27),
        related=(),
    )


def test_what_says_that_it_is_our_advice_is_counted_for_the_office_to_confirm() -> None:
    entries = [
        entry("zelt", "- **Regen:** Tipp: Planen Sie ein Haus ein.\n- **Platz:** 20 Zelte."),
        entry("bus", "- **Bewährt hat sich** ein zweiter Bus.\n- Tipps: früh buchen."),
        entry("bahn", "- **Frist:** drei Monate vorher."),
    ]

    assert own_advice(entries) == (OwnAdvice("bus", 2), OwnAdvice("zelt", 1))


def test_an_entry_that_rests_on_practice_is_all_advice() -> None:
    details = "- **Frist:** früh."

    assert own_advice([entry("bahn", details, is_practice=True)]) == (OwnAdvice("bahn", 3),)
