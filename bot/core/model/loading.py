"""Decides which Rasa a process gets: the slim one, or all of it if our files need that."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import yaml

from bot.core.model.components import named_components, reasons_for_all_of_rasa
from bot.core.model.stand_ins import install

CONFIG = "config.yml"


def prefer_slim_rasa(root: Path) -> bool:
    """Leave out the parts of Rasa that ``config.yml`` does not need; return whether they are out.

    A process that has loaded Rasa already keeps what it has.
    """
    forbid_telemetry()
    config = read_yaml(root / CONFIG)
    if "rasa.core" in sys.modules or reasons_for_all_of_rasa(config):
        return False
    install(named_components(config))
    return True


def forbid_telemetry() -> None:
    """Keep Rasa from reporting to its makers, however this process was started."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"


def read_yaml(path: Path) -> dict[str, Any]:
    """Return the content of a file of ours."""
    return yaml.safe_load(path.read_text(encoding="utf-8")) or {}
