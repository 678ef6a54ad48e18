"""The JSON column that holds all personal data of a request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.consultations.models import ConsultationDraft, Speaker, TranscriptLine


def to_content(draft: ConsultationDraft) -> dict[str, Any]:
    """Return the part of a draft that goes into the ``content`` column."""
    return {
        "topic": draft.topic,
        "description": draft.description,
        "organisation": draft.organisation,
        "name": draft.name,
        "email": draft.email,
        "phone": draft.phone,
        "consent": draft.consent,
        "transcript": [
            {"speaker": line.speaker.value, "text": line.text} for line in draft.transcript
        ],
    }


def from_content(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content as keyword arguments of ``ConsultationRequest``."""
    lines = tuple(
        TranscriptLine(Speaker(line["speaker"]), line["text"]) for line in content["transcript"]
    )
    return {**content, "transcript": lines}
