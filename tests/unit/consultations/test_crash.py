"""A process is killed in the middle of a submit: nothing is lost, nothing is doubled."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import bot
from bot.consultations.models import ConsultationDraft
from bot.consultations.service import ConsultationService

CHILD = Path(__file__).with_name("crashing_submit.py")


@pytest.mark.parametrize(
    ("crash_point", "stored"),
    [("before_commit", 0), ("after_commit", 1)],
)
def test_kill_during_submit(
    service: ConsultationService,
    database_url: str,
    draft: Callable[..., ConsultationDraft],
    rows: Callable[[str], list[dict[str, Any]]],
    crash_point: str,
    stored: int,
) -> None:
    """After the crash the request is there once or not at all, and a retry makes it one."""
    child = subprocess.run(  # noqa: S603
        [sys.executable, str(CHILD), database_url, crash_point],
        cwd=Path(bot.__file__).parent.parent,
        env={"PYTHONPATH": str(Path(bot.__file__).parent.parent)},
        capture_output=True,
        check=False,
    )
    assert (child.returncode, child.stderr) == (-signal.SIGKILL, b"")
    for table in ("consultation_requests", "outbox", "request_events", "reference_counters"):
        assert len(rows(table)) == stored, table
    assert service.submit(draft(), "key-of-the-crash").reference == "IJ-2026-0001"
    for table in ("consultation_requests", "outbox", "request_events", "reference_counters"):
        assert len(rows(table)) == 1, table
