"""To a newer release and back, with requests and conversations under way."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import open_engine
from bot.consultations.service import ConsultationService
from bot.consultations.store import SqlConsultationStore
from bot.conversations.models import Role
from bot.conversations.store import ConversationStore
from bot.ops.database_command import main
from bot.ops.schemas import (
    EMPTY,
    NoWayBackError,
    UnknownVersionError,
    all_schemas,
    current_versions,
    downgrade,
    upgrade,
)
from bot.settings import Settings
from tests.unit.complete_draft import complete_draft

NOW = datetime(2026, 11, 26, 9, tzinfo=timezone.utc)
DRAFT = complete_draft()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


def older() -> dict[str, str]:
    """Return what a release before the last change of each package would need."""
    versions = {}
    for schema in all_schemas():
        head = schema.scripts().get_revision(schema.head)
        if head.down_revision and hasattr(head.module, "downgrade"):
            versions[schema.name] = str(head.down_revision)
    return versions


def test_every_package_with_tables_is_known() -> None:
    names = [schema.name for schema in all_schemas()]
    assert names[0] == "consultations"
    assert {"conversations", "desk", "reminders"} <= set(names)
    assert len({schema.version_table for schema in all_schemas()}) == len(names)


def test_a_rollback_and_another_upgrade_lose_no_request_and_no_conversation(
    engine: Engine,
) -> None:
    schemas = all_schemas()
    upgrade(engine, schemas)
    consultations = ConsultationService(SqlConsultationStore(engine), lambda: NOW)
    request = consultations.submit(DRAFT, "key")
    chats = ConversationStore(engine, lambda: "token")
    chats.create(NOW)
    chats.append("token", Role.USER, {"text": "Hallo 👋"}, NOW)
    before = older()
    assert before
    downgrade(engine, schemas, before)
    found = current_versions(engine, schemas)
    assert {name: found[name] for name in before} == before
    upgrade(engine, schemas)
    assert current_versions(engine, schemas) == {s.name: s.head for s in schemas}
    assert consultations.get(request.reference).description == DRAFT.description
    assert chats.recall("token").messages[0].payload == {"text": "Hallo 👋"}
    assert consultations.submit(DRAFT, "key").reference == request.reference


def test_the_newest_file_is_the_newest_version() -> None:
    for schema in all_schemas():
        newest = max(path.name for path in schema.folder.glob("versions/[0-9]*.py"))
        assert newest.startswith(f"{schema.head}_")


def test_who_finds_current_tables_loads_no_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ija.sqlite'}"
    code = (
        "import sys; from bot.consultations.database.engine import open_engine;"
        "from bot.conversations.migrations import migrate;"
        f"migrate(open_engine({url!r})); print('alembic' in sys.modules)"
    )
    told = [
        subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        for _ in range(2)
    ]
    assert told == ["True", "False"]


def test_versions_of_another_project_change_nothing(engine: Engine) -> None:
    schemas = all_schemas()
    upgrade(engine, schemas)
    for wanted in ({"desk": "9999"}, {"gibt.es.nicht": "0001"}):
        with pytest.raises(UnknownVersionError):
            downgrade(engine, schemas, wanted)
    assert current_versions(engine, schemas) == {s.name: s.head for s in schemas}


def test_where_data_was_moved_there_is_no_way_back(engine: Engine) -> None:
    schemas = all_schemas()
    upgrade(engine, schemas)
    with pytest.raises(NoWayBackError):
        downgrade(engine, schemas, {"desk": EMPTY, "consultations": "0001"})
    # All or nothing: the desk kept its tables, too.
    assert current_versions(engine, schemas) == {s.name: s.head for s in schemas}


def test_going_back_never_goes_forward(engine: Engine) -> None:
    schemas = all_schemas()
    downgrade(engine, schemas, {schema.name: schema.head for schema in schemas})
    assert set(current_versions(engine, schemas).values()) == {EMPTY}


def test_the_command(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = replace(settings, database_url=f"sqlite:///{tmp_path / 'ija.sqlite'}")
    assert main(["status"], settings) == 1
    assert "base" in capsys.readouterr().out
    assert main(["upgrade"], settings) == 0
    capsys.readouterr()
    assert main(["heads"], settings) == 0
    assert json.loads(capsys.readouterr().out) == {s.name: s.head for s in all_schemas()}
    assert main(["status"], settings) == 0
    heads = tmp_path / "heads.json"
    heads.write_text(json.dumps(older()), encoding="utf-8")
    assert main(["downgrade", str(heads)], settings) == 0
    assert main(["status"], settings) == 1
    assert main(["upgrade"], settings) == 0


@pytest.mark.parametrize("content", ["", "[]", "{", '{"desk": "9"}', "\0"])
def test_a_file_of_versions_that_is_none(
    settings: Settings, tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = replace(settings, database_url=f"sqlite:///{tmp_path / 'ija.sqlite'}")
    heads = tmp_path / "heads.json"
    heads.write_text(content, encoding="utf-8")
    assert main(["downgrade", str(heads)], settings) == 1
    assert capsys.readouterr().err
