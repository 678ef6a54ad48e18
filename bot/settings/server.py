"""Whether this machine is a server that was set up by the handbook (docs/handbuch/betrieb.md)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

# Where the handbook puts the settings of a server.
SERVER_SETTINGS = Path("/etc/ija-lotse/lotse.env")


def lack_of_server(environ: Mapping[str, str] | None = None, file: Path = SERVER_SETTINGS) -> bool:
    """Tell whether this machine is set up as a server and we are called without its settings.

    Then we would see data of our own: empty, and taken for those of the server.
    """
    return "IJA_VAR_DIR" not in (os.environ if environ is None else environ) and file.is_file()
