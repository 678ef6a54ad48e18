"""What people do: send, send again, send at the same moment."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from benchmarks.faults.children import run_child
from benchmarks.faults.steps import Steps
from benchmarks.faults.world import World, draft_of
from bot.consultations.database.engine import open_engine
from bot.consultations.errors import StoreUnavailableError

REFUSED = 2
"""A client was told that nothing is stored; it will come back with the same key."""

_MAX_TRIES = 50


def send_all(world: World, keys: list[str]) -> None:
    """Send as often as it takes until every key is acknowledged, as people would."""
    for _ in range(_MAX_TRIES):
        if run_child(lambda: send(world, keys)) == 0:
            return
    raise TimeoutError("some requests are never stored")


def send(world: World, keys: list[str], steps: Steps | None = None) -> int:
    """Send the requests that are not acknowledged yet; 0 if all are now."""
    engine = world.engine()
    if steps is not None:
        steps.watch(engine, "submit")
    service = world.service(engine)
    known = world.acknowledged()
    result = 0
    for key in keys:
        if key in known:
            continue
        try:
            stored = service.submit(draft_of(key), key)
        except StoreUnavailableError:
            result = REFUSED
            continue
        if steps is not None:
            steps.reach("submit: after COMMIT, before the answer")
        world.acknowledge(key, stored.reference)
    engine.dispose()
    return result


def send_at_once(world: World, key: str, clicks: int) -> int:
    """Send one request many times at the same moment."""
    # Everybody waits for their turn here; giving up is the case of another fault.
    engine = open_engine(world.database_url)
    service = world.service(engine)
    barrier = threading.Barrier(clicks)

    def click(_: int) -> None:
        barrier.wait(timeout=60)
        world.acknowledge(key, service.submit(draft_of(key), key).reference)

    with ThreadPoolExecutor(clicks) as pool:
        list(pool.map(click, range(clicks)))
    engine.dispose()
    return 0
