"""Serves from several processes that share one loaded model."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

from bot.core.serving.parent import die_with_parent

MAX_WORKERS = 2
WAITING_CONNECTIONS = 100


def wanted_workers(at_most: int = MAX_WORKERS) -> int:
    """Return how many processes serve: more than the cores would only wait for each other."""
    return min(at_most, len(os.sched_getaffinity(0)))


def run_workers(
    count: int,
    server: socket.socket,
    work: Callable[[socket.socket], None],
    on_start: Callable[[], None],
) -> int:
    """Run ``work`` in ``count`` processes that share one bound socket.

    A new connection goes to a process that has time to accept it. ``on_start`` is called when
    connections are no longer refused. When one process ends, for whatever reason, all end, so that
    whoever started us sees it and starts anew.
    """
    server.listen(WAITING_CONNECTIONS)
    # What is loaded by now stays as it is: without this, the first clean-up of each process would
    # touch every object and thereby copy the memory that all share.
    gc.collect()
    gc.freeze()
    _give_back_memory()
    children = [_fork(work, server) for _ in range(count)]
    server.close()
    on_start()

    def stop(_number: int, _frame: FrameType | None) -> None:
        for child in children:
            _terminate(child)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    ended, status = os.wait()
    for child in children:
        if child != ended:
            _terminate(child)
            os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _give_back_memory() -> None:
    """Give back what loading needed and nobody uses, where the C library can (glibc)."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


def _terminate(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGTERM)


def _fork(work: Callable[[socket.socket], None], server: socket.socket) -> int:
    # Killed without a chance to stop us, the parent must not leave us behind on its port.
    bind = die_with_parent()
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        bind()
        work(server)
        code = 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        # Never return into the code of the parent.
        os._exit(code)
