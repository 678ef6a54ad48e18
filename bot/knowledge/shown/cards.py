"""Cards: what an entry looks like on its way to a client (shapes: docs/architecture.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypedDict

from bot.knowledge.catalogue import Catalogue
from bot.knowledge.entry import FaqEntry, Source
from bot.knowledge.files.blocks import to_blocks
from bot.knowledge.files.parsing import UNDATED
from bot.knowledge.office import Office

Card = dict[str, Any]


class TermNote(TypedDict):
    """A term of an answer with its explanation; ``id`` is its anchor on the glossary page."""

    id: str
    term: str
    explanation: str


def answer_card(
    entry: FaqEntry,
    catalogue: Catalogue,
    today: date,
    terms: Sequence[TermNote] = (),
) -> Card:
    """Return the ``answer`` card of an entry; related ids without an entry are left out.

    ``terms`` are the words of the answer to explain (:func:`bot.glossary.cards.answer_terms`).
    """
    related = [found for found in map(catalogue.get, entry.related) if found is not None]
    return {
        "card": "answer",
        "faq_id": entry.id,
        "question": entry.question,
        "answer": to_blocks(entry.answer),
        "details": to_blocks(entry.details),
        "simple": to_blocks(entry.simple),
        "sources": source_items(entry.sources),
        "is_practice": entry.is_practice,
        "checked_on": entry.checked_on.isoformat(),
        "is_review_due": entry.is_review_due(today),
        "related": [{"id": other.id, "question": other.question} for other in related],
        "handover": entry.is_handover,
        "terms": list(terms),
    }


def source_items(sources: Iterable[Source]) -> list[Mapping[str, str]]:
    """Return sources as ``{title, url, year}``, the year as text."""
    return [
        {"title": s.title, "url": s.url, "year": UNDATED if s.year is None else str(s.year)}
        for s in sources
    ]


def contact_card(office: Office, form_url: str) -> Card:
    """Return the ``contact`` card: only what the office has confirmed."""
    return {
        "card": "contact",
        "office": {
            "name": office.name,
            "website": office.website,
            "email": office.email,
            "phone": office.phone,
            "hours": office.hours,
            "address": office.address,
            "responsible": list(office.responsible),
        },
        "form_url": form_url,
    }
