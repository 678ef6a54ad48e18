"""What a statistic consists of: figures, and sections of lines that can be drawn as bars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

MIN_GROUP = 5
"""A number between zero and this one is not told: so few people could be recognised."""


@dataclass(frozen=True)
class Line:
    """One bar; ``number`` is None for "some, but fewer than ``MIN_GROUP``".

    ``share`` is that of its section, between zero and one, None where it would say nothing or
    give a hidden number away.
    """

    key: str
    label: str
    number: int | None
    share: float | None = None


@dataclass(frozen=True)
class Section:
    """Lines that belong together; ``key`` finds their German words in bot/texts/de/statistics."""

    key: str
    lines: tuple[Line, ...]

    @property
    def highest(self) -> int:
        """Return the number that the longest bar stands for, at least 1."""
        return max([1, *(MIN_GROUP - 1 if x.number is None else x.number for x in self.lines)])


@dataclass(frozen=True)
class Figure:
    """One figure for the top of the page; ``value`` is None when it is hidden or unknown.

    ``kind`` is ``number``, ``share`` (between zero and one) or ``days`` (working days).
    """

    key: str
    kind: str
    value: float | None


@dataclass(frozen=True)
class Statistics:
    """The statistic of a period, both days included.

    ``counted_since`` is the first day on which any question was counted, None before that.
    """

    first: date
    last: date
    counted_since: date | None
    figures: tuple[Figure, ...]
    sections: tuple[Section, ...]


def told(number: int) -> int | None:
    """Return the number, or None when it is so small that it must not be told."""
    return None if 0 < number < MIN_GROUP else number


def share_of(part: int, whole: int) -> float | None:
    """Return the share, or None when the whole or the part is too small to be told."""
    return None if whole < MIN_GROUP or told(part) is None else part / whole
