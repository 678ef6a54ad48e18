"""Whether a command is called without the settings that were written down for it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

# Where the handbook puts the settings of a server.
SERVER_SETTINGS = Path("/etc/ija-lotse/lotse.env")
# ``scripts/with-env`` leaves this word for whoever it starts.
READ_BY_SCRIPT = "LOTSE_ENV_READ"


def lack_of_server(environ: Mapping[str, str] | None = None, file: Path = SERVER_SETTINGS) -> bool:
    """Tell whether this machine is set up as a server and we are called without its settings.

    Then we would see data of our own: empty, and taken for those of the server.
    """
    return "IJA_VAR_DIR" not in (os.environ if environ is None else environ) and file.is_file()


def lack_of_env_file(root: Path, environ: Mapping[str, str] | None = None) -> bool:
    """Tell whether the project has a ``.env`` that nobody has read for this call.

    It is a shell script, so only a shell reads it: ``make`` and ``scripts/with-env``.
    """
    return READ_BY_SCRIPT not in (os.environ if environ is None else environ) and (
        (root / ".env").is_file()
    )
