"""Create and update ``.venv`` from the lock files; with unchanged files it does nothing.

Runs on the bare Python 3.10 that ``scripts/bootstrap`` found, so it uses the standard library only.
Programs of the environment are always called as ``python -m …``: the start lines of console scripts
break in folders with spaces or long names.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"run": ("run.lock",), "test": ("run.lock", "test.lock")}


class InstallationError(Exception):
    """A step of the installation failed; the message says which."""


class Environment:
    """The project's virtual environment and the stamp that says what is installed in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.stamp = self.folder / "ready.json"

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.folder / "bin" / "python"

    def wanted(self, profile: str) -> str:
        """Return a hash of everything that decides the content of the environment."""
        digest = hashlib.sha256(sys.version.encode())
        names = ("bootstrap.lock", *LOCKS[profile])
        files = [self.root / "requirements" / name for name in names]
        for path in [*files, self.root / "scripts" / "fetch_spacy_model.py"]:
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def installed(self) -> dict[str, str]:
        """Return the hashes of what is completely installed, by profile."""
        try:
            stamp = json.loads(self.stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        # A copied folder can hold a link to an interpreter that this machine does not have.
        return stamp if isinstance(stamp, dict) and self.python.exists() else {}

    def prepare(self, profile: str) -> bool:
        """Bring the environment up to date; return whether there was anything to do."""
        installed = self.installed()
        if installed.get(profile) == self.wanted(profile):
            return False
        # Nobody who has the test tools loses them because run.lock changed.
        profile = "test" if "test" in installed else profile
        # Without a stamp the last attempt was interrupted: no installer can tell which of its
        # packages are whole, so start anew. The installer's cache makes that cheap.
        self.stamp.unlink(missing_ok=True)
        if not installed:
            self._create()
        self._install([self.root / "requirements" / name for name in LOCKS[profile]])
        self._run([str(self.python), str(self.root / "scripts" / "fetch_spacy_model.py")])
        done = {name: self.wanted(name) for name in LOCKS if name in ("run", profile)}
        unfinished = self.stamp.with_suffix(".tmp")
        unfinished.write_text(json.dumps(done), encoding="utf-8")
        unfinished.replace(self.stamp)
        return True

    def _create(self) -> None:
        say("Creating .venv")
        if self.folder.exists():
            shutil.rmtree(self.folder)
        self._run([sys.executable, "-m", "venv", str(self.folder)])

    def _install(self, locks: list[Path]) -> None:
        say("Installing packages (a few minutes at the first time)")
        requirements = [argument for lock in locks for argument in ("-r", str(lock))]
        pip = [str(self.python), "-m", "pip", "--disable-pip-version-check", "-q"]
        bootstrap = str(self.root / "requirements" / "bootstrap.lock")
        uv = [str(self.python), "-m", "uv", "pip", "sync", "-q", "--require-hashes"]
        uv += ["--no-build-isolation", "--python", str(self.python)]
        try:
            self._run([*pip, "install", "--require-hashes", "-r", bootstrap])
            self._run([*uv, *(str(lock) for lock in locks)])
        except InstallationError as error:
            say(f"{error}; trying again with pip, which is slower")
            self._run([*pip, "install", "--require-hashes", *requirements])

    def _run(self, command: list[str]) -> None:
        # uv brings its own list of certificate authorities; company networks need the system's.
        environment = {"UV_SYSTEM_CERTS": "true", **os.environ}
        # Settings of an active environment would send packages elsewhere.
        for name in ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX"):
            environment.pop(name, None)
        result = subprocess.run(command, cwd=self.root, env=environment, check=False)
        if result.returncode:
            raise InstallationError(f"failed with code {result.returncode}: {' '.join(command)}")


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Hold the lock file, waiting for another bootstrap in the same folder to finish."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another installation in this folder")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def say(message: str) -> None:
    """Write one line to the terminal."""
    sys.stderr.write(f"[bootstrap] {message}\n")
    sys.stderr.flush()


def main(argv: list[str], root: Path = ROOT) -> int:
    """Prepare the environment for ``run`` or ``test``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("profile", choices=sorted(LOCKS))
    profile = parser.parse_args(argv).profile
    started = time.monotonic()
    try:
        with only_one(root / "var" / "bootstrap.lock"):
            if Environment(root).prepare(profile):
                say(f"Ready after {time.monotonic() - started:.0f} s")
    except InstallationError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("Interrupted; the next start begins anew")
        return 130
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
