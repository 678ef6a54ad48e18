"""Addresses of other people's pages in the knowledge base, and which of them lead nowhere now."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from bot.editorial.checks.findings import finding
from bot.editorial.outside.reachability import Reply, State
from bot.knowledge.files.problems import Problem

# The dots of "https://…" in an explanation are no address.
_ADDRESS = re.compile(r"https?://[^\s\"'<>(){}\[\],;|…„“”]+")
_HINTS = (State.START_PAGE, State.REFUSED, State.SILENT)
Place = tuple[str, int]
Ask = Callable[[Collection[str]], Mapping[str, Reply]]


def external_links(faq_dir: Path, parts: Collection[str] = ()) -> dict[str, list[Place]]:
    """Return each address with its places; ``parts`` as in the check: of the names of files."""
    found: dict[str, list[Place]] = defaultdict(list)
    for path in sorted([*faq_dir.glob("*/*.md"), *faq_dir.rglob("*.yml")]):
        where = path.relative_to(faq_dir.parent).as_posix()
        if not all(part in where for part in parts):
            continue
        content = path.read_text(encoding="utf-8-sig")
        for number, line in enumerate(content.split("\n"), start=1):
            if not line.lstrip().startswith("#"):
                for match in _ADDRESS.finditer(line):
                    found[match[0].rstrip(".:!?")].append((where, number))
    return dict(found)


def link_findings(
    links: Mapping[str, list[Place]], ask: Ask
) -> tuple[list[Problem], list[Problem]]:
    """Ask for all addresses; return what is gone, at all its places, and the hints, each once."""
    replies = ask(links)
    silent = [address for address in links if replies[address].state is State.SILENT]
    if links and len(silent) == len(links):
        where, line = links[silent[0]][0]
        return [], [finding(where, line, "links_all_silent", count=len(silent))]
    problems = [
        finding(where, line, "link_gone", link=address, status=replies[address].status)
        for address, places in links.items()
        if replies[address].state is State.GONE
        for where, line in places
    ]
    return problems, list(_hints(links, replies))


def _hints(links: Mapping[str, list[Place]], replies: Mapping[str, Reply]) -> Iterator[Problem]:
    for address, places in links.items():
        reply = replies[address]
        if reply.state in _HINTS:
            key = f"link_{reply.state.value}"
            where, line = places[0]
            yield finding(where, line, key, link=address, status=reply.status, places=len(places))
