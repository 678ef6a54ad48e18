"""Commands of the form as they are typed in haste: "snden", "zuruck", "überspirngen"."""

from __future__ import annotations

from functools import lru_cache

from bot.intake.words import field_names, labels, phrases, ways_by_name
from bot.knowledge.naming.one_typo import is_one_typo
from bot.words.folding import bare, fold
from bot.words.phrases import has_any, spaced

_MOST_WORDS = 5
# Shorter words have too many neighbours.
_LEAST_LETTERS = 4
_LETTERS_OF_NAME = 6
# "Weitr" may be how somebody is called, "weitr" is not.
_NAMES = frozenset({"name", "organisation"})
_BESIDE = (
    "beside_agreeing",
    "beside_stop",
    "beside_change",
    "beside_resume",
    "beside_enough",
    "before_label",
    "beside_refusing",
)


def spelled_right(said: str, asked: str = "") -> str:
    """Return a message that only commands the form without its slips, any other as it is.

    ``asked`` is the open question.
    """
    spoken = said.split()
    if not 0 < len(spoken) <= _MOST_WORDS or said.startswith("/"):
        return said
    is_name = asked in _NAMES
    right = [_right(word) if not (is_name and word[:1].isupper()) else None for word in spoken]
    if any(
        meant or spaced(word).strip() in _folded_commands()
        for word, meant in zip(spoken, right, strict=True)
    ):
        # "Telefonnumer ändern"
        right = [meant or _named(word) for word, meant in zip(spoken, right, strict=True)]
    pairs = list(zip(spoken, right, strict=True))
    is_known = all(meant or spaced(word).strip() in _beside() for word, meant in pairs)
    if not is_known or not any(right):
        return said
    return " ".join(meant or word for word, meant in pairs)


def stops(said: str) -> bool:
    """Say whether a message has a word that clearly stops the form."""
    return has_any(spaced(said), phrases("stops"))


def tells_of_stopping(said: str) -> bool:
    """Say whether a message tells of what was stopped: "die Fahrt mussten wir abbrechen"."""
    words = spaced(said)
    return has_any(words, phrases("stopped_then")) and not has_any(words, phrases("stops_now"))


def _right(word: str) -> str | None:
    """Return the command that a word is but for one slip, None where it is none."""
    typed = spaced(word).strip()
    if len(typed) < _LEAST_LETTERS or typed in _no_slips() or typed in _beside():
        return None
    for key, command in _commands().items():
        if typed[0] == key[0] and is_one_typo(typed, key):
            return command
    return _commands().get(typed) if typed != fold(_commands().get(typed, "")) else None


def _named(word: str) -> str | None:
    """Return the field or way of contact that a word names but for one slip."""
    typed = spaced(word).strip()
    if len(typed) < _LEAST_LETTERS or typed in _beside():
        return None
    near = (one for one in _names() if one[0] == typed[0] and is_one_typo(typed, fold(one)))
    return next(near, None)


@lru_cache(maxsize=1)
def _names() -> tuple[str, ...]:
    named = (*field_names().values(), *labels().values(), *ways_by_name().values())
    return tuple(one for names in named for one in names if len(one) >= _LETTERS_OF_NAME)


@lru_cache(maxsize=1)
def _folded_commands() -> frozenset[str]:
    return frozenset(map(fold, phrases("commands")))


@lru_cache(maxsize=1)
def _commands() -> dict[str, str]:
    """Return each command by its folded form and by the one without marks."""
    return {form: one for one in phrases("commands") for form in (fold(one), bare(one))}


@lru_cache(maxsize=1)
def _no_slips() -> frozenset[str]:
    lists = ("no_slips", "sends", "strike", "change", "struck_unclear")
    listed = {word for name in lists for one in phrases(name) for word in one.split()}
    return frozenset(listed | _folded_commands())


@lru_cache(maxsize=1)
def _beside() -> frozenset[str]:
    """Return the words that may stand beside a command, commands themselves among them."""
    named = (*field_names().values(), *labels().values(), *ways_by_name().values())
    listed = [*map(phrases, _BESIDE), *named, tuple(map(fold, phrases("commands")))]
    return frozenset(word for names in listed for one in names for word in one.split())
