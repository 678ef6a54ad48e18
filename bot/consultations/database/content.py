"""The JSON column that holds all personal data of a request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.consultations.models import (
    ConsultationDraft,
    Speaker,
    TranscriptLine,
    TranscriptSource,
)

TEXTS = (
    "topic",
    "description",
    "organisation",
    "name",
    "format",
    "partner_country",
    "period",
    "group",
    "place",
    "wanted_times",
)
_MAYBE = ("email", "phone", "conversation")
_FLAGS = ("consent", "wants_visit", "wants_copy")

NOTHING: Mapping[str, Any] = {"topic": "", "transcript": ()}
"""What an erased request holds."""


def to_content(draft: ConsultationDraft) -> dict[str, Any]:
    """Return the part of a draft that goes into the ``content`` column."""
    return {
        **{field: getattr(draft, field) for field in (*TEXTS, *_MAYBE, *_FLAGS)},
        "transcript": [_line_to_json(line) for line in draft.transcript],
    }


def from_content(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content as keyword arguments of ``ConsultationRequest``.

    Fields that an older version did not know are empty.
    """
    return {
        # The topic must be there: a row without one is damaged and not just old.
        "topic": content["topic"],
        **{field: content.get(field, "") for field in TEXTS[1:]},
        **{field: content.get(field) for field in _MAYBE},
        **{field: content.get(field, False) for field in _FLAGS},
        "transcript": tuple(_line_from_json(line) for line in content["transcript"]),
    }


def _line_to_json(line: TranscriptLine) -> dict[str, Any]:
    if line.is_struck:
        return {"speaker": line.speaker.value, "struck": True}
    return {
        "speaker": line.speaker.value,
        "text": line.text,
        "sources": [{"title": source.title, "url": source.url} for source in line.sources],
    }


def _line_from_json(line: Mapping[str, Any]) -> TranscriptLine:
    return TranscriptLine(
        speaker=Speaker(line["speaker"]),
        text=line.get("text", ""),
        sources=tuple(TranscriptSource(**source) for source in line.get("sources", ())),
        is_struck=line.get("struck", False),
    )
