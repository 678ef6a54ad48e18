"""What the checks found: problems must be mended, hints may wait."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.knowledge.files.problems import Problem
from bot.texts import text


@dataclass
class Findings:
    """All findings of one run; ``entries`` is the number of entries that were looked at."""

    entries: int = 0
    problems: list[Problem] = field(default_factory=list)
    hints: list[Problem] = field(default_factory=list)

    def add(self, problems: Iterable[Problem] = (), hints: Iterable[Problem] = ()) -> None:
        """Add findings of one check."""
        self.problems += problems
        self.hints += hints

    def only(self, wanted: str) -> Findings:
        """Return the findings whose file name or folder contains ``wanted``."""
        return Findings(
            self.entries,
            [problem for problem in self.problems if wanted in problem.path],
            [hint for hint in self.hints if wanted in hint.path],
        )

    def sort(self) -> None:
        """Bring the findings into the order in which an editor walks through the files."""
        for found in (self.problems, self.hints):
            found.sort(key=lambda problem: (problem.path, problem.line or 0, problem.message))


def finding(path: str, line: int | None, key: str, /, **values: object) -> Problem:
    """Return a finding with the German text ``editorial.<key>``."""
    return Problem(path, text(f"editorial.{key}", **values), line)
