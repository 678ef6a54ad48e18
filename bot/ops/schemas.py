"""The tables of all packages: at which version they are, and bringing them there and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection, Engine

from bot.consultations.database.engine import read_transaction, write_transaction
from bot.consultations.database.upgrading import alembic_config
from bot.settings import PROJECT_ROOT

EMPTY = "base"


class UnknownVersionError(ValueError):
    """The code does not know a version of the tables; ``name`` says of which package."""

    def __init__(self, name: str) -> None:
        """Remember the package."""
        super().__init__(name)
        self.name = name


class NoWayBackError(Exception):
    """A migration moved data in a way that cannot be undone; ``name`` says of which package."""

    def __init__(self, name: str) -> None:
        """Remember the package."""
        super().__init__(name)
        self.name = name


@dataclass(frozen=True)
class Schema:
    """The tables of one package."""

    name: str
    folder: Path
    version_table: str
    migrate: Callable[[Engine], None]

    @cached_property
    def head(self) -> str:
        """Return the version that the code needs."""
        return self.scripts().get_current_head() or EMPTY

    def scripts(self) -> ScriptDirectory:
        """Return the migrations as Alembic reads them."""
        return ScriptDirectory.from_config(alembic_config(self.folder, self.version_table))


def all_schemas() -> list[Schema]:
    """Return the schemas in the order in which the tables come into being."""
    schemas = []
    for folder in sorted(PROJECT_ROOT.glob("bot/**/migrations")):
        name = ".".join(folder.parent.relative_to(PROJECT_ROOT / "bot").parts)
        module = import_module(f"bot.{name}.migrations")
        schemas.append(Schema(name, folder, module.VERSION_TABLE, module.migrate))
    # Others may one day refer to requests; nothing refers to anything else.
    return sorted(schemas, key=lambda schema: (schema.name != "consultations", schema.name))


def current_versions(engine: Engine, schemas: list[Schema]) -> dict[str, str]:
    """Return the version of each package's tables in the database, ``base`` for none.

    Raises:
        StoreUnavailableError: the database did not answer.
    """
    with read_transaction(engine) as connection:
        return {schema.name: _version(connection, schema) for schema in schemas}


def upgrade(engine: Engine, schemas: list[Schema]) -> None:
    """Bring all tables to what the code needs."""
    for schema in schemas:
        schema.migrate(engine)


def downgrade(engine: Engine, schemas: list[Schema], wanted: Mapping[str, str]) -> None:
    """Bring the tables back to the versions that an older release names as its own.

    A package that the older release does not know keeps its tables: nobody reads them, and what
    is in them is there again after the next upgrade.

    Raises:
        UnknownVersionError: a wanted version is not one of ours; nothing was changed.
        NoWayBackError: a migration in between has no way back; nothing was changed.
    """
    known = {schema.name: _history(schema) for schema in schemas}
    for name, version in wanted.items():
        if version not in known.get(name, ()):
            raise UnknownVersionError(name)
    with write_transaction(engine) as connection:
        for schema in reversed(schemas):
            if schema.name not in wanted:
                continue
            history, target = known[schema.name], wanted[schema.name]
            current = _version(connection, schema)
            # Never forwards: that is the task of the release that needs it.
            if history.index(current) <= history.index(target):
                continue
            if not _has_way_back(schema, current, target):
                raise NoWayBackError(schema.name)
            config = alembic_config(schema.folder, schema.version_table, connection)
            command.downgrade(config, target)


def _has_way_back(schema: Schema, current: str, target: str) -> bool:
    steps = schema.scripts().iterate_revisions(current, target)
    return all(hasattr(step.module, "downgrade") for step in steps)


def _history(schema: Schema) -> list[str]:
    scripts = schema.scripts().walk_revisions()
    return [EMPTY, *reversed([script.revision for script in scripts])]


def _version(connection: Connection, schema: Schema) -> str:
    if not sa.inspect(connection).has_table(schema.version_table):
        return EMPTY
    query = sa.select(sa.column("version_num")).select_from(sa.table(schema.version_table))
    found = connection.execute(query).scalar()
    return EMPTY if found is None else str(found)
