"""Processes that may die: forks of this one, so that a thousand of them take no time to start."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from collections.abc import Callable

CRASHED = 1
"""Exit code of a child that ended with an exception; that is a bug of the test or of ours."""


class ChildFailedError(Exception):
    """A child ended with an exception instead of a result."""


def run_child(work: Callable[[], int]) -> int:
    """Run ``work`` in a process of its own; return its result, or minus the signal that killed it.

    The result must be 0 or between 2 and 255.

    Raises:
        ChildFailedError: it raised; the traceback is on stderr.
    """
    return wait_for(start_child(work))


def start_child(work: Callable[[], int]) -> int:
    """Start ``work`` and return the id of its process."""
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    code = CRASHED
    # What goes wrong here goes wrong on purpose.
    logging.disable(logging.CRITICAL)
    try:
        code = work()
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        # No clean-up of the parent's objects here: they belong to the parent.
        os._exit(code)


def wait_for(pid: int) -> int:
    """Wait until a child has ended; see ``run_child``."""
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code == CRASHED:
        raise ChildFailedError
    return code
