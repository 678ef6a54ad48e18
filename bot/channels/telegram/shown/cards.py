"""Messages of the assistant (docs/architecture.md, "cards") as paragraphs for Telegram."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from bot.channels.telegram.shown.fact_cards import facts, table
from bot.channels.telegram.shown.rich import Paragraph, Run, heading, link, plain, sendable
from bot.channels.telegram.shown.sourcing import checked_on, source_lines
from bot.deadlines.address import PAGE_PATH
from bot.glossary.cards import PAGE_PATH as GLOSSARY_PATH
from bot.texts import text

Card = Mapping[str, Any]


def paragraphs_of(message: Card, site: str, *, is_simple: bool = False) -> list[Paragraph]:
    """Return all that a message says; ``site`` is our address, for links to our own pages.

    With ``is_simple`` an answer is its part in Einfache Sprache, where it has one.
    """
    shown: list[Paragraph] = []
    said = message.get("text")
    if isinstance(said, str) and said.strip():
        shown += [plain(part) for part in said.split("\n\n") if part.strip()]
    render = _CARDS.get(str(message.get("card", "")))
    if render is not None:
        shown += render(message, site, is_simple)
    return shown


def details_of(card: Card, site: str) -> list[Paragraph]:
    """Return what stands behind "Mehr dazu" on the web: folded, under a heading of its own."""
    parts = list(_blocks(card.get("details") or (), site))
    if not parts:
        return []
    return _folded([heading(text("telegram.details")), *parts])


def _answer(card: Card, site: str, is_simple: bool) -> list[Paragraph]:
    simple = card.get("simple") or ()
    shown = [heading(card["question"])]
    if is_simple and simple:
        shown += _blocks(simple, site)
    else:
        shown += _blocks(card["answer"], site)
        shown += details_of(card, site)
    shown += _terms(card, site)
    shown += source_lines(card.get("sources") or (), site)
    if card.get("is_practice"):
        shown.append(plain(text("telegram.practice")))
    shown += checked_on(card.get("checked_on"))
    if card.get("is_review_due"):
        shown.append(heading(text("telegram.review_due"), gap=1))
    return shown


def _terms(card: Card, site: str) -> list[Paragraph]:
    terms = card.get("terms") or ()
    if not terms:
        return []
    lines = [heading(text("telegram.terms"))]
    for term in terms:
        name = link(term["term"], urljoin(site, f"{GLOSSARY_PATH}#{term['id']}"))
        lines.append(Paragraph((name, Run(sendable(f": {term['explanation']}"))), gap=1))
    return _folded(lines)


def _deadlines(card: Card, site: str, _is_simple: bool) -> list[Paragraph]:
    shown = [plain(card["intro"])] if card.get("intro") else []
    for item in card.get("items") or ():
        shown += _deadline(item, site)
    more = int(card.get("more") or 0)
    if more > 0:
        note = text("telegram.more_one" if more == 1 else "telegram.more_many", number=more)
        page = link(text("telegram.all_deadlines"), urljoin(site, PAGE_PATH))
        shown.append(Paragraph((Run(f"{note} "), page)))
    return shown


def _deadline(item: Card, site: str) -> Iterator[Paragraph]:
    yield heading(item["programme"])
    facts = [item.get("action"), item.get("status_text"), item.get("when"),
             item.get("route_text"), item.get("note")]  # fmt: skip
    for fact in facts:
        if fact:
            yield plain(str(fact), gap=1)
    ask = item.get("ask") or {}
    if ask.get("name"):
        body = link(ask["name"], urljoin(site, ask.get("url") or ""))
        yield Paragraph((Run(text("telegram.ask")), body), gap=1)
    yield from source_lines(item.get("sources") or (), site, gap=1)
    yield from checked_on(item.get("checked_on"))


def _contact(card: Card, site: str, _is_simple: bool) -> list[Paragraph]:
    office = card.get("office") or {}
    shown = [heading(office.get("name") or text("telegram.contact"))]
    for key in ("address", "phone", "email", "hours"):
        if office.get(key):
            shown.append(plain(text(f"telegram.contact_{key}", value=office[key]), gap=1))
    responsible = office.get("responsible") or ()
    if responsible:
        people = "; ".join(responsible)
        shown.append(plain(text("telegram.contact_responsible", value=people), gap=1))
    if office.get("website"):
        shown.append(Paragraph((link(office["website"], office["website"]),), gap=1))
    if card.get("form_url"):
        form = link(text("telegram.contact_form"), urljoin(site, card["form_url"]))
        shown.append(Paragraph((form,), gap=1))
    return shown


def _summary(card: Card, _site: str, _is_simple: bool) -> list[Paragraph]:
    shown = [heading(text("telegram.summary"))]
    for field in card.get("fields") or ():
        label = Run(sendable(f"{field['label']}: "), bold=True)
        shown.append(Paragraph((label, Run(sendable(str(field["value"])))), gap=1))
    return shown


def _receipt(card: Card, _site: str, _is_simple: bool) -> list[Paragraph]:
    reference = Run(sendable(card["reference"]), bold=True)
    return [
        heading(text("telegram.receipt")),
        Paragraph((Run(text("telegram.reference")), reference), gap=1),
        plain(card["promise"], gap=1),
    ]


def _blocks(blocks: Iterable[Card], site: str) -> Iterator[Paragraph]:
    for block in blocks:
        if block["kind"] == "ul":
            for number, item in enumerate(block["items"]):
                yield Paragraph((Run("• "), *_runs(item, site)), gap=1 if number else 2)
        else:
            yield Paragraph(tuple(_runs(block["spans"], site)))


def _runs(spans: Iterable[Card], site: str) -> Iterator[Run]:
    for span in spans:
        if span.get("href"):
            yield link(span["text"], urljoin(site, span["href"]))
        else:
            yield Run(sendable(span["text"]), bold=bool(span.get("bold")))


def _folded(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    return [replace(paragraph, is_folded=True) for paragraph in paragraphs]


_CARDS: Mapping[str, Callable[[Card, str, bool], list[Paragraph]]] = {
    "answer": _answer,
    "deadlines": _deadlines,
    "facts": facts,
    "table": table,
    "contact": _contact,
    "summary": _summary,
    "receipt": _receipt,
}
