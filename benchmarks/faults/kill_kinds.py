"""Processes that are killed somewhere between two steps of their work."""

from __future__ import annotations

import signal
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from pathlib import Path

from benchmarks.faults.children import run_child
from benchmarks.faults.clients import send, send_all
from benchmarks.faults.file_mailbox import FileMailbox
from benchmarks.faults.steps import Steps
from benchmarks.faults.tally import Tally
from benchmarks.faults.world import World
from bot.consultations.erasure import ErasureReason
from bot.consultations.mails.attachment_folder import AttachmentFolder
from bot.mail.transports import Transport

_KILLED = -signal.SIGKILL


def kill_client(world: World, count: int, tally: Tally) -> None:
    """Kill the process that stores a request, somewhere between two steps."""
    keys = world.new_keys(count)
    _kill_somewhere(world, tally, "process killed while storing", lambda s: send(world, keys, s))
    send_all(world, keys)


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
