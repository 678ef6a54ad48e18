"""What is wrong although each value is a valid one: names nobody reads, ports given twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from bot.settings.reader import LOOPBACK_HOSTS
from bot.texts import text

PREFIX = "IJA_"
# Not ours to read, and rightly there: what a core is given (endpoints.yml), what the scripts in
# deploy/bin take, what tests and load tools use.
OF_OTHERS = frozenset(
    {
        "IJA_RASA_DATABASE",
        "IJA_RELEASE",
        "IJA_SECRETS",
        "IJA_BASE",
        "IJA_FAQ",
        "IJA_HEADS",
        "IJA_COMMAND",
        "IJA_SYSTEMCTL",
        "IJA_AS_SERVICE",
        "IJA_DOOR_PAUSE",
    }
)
PREFIXES_OF_OTHERS = ("IJA_TEST_", "IJA_LOAD_")


def unknown_names(environ: Mapping[str, str], known: Iterable[str]) -> Iterator[str]:
    """Return a problem for each variable that looks like a setting and is none."""
    names = sorted(known)
    bare_names = [name.removeprefix(PREFIX) for name in names]
    for name in sorted(environ):
        if not name.startswith(PREFIX) or name in names or name in OF_OTHERS:
            continue
        if name.startswith(PREFIXES_OF_OTHERS):
            continue
        # Without what all of them share: it makes any two names look alike.
        nearest = get_close_matches(name.removeprefix(PREFIX), bare_names, 1)
        key = "settings.unknown_near" if nearest else "settings.unknown"
        yield text(key, name=name, nearest="".join(PREFIX + found for found in nearest))


def shared_ports(listeners: Iterable[tuple[str, str, int]]) -> Iterator[str]:
    """Return a problem for each two listeners (variable, host, port) that want the same place."""
    seen: list[tuple[str, str, int]] = []
    for name, host, port in listeners:
        for other, other_host, other_port in seen:
            if port and port == other_port and _meet(host, other_host):
                yield text("settings.port_shared", name=name, other=other, port=port)
        seen.append((name, host, port))


def _meet(host: str, other: str) -> bool:
    """Tell whether two hosts mean the same address; one for all networks meets every other."""
    if host in LOOPBACK_HOSTS and other in LOOPBACK_HOSTS:
        return True
    return host == other or not {host, other}.isdisjoint(("0.0.0.0", "::"))  # noqa: S104
