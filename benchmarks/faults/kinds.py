"""The kinds of faults: each one an episode that begins whole and must end whole."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from pathlib import Path

import sqlalchemy as sa

from benchmarks.faults.children import run_child, start_child, wait_for
from benchmarks.faults.clients import REFUSED, send, send_all, send_at_once
from benchmarks.faults.file_mailbox import FileMailbox
from benchmarks.faults.steps import Steps
from benchmarks.faults.world import World
from bot.consultations.attachment_folder import AttachmentFolder
from bot.consultations.erasure import ErasureReason
from bot.mail.transports import Transport

CLICKS = 50
_KILLED = -signal.SIGKILL
_TEMPORARY = ("421 later", "450 greylisted", "451 later", "452 full")
_PERMANENT = ("550 no such user", "552 too large", "554 spam")


@dataclass
class Tally:
    """How many faults really happened, by kind, and where processes died."""

    faults: dict[str, int] = field(default_factory=dict)
    crash_points: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, world: World | None = None) -> None:
        """Count one; with ``world``, note the step at which a process died."""
        self.faults[kind] = self.faults.get(kind, 0) + 1
        if world is not None:
            name = world.step_log.read_text(encoding="utf-8")
            self.crash_points[name] = self.crash_points.get(name, 0) + 1


Episode = Callable[[World, int, Tally], None]


def kill_client(world: World, count: int, tally: Tally) -> None:
    """Kill the process that stores a request, somewhere between two steps."""
    keys = world.new_keys(count)
    _kill_somewhere(world, tally, "process killed while storing", lambda s: send(world, keys, s))
    send_all(world, keys)


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


def kill_mailer(world: World, count: int, tally: Tally) -> None:
    """Kill the process that sends mails, somewhere between two steps."""
    send_all(world, world.new_keys(count))

    def deliver(steps: Steps) -> int:
        engine = world.engine()
        steps.watch(engine, "mail")
        world.deliver(engine, _CountedTransport(world.transport(), steps))
        return 0

    _kill_somewhere(world, tally, "mail process killed", deliver)


def kill_fetcher(world: World, count: int, tally: Tally) -> None:
    """Kill the process that fetches answers, somewhere between two steps."""
    keys = world.new_keys(count)
    send_all(world, keys)
    mailbox = FileMailbox(world.inbox)
    references = world.acknowledged()
    for key in keys[:2]:
        (reference,) = references[key]
        mailbox.put(_answer(key, reference))
        world.answers.append(key)

    def fetch(steps: Steps) -> int:
        engine = world.engine()
        steps.watch(engine, "fetch")
        folder = _CountedFolder(world.folder / "attachments", steps)
        world.inbox_worker(engine, FileMailbox(world.inbox, steps), folder).fetch_new()
        return 0

    _kill_somewhere(world, tally, "fetching process killed", fetch)
    run_child(lambda: fetch(Steps(world.step_log)))


def kill_eraser(world: World, count: int, tally: Tally) -> None:
    """Kill the process that erases a request, somewhere between two steps."""
    keys = world.new_keys(count)
    send_all(world, keys)
    (reference,) = world.acknowledged()[keys[0]]

    def erase(steps: Steps) -> int:
        engine = world.engine()
        steps.watch(engine, "erase")
        world.erasures(engine).erase(reference, ErasureReason.PERSON, "person")
        steps.reach("erase: after COMMIT, before the receipt")
        return 0

    _kill_somewhere(world, tally, "erasing process killed", erase)
    run_child(lambda: erase(Steps(world.step_log)))
    world.erased.add(keys[0])


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


def _kill_somewhere(world: World, tally: Tally, kind: str, work: Callable[[Steps], int]) -> None:
    deadly = world.rng.randint(1, 30)
    world.step_log.unlink(missing_ok=True)
    if run_child(lambda: work(Steps(world.step_log, deadly))) == _KILLED:
        tally.add(kind, world)
    # A mail that was in the dead process's hands is free once its lease has run out.
    world.turn(minutes=6)


class _CountedTransport:
    def __init__(self, transport: Transport, steps: Steps) -> None:
        self._transport = transport
        self._steps = steps

    async def send(self, message: EmailMessage) -> None:
        self._steps.reach("mail: built, before SMTP")
        await self._transport.send(message)
        self._steps.reach("mail: taken over by the server, before the note")


class _CountedFolder(AttachmentFolder):
    def __init__(self, path: Path, steps: Steps) -> None:
        super().__init__(path)
        self._steps = steps

    def save(self, content: bytes) -> str:
        self._steps.reach("fetch: before the attachment is written")
        name = super().save(content)
        self._steps.reach("fetch: attachment written, before the transaction")
        return name


def _answer(key: str, reference: str) -> bytes:
    message = EmailMessage(policy=SMTP_POLICY)
    number = key.rpartition("-")[2]
    message["From"] = f"kim{number}@example.org"
    message["Subject"] = f"AW: {reference}"
    message["Message-ID"] = f"<answer-{number}@example.org>"
    message.set_content(f"answer-{number}")
    message.add_attachment(f"file-{number}", filename="notiz.txt")
    return message.as_bytes()


EVERYWHERE: tuple[Episode, ...] = (
    kill_client,
    double_click,
    fifty_clicks,
    lock_database,
    smtp_says_later,
    smtp_says_never,
    smtp_stalls,
    smtp_drops_after_data,
    bad_tls,
    turn_clock,
    kill_mailer,
    kill_fetcher,
    kill_eraser,
)
SQLITE_ONLY: tuple[Episode, ...] = (fill_disk,)
SERVER_ONLY: tuple[Episode, ...] = (kill_database,)
