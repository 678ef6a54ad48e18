"""Only models that we trained are loaded: loading runs code that lies in the file."""

from __future__ import annotations

import hashlib
from pathlib import Path

CHECKSUM_SUFFIX = ".sha256"


def is_sound(model: Path) -> bool:
    """Tell whether a model is what it was when its checksum was written beside it.

    ``bot.ops.models`` writes the checksum after training. Who can write to the folder can write
    both files, so the folder must belong to another account than the one that serves.
    """
    try:
        written = model.with_name(model.name + CHECKSUM_SUFFIX).read_text(encoding="ascii").strip()
        return hashlib.sha256(model.read_bytes()).hexdigest() == written
    except (OSError, ValueError):
        return False
