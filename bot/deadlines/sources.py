"""Which pages count as primary: those of the body that sets or receives the deadline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.knowledge.entry import Source


@dataclass(frozen=True)
class PrimaryHosts:
    """Hosts from ``faq/sources.yml``; a host counts for all programmes or for the listed ones."""

    programmes_by_host: Mapping[str, frozenset[str]]

    def is_primary(self, source: Source, programme_id: str) -> bool:
        """Say whether the page is one of the body itself for this programme."""
        host = (urlsplit(source.url).hostname or "").removeprefix("www.")
        programmes = self.programmes_by_host.get(host)
        return programmes is not None and (not programmes or programme_id in programmes)
