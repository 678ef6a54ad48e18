"""Placeholders of text modules: ``{{referenz}}`` becomes the reference of the request."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from bot.clock import german_day
from bot.consultations.models import ConsultationRequest
from bot.deadlines.lookup import DeadlineQuery, find_deadlines
from bot.deadlines.office.parsing import DeadlineBook
from bot.deadlines.shown.cards import deadlines_card
from bot.texts import text

NAMES = (
    "anrede",
    "name",
    "referenz",
    "thema",
    "einrichtung",
    "ort",
    "land",
    "format",
    "zeitraum",
    "gruppe",
    "programm",
    "frist",
    "antwort_bis",
    "heute",
    "ich",
    "servicestelle",
)
_PLACEHOLDER = re.compile(r"\{\{\s*([^{}\n]{1,40}?)\s*\}\}")


def fill(body: str, values: Mapping[str, str]) -> str:
    """Return the text with every placeholder that has a value; the others stay to be seen."""

    def value(match: re.Match[str]) -> str:
        return values.get(match[1].casefold()) or match[0]

    return _PLACEHOLDER.sub(value, body)


def left_over(body: str) -> list[str]:
    """Return the placeholders in a text, each once, as they are written."""
    return list(dict.fromkeys(match[0] for match in _PLACEHOLDER.finditer(body)))


def request_values(
    request: ConsultationRequest, author: str, office: str, today: date
) -> dict[str, str]:
    """Return what the request itself tells; an empty text is not known."""
    return {
        "anrede": text("desk.greeting_named", name=request.name)
        if request.name
        else text("desk.greeting"),
        "name": request.name,
        "referenz": request.reference,
        "thema": request.topic,
        "einrichtung": request.organisation,
        "ort": request.place,
        "land": request.partner_country,
        "format": request.format,
        "zeitraum": request.period,
        "gruppe": request.group,
        "antwort_bis": german_day(request.answer_by),
        "heute": german_day(today),
        "ich": author,
        "servicestelle": office,
    }


def programme_values(book: DeadlineBook, programme_id: str, now: datetime) -> dict[str, str]:
    """Return name and deadlines of a programme in the words that the chat uses for them.

    A deadline that its body has not confirmed is told as a habit to be checked there.
    """
    programme = next((item for item in book.programmes if item.id == programme_id), None)
    if programme is None:
        return {}
    result = find_deadlines(book, DeadlineQuery(programmes=(programme_id,)), now)
    items = deadlines_card(book, result, now, limit=None)["items"]
    lines = [
        text(
            "desk.deadline_line",
            what=item["action"] or item["programme"],
            when=item["when"],
        )
        for item in items
        if item["programme_id"] == programme_id
    ]
    return {"programm": programme.name, "frist": "\n".join(lines)}


def likely_programme(book: DeadlineBook, request: ConsultationRequest) -> str | None:
    """Return the programme whose topic the request came from, or that it names."""
    said = f"{request.topic}\n{request.description}".casefold()
    for programme in book.programmes:
        is_topic = programme.topic is not None and programme.topic == request.topic_id
        if is_topic or programme.name.casefold() in said:
            return programme.id
    return None
