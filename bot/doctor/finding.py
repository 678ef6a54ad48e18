"""What a check says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bot.texts import keys, text


class State(Enum):
    """How bad it is: ``problem`` fails the whole examination, ``hint`` does not."""

    OK = "ok"
    HINT = "hint"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Finding:
    """One sentence about one area and, unless all is well, what to do."""

    area: str
    state: State
    message: str
    advice: str = ""


def fine(area: str, key: str, **values: object) -> Finding:
    """Return that something is well; the text is ``doctor.<key>``."""
    return Finding(area, State.OK, text(f"doctor.{key}", **values))


def hint(area: str, key: str, **values: object) -> Finding:
    """Return that somebody should look; the advice is ``doctor.<key>_do``."""
    return _bad(area, State.HINT, key, values)


def problem(area: str, key: str, **values: object) -> Finding:
    """Return that something does not work; the advice is ``doctor.<key>_do``."""
    return _bad(area, State.PROBLEM, key, values)


def coded_problem(area: str, prefix: str, code: str, **values: object) -> Finding:
    """Return the problem that a code stands for, or the general one if the code is unknown."""
    key = f"{prefix}_{code}"
    if f"doctor.{key}" not in keys():
        key = f"{prefix}_failed"
    return problem(area, key, code=code, **values)


def _bad(area: str, state: State, key: str, values: dict[str, object]) -> Finding:
    return Finding(area, state, text(f"doctor.{key}", **values), text(f"doctor.{key}_do", **values))
