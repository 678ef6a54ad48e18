"""All cards as Telegram shows them, with everything that the office really has to say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from bot.channels.telegram.shown.cards import paragraphs_of
from bot.channels.telegram.shown.outgoing import Method, messages
from bot.channels.telegram.shown.rich import to_html, to_text
from bot.deadlines.lookup import DeadlineQuery, find_deadlines
from bot.deadlines.office.parsing import read_book
from bot.deadlines.shown.cards import deadlines_card
from bot.glossary.book import LiveGlossary
from bot.glossary.cards import answer_terms
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.office import OFFICE_FILE, LiveOffice
from bot.knowledge.shown.cards import Card, answer_card, contact_card
from bot.knowledge.shown.fact_cards import fact_item, facts_card, table_card
from bot.programmes.book import LiveProgrammes
from bot.programmes.cards import comparison_card, programme_card
from tests.unit.channels.telegram.fake_telegram import problem_of, seen_text
from tests.unit.deadlines.deadline_rig import NOW, REAL, TODAY

SITE = "https://ija.example/"


def shown(card: Card, *, is_simple: bool = False) -> str:
    """Return what a person sees of a card, after Telegram itself has looked at it."""
    parts = messages(paragraphs_of(card, SITE, is_simple=is_simple))
    assert parts
    for part in parts:
        assert part.method is Method.MESSAGE
        content = {"text": part.content["html"], "parse_mode": "HTML"}
        assert problem_of("sendMessage", content) == ""
        assert seen_text(part.content["html"]) == part.content["text"]
    return "\n".join(part.content["text"] for part in parts)


def real_answers() -> Iterator[Card]:
    catalogue, glossary = Catalogue(REAL), LiveGlossary(REAL).current()
    for entry in catalogue.all():
        yield answer_card(entry, catalogue, TODAY, answer_terms(entry, glossary))


def test_every_answer_of_the_office_with_sources_and_day() -> None:
    cards = list(real_answers())
    assert len(cards) > 100
    for card in cards:
        said = shown(card)
        assert card["question"] in said
        assert "Stand: geprüft am" in said
        for source in card["sources"]:
            assert f"{source['title']} ({source['year']})" in said
        simple = shown(card, is_simple=True)
        if card["simple"]:
            assert card["simple"][0].get("spans", [{"text": ""}])[0]["text"] in simple
            assert "Stand: geprüft am" in simple


def test_details_and_terms_are_folded_in() -> None:
    card = next(card for card in real_answers() if card["details"] and card["terms"])
    html = to_html(paragraphs_of(card, SITE))
    assert "<blockquote expandable><b>Mehr dazu</b>" in html
    assert f'href="{SITE}glossar#{card["terms"][0]["id"]}"' in html


def test_all_deadlines_at_once_are_split_and_complete() -> None:
    book = read_book(REAL)
    card = deadlines_card(book, find_deadlines(book, DeadlineQuery(), NOW), NOW, limit=None)
    said = shown(card)
    assert len(messages(paragraphs_of(card, SITE))) > 3
    for item in card["items"]:
        assert item["programme"] in said
        assert item["status_text"] in said
        assert item["when"] in said
    assert said.count("Stand: geprüft am") == len(card["items"])


def test_what_is_left_out_of_a_list_is_said_with_a_link() -> None:
    book = read_book(REAL)
    card = deadlines_card(book, find_deadlines(book, DeadlineQuery(), NOW), NOW)
    html = to_html(paragraphs_of(card, SITE))
    assert f"Es gibt noch {card['more']} weitere Fristen." in html
    assert f'<a href="{SITE}fristen">' in html


def test_every_programme_sheet() -> None:
    book, sheets = read_book(REAL), LiveProgrammes(REAL).current()
    ids = [sheet.id for sheet in sheets.all()]
    assert len(ids) > 20
    for programme_id in ids:
        card = programme_card(sheets, book, programme_id, NOW, site=SITE)
        assert card["title"] in shown(card)
    table = comparison_card(sheets, book, ["dfjw", "dpjw", "kjp_bund"], NOW)
    said = shown(table)
    assert all(row["label"] in said for row in table["rows"])


FACTS = facts_card(
    "DFJW",
    [
        {
            "title": "Alter",
            "items": [
                fact_item("3 bis 30 Jahre", label="Alter", checked_on=date(2026, 10, 1)),
                fact_item("ab 12", status="about", note="bitte prüfen"),
                fact_item("nein", status="no"),
            ],
        }
    ],
    intro="Das weiß ich.",
    links=[("Steckbrief", "/foerderprogramme/dfjw")],
)


def test_facts_show_their_certainty_the_oldest_day_and_links_to_our_pages() -> None:
    said = shown(FACTS)
    assert "• Alter: 3 bis 30 Jahre" in said
    assert "ab 12 [nicht bestätigt]" in said
    assert "nein [passt nicht]" in said
    assert "bitte prüfen" in said
    assert "Stand: geprüft am 1. Oktober 2026" in said
    assert f'href="{SITE}foerderprogramme/dfjw"' in to_html(paragraphs_of(FACTS, SITE))


def test_a_table_is_told_row_by_row() -> None:
    source = {"title": "Richtlinie", "url": "https://x.example", "year": "2025"}
    rows: Any = [
        {
            "label": "Alter",
            "cells": [
                {"text": "8 bis 26\n27 bis 30", "note": "mit Ausnahme", "sources": [source]},
                {"text": "ab 12", "note": None, "sources": [source]},
            ],
        }
    ]
    said = shown(table_card("Vergleich", ["KJP", "DFJW"], rows, checked_on=date(2026, 9, 30)))
    assert "• KJP: 8 bis 26; 27 bis 30 (mit Ausnahme)" in said
    assert "• DFJW: ab 12" in said
    assert said.count("Richtlinie (2025)") == 1
    assert "Stand: geprüft am 30. September 2026" in said


def test_the_contact_of_the_office() -> None:
    office = LiveOffice(REAL / OFFICE_FILE).current()
    card = contact_card(office, "/beratung")
    assert office.name in shown(card)
    assert f'<a href="{SITE}beratung">' in to_html(paragraphs_of(card, SITE))


def test_summary_and_receipt() -> None:
    fields = [{"field": "topic", "label": "Thema", "value": "<Visum> & mehr"}]
    assert "Thema: <Visum> & mehr" in shown({"card": "summary", "fields": fields})
    said = shown({"card": "receipt", "reference": "IJA-2026-0001", "promise": "Bis Freitag."})
    assert "Aktenzeichen: IJA-2026-0001\nBis Freitag." in said


@pytest.mark.parametrize("card", [{"card": "unknown"}, {}, {"text": " "}, {"text": 5}])
def test_an_unknown_card_says_nothing_and_breaks_nothing(card: dict[str, Any]) -> None:
    assert paragraphs_of(card, SITE) == []


def test_paragraphs_of_a_plain_text_stay_paragraphs() -> None:
    assert to_text(paragraphs_of({"text": "Eins\n\nZwei"}, SITE)) == "Eins\n\nZwei"
