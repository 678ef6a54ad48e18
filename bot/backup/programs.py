"""PostgreSQL's own programs, called so that no password shows in a list of processes."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.backup.errors import BackupError
from bot.ops.environment import child_environment

DRIVER = "postgresql"


def run_program(name: str, database_url: str, *arguments: str) -> None:
    """Run ``pg_dump``, ``pg_restore`` or ``psql`` on a database.

    Raises:
        BackupError: it is not installed or did not succeed.
    """
    url = make_url(database_url)
    # In the environment, which only this account and root can read.
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    address = url.set(drivername=DRIVER, password=None).render_as_string(hide_password=False)
    finished = subprocess.run(
        [_find(name), *arguments, f"--dbname={address}"],
        env=child_environment(secret),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    if finished.returncode:
        raise BackupError("program_failed", name=name, reason=_reason(finished.stderr))


def write_script(dump: Path, script: Path) -> None:
    """Turn a dump into SQL.

    Raises:
        BackupError: the program is not installed, or the dump is broken.
    """
    finished = subprocess.run(
        [_find("pg_restore"), "--no-owner", "--no-privileges", f"--file={script}", str(dump)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    if finished.returncode:
        raise BackupError("program_failed", name="pg_restore", reason=_reason(finished.stderr))


def _reason(output: bytes) -> str:
    """Return the kind of trouble: the lines themselves may quote rows."""
    line = output.decode("utf-8", "replace").partition("\n")[0]
    known = ("server version mismatch", "could not connect", "connection to server", "permission")
    return next((words for words in known if words in line), "error")


def _find(name: str) -> str:
    # Debian's own wrapper picks a version by its clusters, which a client machine has none of.
    installed = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"),
        key=lambda path: float(path.parts[-3]),
    )
    found = str(installed[-1]) if installed else shutil.which(name)
    if found is None:
        raise BackupError("program_missing", name=name)
    return found
