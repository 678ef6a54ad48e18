"""What clients show of the glossary: the card of a term, the terms of an answer."""

from __future__ import annotations

from functools import lru_cache

from bot.glossary.book import Glossary
from bot.glossary.models import Term
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.entry import FaqEntry
from bot.knowledge.shown.cards import Card, TermNote
from bot.knowledge.shown.fact_cards import fact_item, facts_card
from bot.texts import text

PAGE_PATH = "/glossar"
MAX_TERMS = 5


def term_card(term: Term, catalogue: Catalogue, *, site: str = "") -> Card:
    """Return a ``facts`` card with the explanation, and ``related`` with the answer that goes on.

    ``site`` is the public address before our pages.
    """
    note = text("glossary.practice") if term.is_practice else None
    item = fact_item(term.explanation, note=note, sources=term.sources, checked_on=term.checked_on)
    entry = catalogue.get(term.topic)
    page = (text("glossary.page_link"), f"{site.rstrip('/')}{PAGE_PATH}#{term.id}")
    card = facts_card(term.title, [{"title": None, "items": [item]}], links=[page])
    related = [] if entry is None else [{"id": entry.id, "question": entry.question}]
    return {**card, "related": related}


# Looking for 176 terms in an answer takes longer than all the rest of it; neither changes often.
@lru_cache(maxsize=512)
def answer_terms(entry: FaqEntry, glossary: Glossary) -> tuple[TermNote, ...]:
    """Return the terms that an answer uses without being about them, at most five."""
    asked = {term.id for term in glossary.terms_in(entry.question) if term.topic == entry.id}
    # The short answer first: its words are met first.
    found = dict.fromkeys(
        term for part in (entry.answer, entry.details) for term in glossary.terms_in(part, asked)
    )
    return tuple(
        {"id": term.id, "term": term.title, "explanation": term.explanation}
        for term in list(found)[:MAX_TERMS]
    )
