"""Whether two requests name the same organisation (``no_names.yml``)."""

from __future__ import annotations

from pathlib import Path

from bot.words.folding import WORD, fold
from bot.words.lists import lists

_FILE = Path(__file__).with_name("no_names.yml")


def is_same_organisation(one: str, other: str) -> bool:
    """Say whether both name an organisation, and the same one, with or without its legal form."""
    name = _name(one)
    return bool(name) and name == _name(other)


def _name(entered: str) -> str:
    """Return the name in its compared spelling; an empty text for what names nobody."""
    known = lists(_FILE)
    name = " ".join(WORD.findall(fold(entered)))
    for form in known["legal_forms"]:
        name = name.removesuffix(f" {form}")
    return "" if name in (*known["nobody"], *known["kinds"]) else name
