from __future__ import annotations

from datetime import date

from bot.console.rendering import plain_text, sources_of
from bot.knowledge.entry import Source
from bot.knowledge.shown.fact_cards import fact_item, facts_card, table_card

RULES = Source("Stelle: Regeln", "https://stelle.example/regeln", 2025)
GUIDE = Source("Leitfaden", "https://stelle.example/leitfaden", None)


def test_facts_are_told_with_mark_note_sources_and_day() -> None:
    items = [
        fact_item(
            "Ab 12 Jahren.", status="confirmed", sources=[RULES], checked_on=date(2026, 11, 2)
        ),
        fact_item(
            "Bis 26 Jahre.",
            label="Workcamp",
            note="Bitte prüfen.",
            status="about",
            sources=[RULES, GUIDE],
            checked_on=date(2026, 11, 1),
        ),
    ]
    card = facts_card(
        "JWN: Alter",
        [{"title": "Alter", "items": items}],
        intro="Läuft aus.",
        links=[("JWN", "https://jwn.example")],
    )
    assert plain_text(card).splitlines() == [
        "JWN: Alter",
        "Läuft aus.",
        "Alter:",
        "- Ab 12 Jahren.",
        "  Quelle: Stelle: Regeln (2025), https://stelle.example/regeln",
        "- Workcamp: Bis 26 Jahre. [nicht bestätigt]",
        "  Bitte prüfen.",
        "  Quelle: Stelle: Regeln (2025), https://stelle.example/regeln",
        "  Quelle: Leitfaden (ohne Jahr), https://stelle.example/leitfaden",
        "JWN: https://jwn.example",
        "Stand: 2026-11-01",
    ]
    assert [source["title"] for source in sources_of(card)] == ["Stelle: Regeln", "Leitfaden"]


def test_facts_without_anything_to_prove_have_no_day() -> None:
    card = facts_card("Ort", [{"title": None, "items": [fact_item("Münster", status="yes")]}])
    assert plain_text(card).splitlines() == ["Ort", "- Münster [passt]"]


def test_a_table_is_told_row_by_row() -> None:
    cell = {"text": "Ab 12.", "note": None, "sources": [{"title": "t", "url": "u", "year": "2025"}]}
    unsure = {"text": "Ab 16.", "note": "Bitte prüfen.", "sources": []}
    card = table_card(
        "Vergleich",
        ["JWN", "DAW"],
        [{"label": "Alter", "cells": [cell, unsure]}],
        checked_on=date(2026, 11, 1),
    )
    assert plain_text(card).splitlines() == [
        "Vergleich",
        "Alter:",
        "- JWN: Ab 12.",
        "- DAW: Ab 16. Bitte prüfen.",
        "Quelle: t (2025), u",
        "Stand: 2026-11-01",
    ]
    assert len(sources_of(card)) == 1
