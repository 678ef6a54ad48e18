"""Has the vectors of the office's texts kept, beside the training of the model."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bot.ops.child import die_with_parent
from bot.ops.environment import child_environment, quiet_rasa
from bot.ops.log_file import LogFile
from bot.settings import Settings

COMMAND = (sys.executable, "-m", "actions.office_vectors")


def log_file(settings: Settings) -> Path:
    """Return where its output is."""
    return settings.log_dir / "office_vectors.log"


def keep_office_vectors(settings: Settings) -> bool:
    """Encode what the office has written since, in a process of its own; return whether it worked.

    Without them each text is encoded with the first question about it, so nothing else fails.
    """
    file = log_file(settings)
    # Makes the folder, too.
    LogFile(file).close()
    with file.open("ab") as log:
        ended = subprocess.run(
            COMMAND,
            cwd=settings.root,
            env=child_environment(quiet_rasa()),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            preexec_fn=die_with_parent(),
            check=False,
        )
    return ended.returncode == 0
