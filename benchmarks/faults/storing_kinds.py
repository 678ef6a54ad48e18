"""Faults while requests are stored: clicks at once, a database that is locked, full or killed."""

from __future__ import annotations

import os
import resource
import signal
from pathlib import Path

import sqlalchemy as sa

from benchmarks.faults.children import run_child, start_child, wait_for
from benchmarks.faults.clients import REFUSED, send, send_all, send_at_once
from benchmarks.faults.tally import Tally
from benchmarks.faults.world import World

CLICKS = 50


def double_click(world: World, count: int, tally: Tally) -> None:
    """Let two processes store the same requests at the same moment."""
    keys = world.new_keys(count)
    pair = [start_child(lambda: send(world, keys)) for _ in range(2)]
    for pid in pair:
        wait_for(pid)
    tally.add("double click in two processes")
    send_all(world, keys)


def fifty_clicks(world: World, count: int, tally: Tally) -> None:
    """Send the same request fifty times at once."""
    keys = world.new_keys(count)
    run_child(lambda: send_at_once(world, keys[0], CLICKS))
    tally.add("fifty identical submits at once")
    send_all(world, keys)


def lock_database(world: World, count: int, tally: Tally) -> None:
    """Hold a lock on the database for longer than anybody waits."""
    keys = world.new_keys(count)
    reader, writer = os.pipe()

    def hold() -> int:
        engine = world.engine()
        with engine.begin() as connection:
            if engine.dialect.name != "sqlite":
                connection.exec_driver_sql("LOCK TABLE consultation_requests")
            os.write(writer, b"x")
            signal.pause()
        return 0

    holder = start_child(hold)
    os.read(reader, 1)
    for end in (reader, writer):
        os.close(end)
    if run_child(lambda: send(world, keys[:1])) == REFUSED:
        tally.add("database locked")
    os.kill(holder, signal.SIGKILL)
    wait_for(holder)
    send_all(world, keys)


def fill_disk(world: World, count: int, tally: Tally) -> None:
    """Let no file of the storing process grow any more, as on a full disk (SQLite)."""
    keys = world.new_keys(count)

    def send_without_space() -> int:
        engine = world.engine()
        with engine.connect() as connection:
            # The log beside the file would be written anew from its beginning.
            connection.exec_driver_sql("SELECT 1")
        engine.dispose()
        path = Path(sa.engine.make_url(world.database_url).database)
        log = path.with_name(f"{path.name}-wal")
        size = log.stat().st_size if log.exists() else 0
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        limit = size + world.rng.randrange(0, 20_000)
        # Acknowledgements and logs of the test itself are short; only the database hits the limit.
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        return send(world, keys)

    if run_child(send_without_space) == REFUSED:
        tally.add("disk full")
    send_all(world, keys)


def kill_database(world: World, count: int, tally: Tally) -> None:
    """Let all processes of the database server die at once while requests come in."""
    if world.postgres is None:
        raise ValueError("this kind needs a server")
    keys = world.new_keys(count)
    client = start_child(lambda: send(world, keys))
    world.postgres.crash()
    wait_for(client)
    tally.add("database server killed")
    send_all(world, keys)
