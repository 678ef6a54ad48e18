"""Runs many episodes of all kinds on one database and judges the end."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.faults.children import run_child
from benchmarks.faults.kinds import EVERYWHERE, SERVER_ONLY, SQLITE_ONLY
from benchmarks.faults.mail_kinds import deliver_all
from benchmarks.faults.postgres import PostgresServer
from benchmarks.faults.tally import Episode, Tally
from benchmarks.faults.verdict import Verdict, judge
from benchmarks.faults.world import World, running_smtp
from bot.consultations.migrations import migrate

# After so many episodes, everything that waits is sent, so that no queue grows for ever.
_DELIVER_EVERY = 10
_RARE = 20
"""Stopping a server takes seconds: one in so many episodes."""


@dataclass(frozen=True)
class Plan:
    """How much to do."""

    requests: int
    faults: int
    seed: int = 1


@dataclass(frozen=True)
class Outcome:
    """What was done and what came of it."""

    tally: Tally
    verdict: Verdict


def run(
    plan: Plan,
    folder: Path,
    database_url: str,
    postgres: PostgresServer | None = None,
    on_episode: Callable[[int], None] = lambda _number: None,
) -> Outcome:
    """Run until the plan is done; ``folder`` is empty, and so is the database."""
    rng = random.Random(plan.seed)  # noqa: S311 - the same run again for the same seed
    world = World(folder, database_url, rng, postgres)
    tally = Tally()
    kinds = (*EVERYWHERE, *(SQLITE_ONLY if database_url.startswith("sqlite") else ()))
    run_child(lambda: _prepare(world))
    with running_smtp(world):
        for number, count in enumerate(_shares(plan)):
            _episode(kinds, number, postgres is not None)(world, count, tally)
            if number % _DELIVER_EVERY == _DELIVER_EVERY - 1:
                deliver_all(world)
            on_episode(number + 1)
        deliver_all(world)
    return Outcome(tally, judge(world))


def _prepare(world: World) -> int:
    engine = world.engine()
    migrate(engine)
    engine.dispose()
    return 0


def _shares(plan: Plan) -> list[int]:
    """Return how many requests each episode gets, at least three."""
    share, rest = divmod(plan.requests, plan.faults)
    return [max(share + (number < rest), 3) for number in range(plan.faults)]


def _episode(kinds: tuple[Episode, ...], number: int, has_server: bool) -> Episode:
    if has_server and number % _RARE == _RARE // 2:
        return SERVER_ONLY[0]
    return kinds[number % len(kinds)]
