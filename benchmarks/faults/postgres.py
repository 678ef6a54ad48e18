"""A PostgreSQL server of our own, in a folder of its own, that can be killed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import make_url

# What survives when the power fails is PostgreSQL's own promise; tests of our code need not wait.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@dataclass(frozen=True)
class PostgresServer:
    """A running server; only this machine reaches it, through a socket in its folder."""

    binaries: Path
    folder: Path
    options: str

    @property
    def url(self) -> str:
        """Address of a database on which others can be created."""
        return f"postgresql://ija@/postgres?host={self.folder}"

    def crash(self) -> None:
        """Let all processes of the server die at once, as after a loss of power, and start it."""
        self._control("-m", "immediate", "-w", "stop")
        self.start()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        log = str(self.folder / "log")
        self._control("-w", "-l", log, "-o", self.options, "start")

    def stop(self) -> None:
        """Stop the server for good."""
        self._control("-m", "immediate", "-w", "stop")

    def _control(self, *arguments: str) -> None:
        run_as_server(
            self.folder, self.binaries / "pg_ctl", "-D", str(self.folder / "data"), *arguments
        )


def installed_binaries() -> Path | None:
    """Return the folder of the newest server installed, None if there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    return found[-1] if found else None


@contextmanager
def running_postgres(binaries: Path, options: str = "") -> Iterator[PostgresServer]:
    """Run an empty server for the length of the block."""
    # The path of a socket must be short.
    folder = Path(tempfile.mkdtemp(prefix="ija-pg-"))
    listen = f"-k {folder} -c listen_addresses='' -c max_connections=200"
    server = PostgresServer(binaries, folder, f"{listen} {options}".strip())
    try:
        if os.geteuid() == 0:
            # The server refuses to run as root.
            shutil.chown(folder, "postgres")
        data = ("-D", str(folder / "data"))
        run_as_server(
            folder,
            binaries / "initdb",
            *data,
            "-U",
            "ija",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
        )
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


@contextmanager
def empty_database(server_url: str) -> Iterator[str]:
    """Create a database for the length of the block and give its URL."""
    url = make_url(server_url)
    name = f"ija_{uuid4().hex}"
    admin = sa.create_engine(url, future=True, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    admin.dispose()
    yield url.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    admin.dispose()


def run_as_server(folder: Path, program: Path, *arguments: str) -> None:
    """Run a program of the server as the account that may do so."""
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run(
        [*as_user, str(program), *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
    )
