"""Filters under a name, and searches whose words stay out of addresses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import read_transaction, write_transaction
from bot.desk.requests.filters import Filters, read_filters, write_filters
from bot.desk.staff.accounts import Account
from bot.desk.tables import saved_views, searches

MAX_VIEWS = 20
MAX_NAME_CHARACTERS = 60
MAX_SEARCH_CHARACTERS = 200
SEARCH_AGE = timedelta(hours=12)


class ViewProblem(Enum):
    """Why a view is not stored."""

    NO_NAME = "no_name"
    FULL = "full"


class ViewRejectedError(ValueError):
    """A view is not stored; ``problem`` says why."""

    def __init__(self, problem: ViewProblem) -> None:
        """Remember why."""
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True)
class SavedView:
    """Filters of one account under a name."""

    id: int
    name: str
    filters: Filters


class SavedViews:
    """Saved views in SQL.

    Every method raises ``StoreUnavailableError``.
    """

    def __init__(self, engine: Engine) -> None:
        """Use a migrated database."""
        self._engine = engine

    def of(self, account: Account) -> list[SavedView]:
        """Return the views of an account by name."""
        query = sa.select(saved_views).where(saved_views.c.account_id == account.id)
        with read_transaction(self._engine) as tx:
            found = [
                SavedView(row.id, row.name, read_filters(row.filters)) for row in tx.execute(query)
            ]
        return sorted(found, key=lambda view: view.name.casefold())

    def save(self, account: Account, name: str, filters: Filters) -> None:
        """Store the filters, but for a search; the same name again replaces the view.

        Raises:
            ViewRejectedError: there is no name or no room for one more; nothing has changed.
        """
        kept = " ".join(name.split())[:MAX_NAME_CHARACTERS]
        if not kept:
            raise ViewRejectedError(ViewProblem.NO_NAME)
        is_same = (saved_views.c.account_id == account.id) & (saved_views.c.name == kept)
        count = sa.select(sa.func.count()).select_from(saved_views)
        with write_transaction(self._engine) as tx:
            tx.execute(sa.delete(saved_views).where(is_same))
            number = tx.execute(count.where(saved_views.c.account_id == account.id)).scalar_one()
            if number >= MAX_VIEWS:
                raise ViewRejectedError(ViewProblem.FULL)
            tx.execute(
                sa.insert(saved_views).values(
                    account_id=account.id,
                    name=kept,
                    filters=write_filters(replace(filters, search="")),
                )
            )

    def remove(self, account: Account, number: int) -> None:
        """Delete a view of the account."""
        with write_transaction(self._engine) as tx:
            tx.execute(
                sa.delete(saved_views).where(
                    saved_views.c.id == number, saved_views.c.account_id == account.id
                )
            )


class Searches:
    """What is searched for, in SQL, for a day; the address of the page holds a token."""

    def __init__(self, engine: Engine, new_token: Callable[[], str]) -> None:
        """Use a migrated database; ``new_token`` returns at least 128 random bits."""
        self._engine = engine
        self._new_token = new_token

    def keep(self, account: Account, text: str, now: datetime) -> str:
        """Keep the text and return its token."""
        token = self._new_token()
        self.forget_old(now)
        with write_transaction(self._engine) as tx:
            tx.execute(
                sa.insert(searches).values(
                    token=token,
                    account_id=account.id,
                    text=text[:MAX_SEARCH_CHARACTERS],
                    created_at=now,
                )
            )
        return token

    def forget_old(self, now: datetime) -> None:
        """Delete the searches that are over."""
        with write_transaction(self._engine) as tx:
            tx.execute(sa.delete(searches).where(searches.c.created_at < now - SEARCH_AGE))

    def text_of(self, account: Account, token: str, now: datetime) -> str:
        """Return the text, or an empty one if the search is over or somebody else's."""
        query = sa.select(searches.c.text).where(
            searches.c.token == token,
            searches.c.account_id == account.id,
            searches.c.created_at >= now - SEARCH_AGE,
        )
        with read_transaction(self._engine) as tx:
            return tx.execute(query).scalar_one_or_none() or ""
