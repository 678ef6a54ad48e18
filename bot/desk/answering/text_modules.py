"""Texts that the office uses again and again, with placeholders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import read_transaction, write_transaction
from bot.desk.tables import text_modules
from bot.texts import text

MAX_TITLE_CHARACTERS = 100
MAX_SHORTCUT_CHARACTERS = 30
MAX_BODY_CHARACTERS = 8000
# Examples for the first start; their words stand in bot/texts/de/desk_modules.yml.
FIRST_MODULES = ("received", "question", "deadline", "appointment", "forwarded", "closing")


class ModuleProblem(Enum):
    """Why a module is not stored."""

    INCOMPLETE = "incomplete"
    TOO_LONG = "too_long"
    SHORTCUT_ODD = "shortcut_odd"
    SHORTCUT_TAKEN = "shortcut_taken"


class ModuleRejectedError(ValueError):
    """A module is not stored; ``problem`` says why."""

    def __init__(self, problem: ModuleProblem) -> None:
        """Remember why."""
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True)
class TextModule:
    """A text with a title and a short name by which it is called up."""

    id: int
    title: str
    shortcut: str
    body: str


class TextModules:
    """Text modules in SQL.

    Every method raises ``StoreUnavailableError``.
    """

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        """Use a migrated database and aware times."""
        self._engine = engine
        self._clock = clock

    def create_first(self) -> None:
        """Add the examples, unless there has ever been a module."""
        with write_transaction(self._engine) as tx:
            if tx.execute(sa.select(text_modules.c.id)).first() is not None:
                return
            for name in FIRST_MODULES:
                tx.execute(
                    sa.insert(text_modules).values(
                        title=text(f"desk_modules.{name}_title"),
                        shortcut=text(f"desk_modules.{name}_shortcut"),
                        body=text(f"desk_modules.{name}_body"),
                        updated_at=self._clock(),
                        updated_by="",
                    )
                )

    def all(self) -> list[TextModule]:
        """Return all modules by title."""
        query = sa.select(text_modules).where(text_modules.c.is_removed.is_(False))
        with read_transaction(self._engine) as tx:
            found = [
                TextModule(row.id, row.title, row.shortcut, row.body) for row in tx.execute(query)
            ]
        return sorted(found, key=lambda module: module.title.casefold())

    def save(self, number: int | None, title: str, shortcut: str, body: str, actor: str) -> None:
        """Store a new module, or the changes to one.

        Raises:
            ModuleRejectedError: something in it cannot be stored.
            LookupError: there is no such module (any more).
        """
        values = _checked(title, shortcut, body)
        with write_transaction(self._engine) as tx:
            taken = sa.select(text_modules.c.id).where(
                text_modules.c.shortcut == values["shortcut"], text_modules.c.id != (number or 0)
            )
            if tx.execute(taken).first() is not None:
                raise ModuleRejectedError(ModuleProblem.SHORTCUT_TAKEN)
            values |= {"updated_at": self._clock(), "updated_by": actor}
            if number is None:
                tx.execute(sa.insert(text_modules).values(**values))
                return
            is_this = (text_modules.c.id == number) & text_modules.c.is_removed.is_(False)
            if not tx.execute(sa.update(text_modules).where(is_this).values(**values)).rowcount:
                raise LookupError(number)

    def remove(self, number: int) -> None:
        """Take a module out of use; its short name is free again."""
        with write_transaction(self._engine) as tx:
            tx.execute(
                sa.update(text_modules)
                .where(text_modules.c.id == number)
                .values(is_removed=True, shortcut=f"-{number}")
            )


def _checked(title: str, shortcut: str, body: str) -> dict[str, object]:
    title, shortcut = title.strip(), shortcut.strip().casefold()
    body = body.replace("\r\n", "\n").strip()
    if not (title and shortcut and body):
        raise ModuleRejectedError(ModuleProblem.INCOMPLETE)
    limits = (MAX_TITLE_CHARACTERS, MAX_SHORTCUT_CHARACTERS, MAX_BODY_CHARACTERS)
    if any(len(value) > most for value, most in zip((title, shortcut, body), limits, strict=True)):
        raise ModuleRejectedError(ModuleProblem.TOO_LONG)
    if not all(char.isalnum() or char in "-_" for char in shortcut) or shortcut[0] == "-":
        raise ModuleRejectedError(ModuleProblem.SHORTCUT_ODD)
    return {"title": title, "shortcut": shortcut, "body": body}
