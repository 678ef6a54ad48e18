"""Named crash points: every SQL statement, every commit and every step in between.

They are hung on from outside, so the code that runs is the one that runs in operation.
"""

from __future__ import annotations

import os
import re
import signal
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

_TABLE = re.compile(
    r"\b(?:FROM|INTO|UPDATE)\s+\"?(?P<table>[a-z_]+)|^(?P<verb>BEGIN|PRAGMA)", re.IGNORECASE
)


@dataclass
class Steps:
    """Counts the steps of a process and kills it at one of them (0 never)."""

    log: Path
    deadly: int = 0
    names: list[str] = field(default_factory=list)

    def reach(self, name: str) -> None:
        """Die if this is the step to die at; the log then holds its name."""
        self.names.append(name)
        if len(self.names) == self.deadly:
            self.log.write_text(name, encoding="utf-8")
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, engine: Engine, what: str) -> None:
        """Count the statements and commits of an engine."""

        def before_statement(
            _connection: Any, _cursor: Any, statement: str, *_arguments: Any
        ) -> None:
            found = _TABLE.search(statement)
            verb = statement.split(maxsplit=1)[0].upper()
            table = (found["table"] or "") if found else ""
            if verb not in ("BEGIN", "PRAGMA"):
                self.reach(f"{what}: before {verb} {table}".strip())

        def before_commit(_connection: Any) -> None:
            self.reach(f"{what}: before COMMIT")

        sa.event.listen(engine, "before_cursor_execute", before_statement)
        sa.event.listen(engine, "commit", before_commit)
