"""A finding: one sentence that is harder than it needs to be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What an editor should change.

    ``rule`` is the key of the message in ``bot/texts/de/plain_language.yml``; ``line`` the line of
    the text (from 1) in which the sentence starts; ``sentence`` is shortened when very long and
    empty when the finding is about the whole text; ``message`` says in German what is wrong and
    what to do.
    """

    rule: str
    line: int
    sentence: str
    message: str

    def __str__(self) -> str:
        """Return message and sentence in one line."""
        return f"{self.message}: „{self.sentence}“" if self.sentence else self.message
