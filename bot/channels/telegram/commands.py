"""The commands of the menu, and what a person typed after the slash."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from bot.texts import text

MENU = ("start", "hilfe", "fristen", "termine", "beratung", "erinnern", "abos", "einfach",
        "datenschutz", "stopp")  # fmt: skip
_ALIASES = {"help": "hilfe", "stop": "stopp", "frist": "fristen", "termin": "termine",
            "abo": "abos", "privacy": "datenschutz", "settings": "hilfe"}  # fmt: skip
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@[A-Za-z0-9_]{1,64})?(?:\s+(.*))?", re.DOTALL)

QUESTION_PREFIX = "frage_"
_HASH_PREFIX = "frage-"
_MOST_PARAMETER = 64
_HASH_CHARACTERS = 16
MAX_ARGUMENT_CHARACTERS = 200


def menu() -> list[tuple[str, str]]:
    """Return the commands with their German descriptions, in the order of the menu."""
    return [(name, text(f"telegram.command_{name}")) for name in MENU]


def read_command(said: str) -> tuple[str, str]:
    """Return the command and what stands behind it, both empty if the text is none.

    A name that we do not have is returned as it is: people get the list of what there is.
    """
    match = _COMMAND.fullmatch(said.strip())
    if match is None:
        return "", ""
    name = match[1].lower()
    return _ALIASES.get(name, name), (match[2] or "").strip()[:MAX_ARGUMENT_CHARACTERS]


def question_parameter(faq_id: str) -> str:
    """Return what stands after ``?start=`` in a link to a question: at most 64 characters."""
    parameter = f"{QUESTION_PREFIX}{faq_id}"
    is_short = len(parameter) <= _MOST_PARAMETER and re.fullmatch(r"[A-Za-z0-9_-]+", parameter)
    return parameter if is_short else f"{_HASH_PREFIX}{_digest(faq_id)}"


def question_of(parameter: str, known: Iterable[str]) -> str | None:
    """Return the id of the question that a link is about, None if there is no such question."""
    if parameter.startswith(QUESTION_PREFIX):
        wanted = parameter.removeprefix(QUESTION_PREFIX)
        return wanted if wanted in set(known) else None
    if parameter.startswith(_HASH_PREFIX):
        wanted = parameter.removeprefix(_HASH_PREFIX)
        return next((faq_id for faq_id in known if _digest(faq_id) == wanted), None)
    return None


def is_question_link(parameter: str) -> bool:
    """Return whether a parameter means a question, known or not."""
    return parameter.startswith((QUESTION_PREFIX, _HASH_PREFIX))


def _digest(faq_id: str) -> str:
    return hashlib.sha256(faq_id.encode()).hexdigest()[:_HASH_CHARACTERS]
