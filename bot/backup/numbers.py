"""After a restore: no reference is given a second time.

Numbers that were given out between the backup and now stand in mails and on people's notes.
Somebody else with the same number would be mistaken for them, and erased in their place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import open_engine, read_transaction, write_transaction
from bot.consultations.database.tables import reference_counters
from bot.consultations.errors import StoreUnavailableError
from bot.consultations.keys.references import read_reference
from bot.erasures.journal import REQUEST, Erased

# More than an office gets in the days that a backup may be old.
GAP = 500


@dataclass(frozen=True)
class Given:
    """The last number of each year: by today's database, and by the erasures that are known."""

    counted: Mapping[int, int]
    erased: Mapping[int, int]


def given_numbers(database_url: str, erased: Iterable[Erased]) -> Given:
    """Return what was given out so far, as far as anybody still knows."""
    last: dict[int, int] = {}
    for item in erased:
        reference = read_reference(item.id) if item.kind == REQUEST else None
        if reference is not None:
            _, year, number = reference.split("-")
            last[int(year)] = max(last.get(int(year), 0), int(number))
    return Given(_counters(database_url), last)


def skip_given(engine: Engine, given: Given, this_year: int) -> None:
    """Let the counters of a restored database go on behind every number that was given."""
    with write_transaction(engine) as connection:
        restored = {row.year: row.last for row in connection.execute(sa.select(reference_counters))}
        # Less than the backup knows: today's database is a new one, and nobody knows any more what
        # the lost one gave out, this year or before.
        lost = any(given.counted.get(year, 0) < last for year, last in restored.items())
        years = restored.keys() | given.counted.keys() | given.erased.keys()
        for year in years | {this_year} if lost else years:
            known = (restored, given.counted, given.erased)
            last = max(numbers.get(year, 0) for numbers in known) + (GAP if lost else 0)
            if year in restored:
                where = reference_counters.c.year == year
                connection.execute(sa.update(reference_counters).where(where).values(last=last))
            else:
                connection.execute(sa.insert(reference_counters).values(year=year, last=last))


def _counters(database_url: str) -> dict[int, int]:
    engine = open_engine(database_url)
    try:
        with read_transaction(engine) as connection:
            if not sa.inspect(connection).has_table(reference_counters.name):
                return {}
            return {row.year: row.last for row in connection.execute(sa.select(reference_counters))}
    except (StoreUnavailableError, sa.exc.SQLAlchemyError):
        return {}  # it is lost, or broken: that is why somebody restores
    finally:
        engine.dispose()
