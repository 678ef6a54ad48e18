"""Faults of mail: a server that refuses, stalls or lies, and a clock that jumps."""

from __future__ import annotations

from benchmarks.faults.children import run_child
from benchmarks.faults.clients import send_all
from benchmarks.faults.tally import Tally
from benchmarks.faults.world import World

_TEMPORARY = ("421 later", "450 greylisted", "451 later", "452 full")
_PERMANENT = ("550 no such user", "552 too large", "554 spam")


def smtp_says_later(world: World, count: int, tally: Tally) -> None:
    """Let the mail server put off everything."""
    _refuse(world, count, tally, "SMTP 4xx", world.rng.choice(_TEMPORARY))


def smtp_says_never(world: World, count: int, tally: Tally) -> None:
    """Let the mail server refuse for good, until somebody mends it and revives the mails."""
    _refuse(world, count, tally, "SMTP 5xx", world.rng.choice(_PERMANENT))

    def revive() -> int:
        engine = world.engine()
        alarm = world.outbox(engine).overview().dead
        world.outbox(engine).revive_dead(world.clock())
        # Nobody revives what nobody is told about.
        return 0 if alarm else 3

    if run_child(revive):
        raise AssertionError("a mail that was given up raised no alarm")


def smtp_stalls(world: World, count: int, tally: Tally) -> None:
    """Let the mail server stop in the middle."""
    # One mail is enough: each costs its whole patience.
    deliver_all(world)
    _refuse(world, 1, tally, "SMTP stall", "stall")
    send_all(world, world.new_keys(count - 1))


def smtp_drops_after_data(world: World, count: int, tally: Tally) -> None:
    """Let the mail server take a mail over and cut the line before it says so."""
    # Every mail that waits now arrives twice.
    deliver_all(world)
    _refuse(world, 1, tally, "SMTP cut after DATA", "drop")
    send_all(world, world.new_keys(count - 1))


def bad_tls(world: World, count: int, tally: Tally) -> None:
    """Let somebody answer who cannot prove to be the mail server."""
    send_all(world, world.new_keys(count))

    def deliver() -> int:
        engine = world.engine()
        report = world.deliver(engine, world.transport(bad_tls=True))
        return 0 if report.deferred and not report.sent else 3

    if run_child(deliver):
        raise AssertionError("a mail went to a server without a valid certificate")
    tally.add("TLS with a bad certificate")


def turn_clock(world: World, count: int, tally: Tally) -> None:
    """Turn the clock by weeks or years while mails wait, and back later."""
    keys = world.new_keys(count)
    send_all(world, keys[: count // 2])
    days = world.rng.choice((-4000, -400, -8, 8, 400, 4000))
    world.set_mode("451 later")
    deliver_all(world, is_final=False)
    world.set_mode("ok")
    world.turn(days=days)
    tally.add("clock turned")
    send_all(world, keys[count // 2 :])
    deliver_all(world)
    world.turn(days=-days)


def deliver_all(world: World, *, is_final: bool = True) -> None:
    """Send until nothing is due; with ``is_final``, the clock is turned until nothing waits."""

    def deliver() -> int:
        engine = world.engine()
        world.deliver(engine, world.transport())
        overview = world.outbox(engine).overview()
        return 0 if not overview.waiting_since else 2

    for _ in range(30):
        if run_child(deliver) == 0 or not is_final:
            return
        world.turn(minutes=65)
    raise TimeoutError("some mails never leave")


def _refuse(world: World, count: int, tally: Tally, kind: str, mode: str) -> None:
    send_all(world, world.new_keys(count))
    world.set_mode(mode)
    deliver_all(world, is_final=False)
    world.set_mode("ok")
    tally.add(kind)
