"""Formatted text before it becomes Telegram's HTML: paragraphs made of runs.

Telegram counts UTF-16 code units after it has read the markup, so lengths here are of what people
see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

_UNSENDABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_WEB = ("https://", "http://")


@dataclass(frozen=True)
class Run:
    """A stretch of text in one format; ``href`` is an absolute web address."""

    text: str
    bold: bool = False
    href: str | None = None

    @property
    def is_formatted(self) -> bool:
        """Return whether Telegram needs an entity for it."""
        return self.bold or self.href is not None


@dataclass(frozen=True)
class Paragraph:
    """A block that is kept whole where possible.

    ``gap`` is the number of line breaks before it. What is folded is shown in full after a tap.
    A heading does not stand alone at the end of a message.
    """

    runs: tuple[Run, ...]
    gap: int = 2
    is_folded: bool = False
    is_heading: bool = False

    @property
    def length(self) -> int:
        """Return the visible length in UTF-16 code units, without the gap."""
        return sum(utf16_length(run.text) for run in self.runs)

    @property
    def entities(self) -> int:
        """Return how many entities it costs; Telegram shows at most 100 in a message."""
        return sum(run.is_formatted for run in self.runs) + self.is_folded


def utf16_length(text: str) -> int:
    """Return how many UTF-16 code units a text has."""
    return len(text) + sum(character > "\uffff" for character in text)


def sendable(text: str) -> str:
    """Return the text without what no message may hold: control characters, lone surrogates."""
    return _UNSENDABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def plain(text: str, gap: int = 2) -> Paragraph:
    """Return a paragraph without any format."""
    return Paragraph((Run(sendable(text)),), gap)


def heading(text: str, gap: int = 2) -> Paragraph:
    """Return a bold line that stays with what follows it."""
    return Paragraph((Run(sendable(text), bold=True),), gap, is_heading=True)


def link(title: str, url: str) -> Run:
    """Return a link, or just its title where the address is none of the web."""
    return Run(sendable(title), href=sendable(url) if url.startswith(_WEB) else None)


def to_html(paragraphs: Sequence[Paragraph]) -> str:
    """Return paragraphs as HTML that Telegram reads; nothing of a text can become markup."""
    parts: list[str] = []
    for is_folded, group in groupby(paragraphs, key=lambda paragraph: paragraph.is_folded):
        block = list(group)
        parts.append("\n" * block[0].gap if parts else "")
        html = _joined(block)
        parts.append(f"<blockquote expandable>{html}</blockquote>" if is_folded else html)
    return "".join(parts)


def to_text(paragraphs: Iterable[Paragraph]) -> str:
    """Return what people see of paragraphs."""
    shown = ""
    for paragraph in paragraphs:
        shown += "\n" * paragraph.gap if shown else ""
        shown += "".join(run.text for run in paragraph.runs)
    return shown


def _joined(paragraphs: Sequence[Paragraph]) -> str:
    html = ""
    for paragraph in paragraphs:
        html += "\n" * paragraph.gap if html else ""
        html += "".join(_run(run) for run in paragraph.runs)
    return html


def _run(run: Run) -> str:
    html = escape(run.text, quote=False)
    if run.href is not None:
        html = f'<a href="{escape(run.href)}">{html}</a>'
    return f"<b>{html}</b>" if run.bold else html
