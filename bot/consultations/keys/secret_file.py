"""A secret in a file of its own: made once by whichever process comes first, never guessable."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

MIN_SECRET_BYTES = 32


def load_or_create_secret(path: Path) -> bytes:
    """Return the secret in the file; the first process creates it, readable by us only.

    Raises:
        ValueError: the file is empty, cut off or no secret; with such a key anybody could sign.
    """
    if not path.exists():
        _create(path)
    try:
        secret = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except ValueError:
        secret = b""
    if len(secret) < MIN_SECRET_BYTES:
        raise ValueError(
            f"{path} is empty or damaged: put it back from a backup. Without one, delete it:"
            " a new one is made, but PINs and open pages of before no longer fit"
        )
    return secret


def _create(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(MIN_SECRET_BYTES))
            file.flush()
            os.fsync(file.fileno())
        # Fails if another process was faster, whose file is complete then.
        os.link(temporary, path)
    except FileExistsError:
        pass
    finally:
        Path(temporary).unlink()
