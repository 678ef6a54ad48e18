"""An entry as people will see it, in plain text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.knowledge.catalogue import Catalogue
from bot.knowledge.entry import FaqEntry
from bot.knowledge.files.blocks import to_plain_text
from bot.knowledge.shown.cards import Card, answer_card
from bot.texts import text


def shown_entry(
    entry: FaqEntry, catalogue: Catalogue, today: date, *, only_simple: bool
) -> Iterator[str]:
    """Yield the paragraphs of the card, one a string; ``only_simple`` leaves out the usual text."""
    card = answer_card(entry, catalogue, today)
    yield f"{entry.question}\n{'=' * len(entry.question)}"
    if not only_simple:
        yield to_plain_text(card["answer"])
        if card["details"]:
            yield _part("details", to_plain_text(card["details"]))
    if card["simple"]:
        yield _part("simple", to_plain_text(card["simple"]))
    elif only_simple:
        yield text("faq_show.no_simple")
    yield from _foot(card)


def _foot(card: Card) -> Iterator[str]:
    if card["sources"]:
        lines = [text("faq_show.source", **source) for source in card["sources"]]
        yield _part("sources", "\n".join(lines))
    if card["is_practice"]:
        yield text("faq_show.practice")
    day = f"{date.fromisoformat(card['checked_on']):%d.%m.%Y}"
    yield text("faq_show.checked_on", day=day)
    if card["is_review_due"]:
        yield text("faq_show.review_due")
    if card["handover"]:
        yield text("faq_show.handover")
    if card["related"]:
        lines = [text("faq_show.related_item", **other) for other in card["related"]]
        yield _part("related", "\n".join(lines))


def _part(key: str, content: str) -> str:
    return f"{text(f'faq_show.{key}')}\n{content}"
