"""A small run of ``make faults``, and proof that it would notice a loss."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import sqlalchemy as sa

from benchmarks.faults.__main__ import report
from benchmarks.faults.children import ChildFailedError, run_child
from benchmarks.faults.clients import send_all
from benchmarks.faults.kinds import EVERYWHERE, SQLITE_ONLY
from benchmarks.faults.mail_kinds import deliver_all
from benchmarks.faults.postgres import FAST, empty_database, running_postgres
from benchmarks.faults.run import Outcome, Plan, run
from benchmarks.faults.steps import Steps
from benchmarks.faults.verdict import judge
from benchmarks.faults.world import World, running_smtp
from bot.consultations.migrations import migrate

ALL_KINDS = len(EVERYWHERE) + len(SQLITE_ONLY)
SMALL = Plan(requests=3 * ALL_KINDS, faults=ALL_KINDS, seed=3)


def test_nothing_is_lost_or_doubled_on_sqlite(tmp_path: Path) -> None:
    _is_clean(run(SMALL, tmp_path, f"sqlite:///{tmp_path / 'ija.sqlite'}"))


def test_nothing_is_lost_or_doubled_on_postgresql(tmp_path: Path, postgres_binaries: Path) -> None:
    with (
        running_postgres(postgres_binaries, FAST) as server,
        empty_database(server.url) as url,
    ):
        outcome = run(SMALL, tmp_path, url, server)
    _is_clean(outcome)
    assert outcome.tally.faults["database server killed"] == 1


def _is_clean(outcome: Outcome) -> None:
    assert outcome.verdict.is_clean, report("test", outcome, 0)
    assert outcome.verdict.stored == outcome.verdict.acknowledged == SMALL.requests
    assert len(outcome.tally.faults) >= 12


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Return a world with three requests and their mails."""
    world = World(tmp_path, f"sqlite:///{tmp_path / 'ija.sqlite'}", random.Random(1))  # noqa: S311

    def prepare() -> int:
        migrate(world.engine())
        return 0

    run_child(prepare)
    with running_smtp(world):
        send_all(world, world.new_keys(3))
        deliver_all(world)
    return world


@pytest.mark.parametrize(
    ("damage", "field"),
    [
        ("DELETE FROM consultation_requests WHERE reference = 'IJ-{year}-0002'", "lost_requests"),
        ("UPDATE person_data SET content = replace(content, 'token-1', 'x')", "lost_requests"),
        (
            "UPDATE consultation_requests SET reference = 'IJ-1999-0001'"
            " WHERE reference = 'IJ-{year}-0002'",
            "lost_requests",
        ),
        (
            "INSERT INTO outbox (request_uuid, message_id, kind, state, attempts, due_at,"
            " created_at) SELECT request_uuid, 'x', kind, state, 1, due_at, created_at"
            " FROM outbox LIMIT 1",
            "doubled_requests",
        ),
    ],
)
def test_damage_would_be_noticed(world: World, damage: str, field: str) -> None:
    assert judge(world).is_clean
    engine = world.engine()
    statement = damage.format(year=world.now.year)
    with engine.connect() as connection, connection.begin() as transaction:
        connection.execute(sa.text(statement))
        transaction.commit()
    broken = judge(world)
    engine.dispose()
    assert not broken.is_clean
    assert getattr(broken, field) >= 1


def test_a_mail_that_never_arrived_would_be_noticed(world: World) -> None:
    received = world.smtp / "received"
    whole = received.read_text(encoding="utf-8")
    received.write_text(whole.splitlines()[0] + "\n", encoding="utf-8")
    assert judge(world).lost_mails == 2
    received.write_text(whole, encoding="utf-8")
    assert judge(world).is_clean


def test_two_answers_to_one_client_would_be_noticed(world: World) -> None:
    world.acknowledge("key-0", "IJ-1999-0001")
    broken = judge(world)
    assert (broken.wrong_answers, broken.lost_requests) == (1, 1)


def test_a_process_dies_exactly_at_the_step_that_was_named(tmp_path: Path) -> None:
    def work() -> int:
        steps = Steps(tmp_path / "step", deadly=2)
        steps.reach("one")
        steps.reach("two")
        return 0

    assert run_child(work) == -9
    assert (tmp_path / "step").read_text(encoding="utf-8") == "two"


def test_a_bug_in_a_child_is_no_fault(capfd: pytest.CaptureFixture[str]) -> None:
    def work() -> int:
        raise ValueError("bug")

    with pytest.raises(ChildFailedError):
        run_child(work)
    assert "ValueError: bug" in capfd.readouterr().err
