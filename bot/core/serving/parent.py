"""Binds a child process to its parent (Linux only)."""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def die_with_parent() -> Callable[[], None]:
    """Return what a child calls first so that it is killed when this process ends.

    Made here, before the fork: the child of a process with threads must load nothing.
    """
    parent = os.getpid()
    libc = ctypes.CDLL(None)

    def bind() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        # The parent ended before the line above took effect: nobody would tell us any more.
        if os.getppid() != parent:
            os._exit(1)

    return bind
