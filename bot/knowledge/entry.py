"""The FAQ entry: one question, its answer, where it comes from and when it was checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

HANDOVER_GROUP = "uebergabe"


@dataclass(frozen=True)
class Source:
    """A page that supports an answer; ``year`` is None when the page carries no date."""

    title: str
    url: str
    year: int | None


@dataclass(frozen=True)
class FaqEntry:
    """One entry; ``answer``, ``details`` and ``simple`` are Markdown (empty when absent)."""

    id: str
    group: str
    question: str
    answer: str
    details: str
    simple: str
    sources: tuple[Source, ...]
    is_practice: bool
    checked_on: date
    review_by: date
    related: tuple[str, ...]

    @property
    def is_handover(self) -> bool:
        """Say whether the entry describes a case that a person of the office should look at."""
        return self.group == HANDOVER_GROUP

    def is_review_due(self, today: date) -> bool:
        """Say whether the office wanted to have checked the entry again before ``today``."""
        return self.review_by < today
