"""Where a statement comes from and when it was checked, under every answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urljoin

from bot.channels.telegram.shown.rich import Paragraph, Run, link, plain, sendable
from bot.deadlines.shown.wording import german_date
from bot.texts import text

Source = Mapping[str, Any]


def source_lines(sources: Sequence[Source], site: str, gap: int = 2) -> list[Paragraph]:
    """Return one line for a source, or a list of several, each a link with its year."""
    if not sources:
        return []
    if len(sources) == 1:
        return [Paragraph((Run(text("telegram.source")), *_source(sources[0], site)), gap)]
    lines = [plain(text("telegram.sources"), gap)]
    return lines + [Paragraph((Run("• "), *_source(item, site)), gap=1) for item in sources]


def checked_on(iso: str | None) -> list[Paragraph]:
    """Return the line that says when it was checked, none without a day."""
    if not iso:
        return []
    try:
        day = german_date(date.fromisoformat(iso))
    except ValueError:
        day = sendable(iso)
    return [plain(text("telegram.checked_on", day=day), gap=1)]


def _source(source: Source, site: str) -> tuple[Run, Run]:
    named = link(source["title"], urljoin(site, source.get("url") or ""))
    return named, Run(sendable(f" ({source['year']})"))
