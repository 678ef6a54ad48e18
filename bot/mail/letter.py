"""The two bodies of a mail, made from the same parts, so that they always say the same.

All text of people is escaped and kept in its own direction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from bot.consultations.facts import Fact


@dataclass(frozen=True)
class Sentence:
    """Our own words."""

    text: str


@dataclass(frozen=True)
class Heading:
    """The title of what follows."""

    text: str


@dataclass(frozen=True)
class Facts:
    """A table of labels and values."""

    facts: Sequence[Fact]


@dataclass(frozen=True)
class Said:
    """What somebody wrote; ``speaker`` may be empty."""

    text: str = field(repr=False)
    speaker: str = ""


@dataclass(frozen=True)
class Link:
    """An address of ours on a line of its own."""

    url: str


Part = Sentence | Heading | Facts | Said | Link


def plain_body(parts: Sequence[Part]) -> str:
    """Return the body as plain text."""
    return "\n\n".join(_plain(part) for part in parts) + "\n"


def html_body(title: str, parts: Sequence[Part]) -> str:
    """Return the body as HTML."""
    body = "\n".join(_html(part) for part in parts)
    return (
        '<!DOCTYPE html>\n<html lang="de">\n<head><meta charset="utf-8">'
        f"<title>{escape(title)}</title></head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _plain(part: Part) -> str:
    if isinstance(part, Heading):
        return f"{part.text}\n{'-' * len(part.text)}"
    if isinstance(part, Facts):
        return "\n".join(f"{fact.label}: {fact.value}" for fact in part.facts)
    if isinstance(part, Said):
        return f"{part.speaker}: {part.text}" if part.speaker else part.text
    return part.url if isinstance(part, Link) else part.text


def _html(part: Part) -> str:
    if isinstance(part, Heading):
        return f"<h2>{escape(part.text)}</h2>"
    if isinstance(part, Facts):
        rows = "\n".join(
            f'<tr><th align="left" valign="top">{escape(fact.label)}</th>'
            f'<td dir="auto">{escape(fact.value)}</td></tr>'
            for fact in part.facts
        )
        return f"<table>\n{rows}\n</table>"
    if isinstance(part, Said):
        name = f"<p><strong>{escape(part.speaker)}</strong></p>\n" if part.speaker else ""
        return f'{name}<div dir="auto" style="white-space: pre-wrap">{escape(part.text)}</div>'
    if isinstance(part, Link):
        return f'<p><a href="{escape(part.url)}">{escape(part.url)}</a></p>'
    return f"<p>{escape(part.text)}</p>"
