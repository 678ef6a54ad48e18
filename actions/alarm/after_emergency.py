"""What is to be answered of a message which says that an emergency is over, or was none."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.alarm.relief import denies_emergency, only_denies
from bot.dialogue.context import Heard, Meant


def asked_after_emergency(heard: Heard, meant: Meant) -> Meant | None:
    """Return what such a message asks beside it, None if nothing."""
    if only_denies(heard.text):
        return None
    nearest = meant.context if denies_emergency(heard.text) else None
    if nearest is not None:
        # "Kein Notfall, ich will nur wissen, …": the question that sounded like one.
        meant = replace(meant, decision=nearest.decision)
    return meant if meant.decision in ("answer", "act", "handover") else None
