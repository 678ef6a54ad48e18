"""The pages that every page links to; one line for each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NavigationItem:
    """A link of the navigation; its words stand under ``nav_<key>`` in bot/texts/de/desk.yml."""

    path: str
    key: str
    for_admins: bool = False


NAVIGATION = (
    NavigationItem("/anfragen", "requests"),
    NavigationItem("/posteingang", "mailbox"),
    NavigationItem("/textbausteine", "modules"),
    NavigationItem("/verbessern", "improve"),
    NavigationItem("/statistik", "statistics"),
    NavigationItem("/konten", "staff", for_admins=True),
    NavigationItem("/zugriffe", "log", for_admins=True),
    NavigationItem("/konto", "account"),
)


def visible_items(*, is_admin: bool) -> tuple[NavigationItem, ...]:
    """Return what somebody with this role may open."""
    return tuple(item for item in NAVIGATION if is_admin or not item.for_admins)


def is_here(item: NavigationItem, path: str) -> bool:
    """Say whether the page at ``path`` belongs to the link."""
    return path == item.path or path.startswith(f"{item.path}/")
