"""Asks the servers of other people's pages whether the pages are still there.

Polite on purpose: one request at a time for each server, few servers at once, a name of our own,
and nothing of a page is read. Many servers answer HEAD wrongly: only GET counts as a refusal.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

SECONDS = 15.0
SERVERS_AT_ONCE = 4
USER_AGENT = "IJA-Lotse-link-check"
_GONE = (404, 410)


class State(enum.Enum):
    """What asking for a page came to."""

    THERE = "there"
    GONE = "gone"
    START_PAGE = "start_page"  # the page is no more, the server leads to its first page instead
    REFUSED = "refused"  # any other status of an error: often only for programs
    SILENT = "silent"  # no connection, no certificate, no answer in time


@dataclass(frozen=True)
class Reply:
    """The state of one address and the status that the server gave, if it answered at all."""

    state: State
    status: int = 0


def ask(addresses: Collection[str], seconds: float = SECONDS) -> dict[str, Reply]:
    """Ask for each address once; nothing is raised for a server that does not answer."""
    by_server: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        by_server[urlsplit(address).netloc].append(address)
    replies: dict[str, Reply] = {}
    client = httpx.Client(
        timeout=seconds, follow_redirects=True, headers={"User-Agent": USER_AGENT}
    )
    with client, ThreadPoolExecutor(SERVERS_AT_ONCE) as pool:
        for some in pool.map(lambda own: _ask_server(client, own), by_server.values()):
            replies |= some
    return replies


def _ask_server(client: httpx.Client, addresses: list[str]) -> dict[str, Reply]:
    return {address: _ask(client, address) for address in addresses}


def _ask(client: httpx.Client, address: str) -> Reply:
    try:
        response = client.head(address)
        if response.is_error:
            with client.stream("GET", address) as response:
                pass
    except (httpx.HTTPError, httpx.InvalidURL):
        return Reply(State.SILENT)
    if response.status_code in _GONE:
        return Reply(State.GONE, response.status_code)
    if response.is_error:
        return Reply(State.REFUSED, response.status_code)
    if len(urlsplit(address).path) > 1 and len(response.url.path) <= 1:
        return Reply(State.START_PAGE, response.status_code)
    return Reply(State.THERE, response.status_code)
