"""Short further questions, each with what of the entry answers it (tests/questions/passages)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent.parent / "tests" / "questions" / "passages"
_EITHER = " | "


@dataclass(frozen=True)
class Asked:
    """A question after an entry was shown; ``passages`` are pieces of what answers it, any will do.

    Without passages the entry tells nothing about it.
    """

    entry: str
    question: str
    passages: tuple[str, ...]

    def is_in(self, text: str) -> bool:
        """Return whether a text holds one of the passages."""
        plain = " ".join(text.split())
        return any(passage in plain for passage in self.passages)


def read_asked(name: str) -> list[Asked]:
    """Return the questions of a set: ``dev`` or ``held_out``."""
    with (_FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Asked(
            row["entry"],
            row["question"],
            tuple(" ".join(part.split()) for part in (row["passage"] or "").split(_EITHER) if part),
        )
        for row in rows
    ]
