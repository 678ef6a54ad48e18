"""The finished request: what the person sees before it is sent, and what is sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.consultations.models import (
    Channel,
    ConsultationDraft,
    ReplyChannel,
    Speaker,
    TranscriptLine,
)
from bot.intake.request.sheet import OPEN, Sheet, contact_of, known
from bot.knowledge.shown.fact_cards import FactItem, fact_item
from bot.texts import text


@dataclass(frozen=True)
class Origin:
    """Where a request comes from; ``conversation`` is where an answer into the chat goes."""

    channel: Channel
    conversation: str | None = field(default=None, repr=False)
    topic_id: str | None = None


def draft_of(
    sheet: Sheet, lines: list[TranscriptLine], origin: Origin, *, is_urgent: bool
) -> ConsultationDraft:
    """Return the request; sending it is the consent, which the last question asks for."""
    contact = contact_of(sheet)
    return ConsultationDraft(
        topic=known(sheet, "topic"),
        description=known(sheet, "description"),
        name=known(sheet, "name"),
        place=known(sheet, "place"),
        wanted_times=known(sheet, "wanted_times"),
        format=_sent(sheet, "format"),
        partner_country=_sent(sheet, "partner_country"),
        period=_sent(sheet, "period"),
        group=_sent(sheet, "group"),
        organisation=_sent(sheet, "organisation"),
        email=contact.email,
        phone=contact.phone,
        wants_visit=contact.visit,
        consent=True,
        channel=origin.channel,
        topic_id=origin.topic_id,
        transcript=tuple(lines),
        is_urgent=is_urgent,
        reply_channel=_reply_channel(sheet),
        conversation=origin.conversation,
    )


def summary_rows(draft: ConsultationDraft) -> list[dict[str, str]]:
    """Return field, label and value of all that is sent, but for the extract."""
    yes = text("consultations.yes")
    found: dict[str, Any] = {
        "topic": draft.topic,
        "description": draft.description,
        "format": draft.format,
        "partner_country": draft.partner_country,
        "period": draft.period,
        "group": draft.group,
        "organisation": draft.organisation,
        "place": draft.place,
        "email": draft.email,
        "phone": draft.phone,
        "wants_visit": yes if draft.wants_visit else "",
        "wanted_times": draft.wanted_times,
        "name": draft.name or text("consultations.anonymous"),
        "urgent": yes if draft.is_urgent else "",
    }
    return [
        {"field": name, "label": text(f"consultations.label_{name}"), "value": str(value)}
        for name, value in found.items()
        if value
    ]


def extract_rows(lines: list[TranscriptLine]) -> list[FactItem]:
    """Return the extract as items of a ``facts`` card, each with its number."""
    return [
        fact_item(
            text("consultations.struck") if line.is_struck else line.text,
            label=text(f"consultations.line_{line.speaker.value}", number=number),
        )
        for number, line in enumerate(lines, start=1)
    ]


def person_lines(lines: list[TranscriptLine]) -> list[int]:
    """Return the numbers of what the person said and has not struck yet."""
    return [
        number
        for number, line in enumerate(lines, start=1)
        if line.speaker is Speaker.PERSON and not line.is_struck
    ]


def _sent(sheet: Sheet, name: str) -> str:
    value = sheet.get(name)
    return text("consultations.not_known") if value == OPEN else known(sheet, name)


def _reply_channel(sheet: Sheet) -> ReplyChannel:
    contact = contact_of(sheet)
    if contact.email is not None:
        return ReplyChannel.EMAIL
    return ReplyChannel.PHONE if contact.phone is not None else ReplyChannel.VISIT
