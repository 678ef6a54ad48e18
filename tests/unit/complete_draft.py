"""A complete consultation request, for tests to which its contents do not matter."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.consultations.models import Channel, ConsultationDraft

_COMPLETE = ConsultationDraft(
    topic="Visum für eine Gruppe",
    description="Wer hilft uns?",
    organisation="Jugendring",
    name="",
    email="anfrage@example.org",
    phone=None,
    consent=True,
    channel=Channel.WEB_FORM,
)


def complete_draft(**fields: Any) -> ConsultationDraft:
    """Return the request, with other ``fields`` where they are given."""
    return replace(_COMPLETE, **fields)
