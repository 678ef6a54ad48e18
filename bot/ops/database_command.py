"""``python -m bot database``: versions of the tables, forwards, and back for a rollback."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from alembic.util import CommandError
from sqlalchemy.engine import Engine

from bot.command_output import complain, say
from bot.consultations.database.engine import open_engine
from bot.consultations.errors import StoreUnavailableError
from bot.ops.schemas import (
    NoWayBackError,
    Schema,
    UnknownVersionError,
    all_schemas,
    current_versions,
    downgrade,
    upgrade,
)
from bot.settings import Settings
from bot.texts import text
from bot.usage_parser import usage_parser


def main(argv: Sequence[str], settings: Settings) -> int:
    """Run a subcommand; 0 means done (or up to date), 1 that somebody should look."""
    arguments = _parser().parse_args(argv)
    schemas = all_schemas()
    if arguments.command == "heads":
        # What the older release will need: kept beside it before a newer one is installed.
        say(json.dumps({schema.name: schema.head for schema in schemas}, indent=1))
        return 0
    engine = open_engine(settings.database_url)
    try:
        versions = _moved(arguments, engine, schemas)
    except UnknownVersionError as error:
        return complain(text("database.unknown_version", name=error.name))
    except CommandError:
        # The tables are newer than this release.
        return complain(text("database.newer"))
    except NoWayBackError as error:
        return complain(text("database.no_way_back", name=error.name))
    except (OSError, ValueError):
        return complain(text("database.no_heads", file=arguments.heads))
    except StoreUnavailableError:
        return complain(text("database.unavailable"))
    finally:
        engine.dispose()
    is_current = _tell(versions, schemas)
    return 0 if is_current or arguments.command == "downgrade" else 1


def _moved(arguments: argparse.Namespace, engine: Engine, schemas: list[Schema]) -> dict[str, str]:
    """Move the tables as wanted; return their versions afterwards."""
    if arguments.command == "upgrade":
        upgrade(engine, schemas)
    elif arguments.command == "downgrade":
        downgrade(engine, schemas, _wanted(arguments.heads))
    return current_versions(engine, schemas)


def _tell(versions: Mapping[str, str], schemas: Sequence[Schema]) -> bool:
    """Say which versions there are; return whether they are those of this release."""
    for schema in schemas:
        key = "database.current" if versions[schema.name] == schema.head else "database.differs"
        say(text(key, name=schema.name, version=versions[schema.name], head=schema.head))
    return all(versions[schema.name] == schema.head for schema in schemas)


def _wanted(file: Path) -> Mapping[str, str]:
    heads = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(heads, dict):
        raise ValueError(file)
    return {str(name): str(version) for name, version in heads.items()}


def _parser() -> argparse.ArgumentParser:
    parser = usage_parser("python -m bot database", "database.usage")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("status", "heads", "upgrade"):
        commands.add_parser(name)
    commands.add_parser("downgrade").add_argument("heads", type=Path)
    return parser
