"""Cards of programme sheets: some aspects, the whole sheet, two or three programmes compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.deadlines.models import Programme
from bot.deadlines.office.parsing import DeadlineBook
from bot.knowledge.shown.cards import Card
from bot.knowledge.shown.fact_cards import (
    FactItem,
    FactSection,
    TableCell,
    TableRow,
    fact_item,
    facts_card,
    table_card,
)
from bot.programmes.book import ProgrammeBook
from bot.programmes.deadline_items import deadline_items
from bot.programmes.models import Aspect, Sheet
from bot.programmes.wording import SheetWording
from bot.texts import text

PAGES_PATH = "/foerderprogramme"
MOST_COMPARED = 3
_MOST_DEADLINES = 3
# A row without anything known is worth its place only where everybody asks.
_MAY_BE_LEFT_OUT = frozenset(
    {Aspect.FORMATS, Aspect.COUNTRIES, Aspect.DECISION, Aspect.EXCLUSIONS, Aspect.NOTES},
)
# What is peculiar to one programme has no counterpart in another.
_COMPARED = tuple(aspect for aspect in Aspect if aspect is not Aspect.NOTES)


class UnknownProgrammeError(KeyError):
    """Neither a sheet nor the deadline book knows the programme."""


def aspect_card(
    book: ProgrammeBook,
    deadline_book: DeadlineBook,
    programme_id: str,
    aspects: Sequence[str],
    now: datetime,
    *,
    formats: Sequence[str] = (),
    site: str = "",
    is_for_everyone: bool = False,
) -> Card:
    """Return a ``facts`` card that answers what was asked about a programme.

    ``aspects`` are ids of :class:`Aspect`, none of them means the whole sheet; ``formats`` are
    the format ids named in the question; ``site`` is the public address before our pages.
    With ``is_for_everyone`` the rules that hold for the members of one umbrella body are left out:
    who asks may not be one, and they stand on the sheet.

    Raises:
        UnknownProgrammeError: nobody has heard of the programme.
        ValueError: there is no such aspect.
    """
    asked = list(dict.fromkeys(map(Aspect, aspects)))
    if not asked:
        return programme_card(
            book, deadline_book, programme_id, now, site=site, is_for_everyone=is_for_everyone
        )
    sheet = book.get(programme_id)
    if sheet is None:
        return _card_without_sheet(deadline_book, programme_id, now)
    labels = [_label(aspect) for aspect in asked]

    def told(*, remarks: bool) -> tuple[SheetWording, list[FactSection]]:
        wording = SheetWording(
            sheet, deadline_book, now, formats, remarks=remarks, is_for_everyone=is_for_everyone
        )
        heads = labels if len(asked) > 1 else [None]
        items = [wording.items(aspect) for aspect in asked]
        return wording, [_section(head, part) for head, part in zip(heads, items, strict=True)]

    wording, sections = told(remarks=True)
    hint = None
    if _unsure(sections) > 1:
        # What would stand below each of them is said once.
        wording, sections = told(remarks=False)
        hint = text("programmes.about_hint", ask=sheet.contact.name)
    title = text("programmes.aspect_title", programme=sheet.short, aspects=", ".join(labels))
    intro = _joined(wording.state(book), hint)
    return facts_card(title, sections, intro=intro, links=_links(sheet, site))


def programme_card(
    book: ProgrammeBook,
    deadline_book: DeadlineBook,
    programme_id: str,
    now: datetime,
    *,
    site: str = "",
    is_for_everyone: bool = False,
) -> Card:
    """Return a ``facts`` card with everything that is known about a programme.

    ``is_for_everyone`` as in :func:`aspect_card`.

    Raises:
        UnknownProgrammeError: nobody has heard of the programme.
    """
    sheet = book.get(programme_id)
    if sheet is None:
        return _card_without_sheet(deadline_book, programme_id, now)
    # One remark at the top instead of the same one below every fact.
    wording = SheetWording(
        sheet, deadline_book, now, remarks=False, is_for_everyone=is_for_everyone
    )
    sections = _sections_of(sheet, wording)
    hint = None
    if _unsure(sections):
        hint = text("programmes.about_hint", ask=sheet.contact.name)
    intro = _joined(wording.state(book), hint)
    return facts_card(sheet.name, sections, intro=intro, links=_links(sheet, site))


def _sections_of(sheet: Sheet, wording: SheetWording) -> list[FactSection]:
    summary = fact_item(sheet.summary, sources=sheet.summary_sources, checked_on=sheet.checked_on)
    sections = [_section(None, [summary])]
    unknown = []
    for aspect in Aspect:
        if wording.known_items(aspect):
            sections.append(_section(_label(aspect), wording.items(aspect)))
        elif aspect not in _MAY_BE_LEFT_OUT:
            unknown.append(_label(aspect))
    if unknown:
        sentence = text(
            "programmes.unknown_aspects", aspects=", ".join(unknown), ask=sheet.contact.name
        )
        item = fact_item(sentence, status="unknown")
        sections.append(_section(text("programmes.unknown_title"), [item]))
    return sections


def comparison_card(
    book: ProgrammeBook,
    deadline_book: DeadlineBook,
    programme_ids: Sequence[str],
    now: datetime,
) -> Card:
    """Return a ``table`` card of two or three programmes side by side.

    Rules that hold for the members of one umbrella body are left out.

    Raises:
        UnknownProgrammeError: a programme has no sheet.
        ValueError: fewer than two or more than three different programmes.
    """
    ids = list(dict.fromkeys(programme_ids))
    if not 2 <= len(ids) <= MOST_COMPARED:
        raise ValueError(f"two or three programmes can be compared, not {len(ids)}")
    sheets = [_require(book, programme_id) for programme_id in ids]
    wordings = [SheetWording(sheet, deadline_book, now, is_for_everyone=True) for sheet in sheets]
    rows: list[TableRow] = [
        {"label": _label(aspect), "cells": [_cell(w, aspect) for w in wordings]}
        for aspect in _COMPARED
        if aspect not in _MAY_BE_LEFT_OUT or any(w.known_items(aspect) for w in wordings)
    ]
    names = [sheet.short for sheet in sheets]
    unsure = {
        wording.sheet.contact.name: True
        for row in rows
        for wording, cell in zip(wordings, row["cells"], strict=True)
        if cell["note"]
    }
    hint = text("programmes.about_hint_of_several", asks=", ".join(unsure)) if unsure else None
    return table_card(
        text("programmes.comparison_title", programmes=", ".join(names)),
        names,
        rows,
        intro=_joined(*(wording.state(book) for wording in wordings), hint),
        checked_on=min(sheet.checked_on for sheet in sheets),
    )


def _cell(wording: SheetWording, aspect: Aspect) -> TableCell:
    ask = wording.sheet.contact.name
    items = wording.known_items(aspect)
    if not items:
        return {"text": text("programmes.cell_unknown", ask=ask), "note": None, "sources": []}
    shown = items[:_MOST_DEADLINES] if aspect is Aspect.DEADLINE else items
    lines = [
        f"{item['label']}: {item['text']}" if item["label"] else item["text"] for item in shown
    ]
    if len(items) > len(shown):
        lines.append(text("programmes.more_deadlines", count=len(items) - len(shown)))
    # A deadline says itself where to check it.
    is_unsure = aspect is not Aspect.DEADLINE and any(i["status"] == "about" for i in shown)
    sources = {source["url"]: source for item in shown for source in item["sources"]}
    return {
        "text": "\n".join(lines),
        "note": text("programmes.about") if is_unsure else None,
        "sources": list(sources.values()),
    }


def _unsure(sections: Iterable[FactSection]) -> int:
    """Count the statements that nobody has confirmed."""
    return sum(item["status"] == "about" for section in sections for item in section["items"])


def _joined(*sentences: str | None) -> str | None:
    return " ".join(filter(None, sentences)) or None


def _section(title: str | None, items: Iterable[FactItem]) -> FactSection:
    return {"title": title, "items": list(items)}


def _label(aspect: Aspect) -> str:
    return text(f"programmes.aspect_{aspect.value}")


def _links(sheet: Sheet, site: str) -> list[tuple[str, str]]:
    return [
        (sheet.contact.name, sheet.contact.url),
        (
            text("programmes.sheet_link", programme=sheet.short),
            f"{site.rstrip('/')}{PAGES_PATH}/{sheet.id}",
        ),
    ]


def _require(book: ProgrammeBook, programme_id: str) -> Sheet:
    sheet = book.get(programme_id)
    if sheet is None:
        raise UnknownProgrammeError(programme_id)
    return sheet


def _card_without_sheet(deadline_book: DeadlineBook, programme_id: str, now: datetime) -> Card:
    programme = _programme(deadline_book, programme_id)
    ask = programme.ask
    item = fact_item(text("programmes.no_sheet", ask=ask.name), status="unknown")
    sections = [_section(None, [item])]
    deadlines = deadline_items(deadline_book, programme_id, now)
    if deadlines:
        sections.append(_section(_label(Aspect.DEADLINE), deadlines))
    return facts_card(programme.name, sections, links=[(ask.name, ask.url)])


def _programme(deadline_book: DeadlineBook, programme_id: str) -> Programme:
    for programme in deadline_book.programmes:
        if programme.id == programme_id:
            return programme
    raise UnknownProgrammeError(programme_id)
