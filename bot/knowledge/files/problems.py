"""What is wrong with a file of the editors, told to them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.texts import text


@dataclass(frozen=True)
class Problem:
    """One finding for the editor: where, what is wrong and what to do (German).

    ``path`` is relative to the project, ``line`` counts from 1 (None: the file as a whole).
    """

    path: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        """Return the line that the editor reads."""
        if self.line is None:
            return f"{self.path}: {self.message}"
        return text("faq_check.at_line", path=self.path, line=self.line, message=self.message)


def undecodable_line(error: UnicodeDecodeError) -> int:
    """Return the line, from 1, in which a file stops being UTF-8."""
    return error.object.count(b"\n", 0, error.start) + 1


class ProblemsError(ValueError):
    """A file of the editors is not usable; ``problems`` holds every finding."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
