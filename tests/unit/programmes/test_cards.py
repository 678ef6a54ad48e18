from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from bot.deadlines.office.book import LiveBook
from bot.knowledge.shown.fact_cards import table_card
from bot.programmes.book import LiveProgrammes
from bot.programmes.cards import (
    UnknownProgrammeError,
    aspect_card,
    comparison_card,
    programme_card,
)
from tests.unit.programmes.sheet_rig import SHEET

HINT = "„Nicht bestätigt“ heißt: Bitte prüfen Sie die Angabe bei dieser Stelle: JWN."
NOW = datetime(2026, 11, 23, 9, tzinfo=timezone.utc)


class Office:
    """The cards of one knowledge base."""

    def __init__(self, faq_dir: Path) -> None:
        self.faq_dir = faq_dir
        self._books = (LiveProgrammes(faq_dir), LiveBook(faq_dir))

    def aspects(self, programme: str, *aspects: str, **options: Any) -> dict[str, Any]:
        book, deadlines = self._books
        return aspect_card(book.current(), deadlines.current(), programme, aspects, NOW, **options)

    def sheet(self, programme: str, **options: Any) -> dict[str, Any]:
        book, deadlines = self._books
        return programme_card(book.current(), deadlines.current(), programme, NOW, **options)

    def compare(self, programmes: Sequence[str]) -> dict[str, Any]:
        book, deadlines = self._books
        return comparison_card(book.current(), deadlines.current(), programmes, NOW)


@pytest.fixture
def office(faq_dir: Path) -> Office:
    return Office(faq_dir)


def items(card: dict[str, Any]) -> list[dict[str, Any]]:
    return [item for section in card["sections"] for item in section["items"]]


def test_one_aspect_is_answered_with_source_and_day(office: Office) -> None:
    card = office.aspects("nordland", "alter", formats=("jugendbegegnung",))
    assert (card["card"], card["title"], card["intro"]) == ("facts", "JWN: Alter", None)
    assert card["sections"] == [
        {
            "title": None,
            "items": [
                {
                    "label": "Jugendbegegnung",
                    "text": "Die Teilnehmenden sind 12 bis 26 Jahre alt.",
                    "note": None,
                    "status": "confirmed",
                    "sources": [
                        {"title": "JWN: Alter", "url": "https://jwn.example/alter", "year": "2025"}
                    ],
                    "checked_on": "2026-11-01",
                }
            ],
        }
    ]
    assert card["links"] == [
        {"title": "JWN", "url": "https://www.jwn.example/kontakt"},
        {"title": "Programmblatt: JWN", "url": "/foerderprogramme/nordland"},
    ]


def test_all_formats_are_told_when_none_was_named_or_none_fits(office: Office) -> None:
    assert len(items(office.aspects("nordland", "alter"))) == 2
    assert len(items(office.aspects("nordland", "alter", formats=("workcamp",)))) == 2


def test_a_mark_of_the_editor_never_raises_certainty(office: Office) -> None:
    [fact] = items(office.aspects("nordland", "alter", formats=("fachkraefte",)))
    assert fact["status"] == "about"
    assert fact["note"] == "Bitte bei dieser Stelle prüfen: JWN."


def test_what_several_statements_need_is_asked_for_once(office: Office) -> None:
    card = office.aspects("nordland", "alter", "laender")
    assert [fact["status"] for fact in items(card)] == ["confirmed", "about", "about"]
    assert [fact["note"] for fact in items(card)] == [None, None, None]
    assert card["intro"] == HINT


def test_rules_for_members_say_so_and_others_are_told_that_nothing_is_known(
    office: Office,
) -> None:
    rule, others = items(office.aspects("nordland", "betrag"))
    assert (rule["status"], rule["note"]) == ("members", "Nur für Mitglieder von: Sportjugend.")
    assert others["status"] == "unknown"
    assert others["text"].startswith("Für alle anderen ist mir dazu nichts bekannt.")


def test_who_may_be_no_member_hears_no_rule_for_members(office: Office) -> None:
    [unknown] = items(office.aspects("nordland", "betrag", is_for_everyone=True))
    assert unknown["status"] == "unknown"
    assert unknown["text"].startswith("Das ist mir nicht bekannt.")
    [own] = items(office.aspects("nordland", "frist", is_for_everyone=True))
    assert own["status"] != "members"


def test_the_sheet_in_the_chat_has_no_rule_for_members(office: Office) -> None:
    def statuses(**options: bool) -> set[str | None]:
        sections = office.sheet("nordland", **options)["sections"]
        return {item["status"] for section in sections for item in section["items"]}

    assert "members" in statuses()
    assert "members" not in statuses(is_for_everyone=True)
    assert office.aspects("nordland", is_for_everyone=True) == office.sheet(
        "nordland", is_for_everyone=True
    )


def test_unknown_values_name_the_body_to_ask(office: Office) -> None:
    [unknown] = items(office.aspects("nordland", "dauer"))
    assert unknown["text"] == (
        "Das ist mir nicht bekannt. Bitte fragen Sie bei dieser Stelle nach: JWN."
    )
    assert (unknown["status"], unknown["sources"], unknown["checked_on"]) == ("unknown", [], None)


def test_deadlines_come_from_the_deadline_book(office: Office) -> None:
    own, members = items(office.aspects("nordland", "frist"))
    assert own["text"] == "Spätestens 3 Monate vor Beginn des Projekts."
    assert own["note"] == "Antrag direkt bei der Förderstelle. Ein Tag zu spät heißt Ablehnung."
    assert (own["status"], own["checked_on"]) == ("confirmed", "2026-11-02")
    assert members["status"] == "members"
    assert "Nur für Mitglieder von: Sportjugend." in members["note"]
    [for_format] = items(office.aspects("nordland", "frist", formats=("jugendbegegnung",)))[:1]
    assert for_format["label"] == "Anträge"


def test_several_aspects_stand_under_their_headings_each_once(office: Office) -> None:
    card = office.aspects("nordland", "kontakt", "alter", "kontakt")
    assert [section["title"] for section in card["sections"]] == ["Ansprechstelle", "Alter"]
    assert card["title"] == "JWN: Ansprechstelle, Alter"
    assert items(card)[0]["text"] == "JWN (jwn.example)"


def test_no_aspect_means_the_whole_sheet(office: Office) -> None:
    assert office.aspects("nordland") == office.sheet("nordland")


def test_an_aspect_that_does_not_exist_is_refused(office: Office) -> None:
    with pytest.raises(ValueError, match="farbe"):
        office.aspects("nordland", "farbe")


def test_a_replaced_programme_says_so_first_and_names_its_successor(office: Office) -> None:
    for card in (office.aspects("altland", "alter"), office.sheet("altland")):
        assert card["intro"] == (
            "Der Altlandfonds wurde abgelöst. Das Angebot heißt jetzt: Jugendwerk Nordland."
        )


@pytest.mark.parametrize(
    ("state", "intro"),
    [
        ("ended", "Das JWN ist beendet."),
        (
            "unknown",
            "Ob das JWN zurzeit Anträge annimmt, ist nicht bestätigt. "
            "Bitte fragen Sie bei dieser Stelle nach: JWN.",
        ),
    ],
)
def test_the_state_is_told_first(office: Office, state: str, intro: str) -> None:
    path = office.faq_dir / "programmes" / "nordland.yml"
    path.write_text(SHEET.replace("state: open", f"state: {state}"), encoding="utf-8")
    assert office.sheet("nordland")["intro"] == f"{intro} {HINT}"


def test_a_whole_sheet_says_once_what_unconfirmed_means(office: Office) -> None:
    card = office.sheet("nordland")
    assert card["intro"] == HINT
    assert "Bitte bei dieser Stelle prüfen" not in json.dumps(card, ensure_ascii=False)
    assert office.sheet("altland")["intro"].endswith("Jugendwerk Nordland.")


def test_the_whole_sheet_holds_what_is_known_and_lists_what_is_not(office: Office) -> None:
    card = office.sheet("nordland", site="https://lotse.example/")
    assert [section["title"] for section in card["sections"]] == [
        None,
        "Länder",
        "Alter",
        "Fristen",
        "Fördersätze",
        "Ansprechstelle",
        "Nicht bekannt",
    ]
    assert items(card)[0]["sources"][0]["title"] == "JWN: Überblick"
    assert items(card)[-1]["text"] == (
        "Dazu liegt mir nichts Geprüftes vor: Wer darf Anträge stellen, Gruppengröße, Dauer, "
        "Antragsweg, Eigenanteil. Bitte fragen Sie bei dieser Stelle nach: JWN."
    )
    assert card["links"][1]["url"] == "https://lotse.example/foerderprogramme/nordland"


def test_a_programme_without_sheet_is_answered_honestly(office: Office) -> None:
    for card in (office.sheet("ohneblatt"), office.aspects("ohneblatt", "alter")):
        assert card["title"] == "Programm ohne Blatt"
        assert "noch kein geprüftes Blatt" in items(card)[0]["text"]
        assert "Mir liegt kein Datum vor" in items(card)[1]["text"]
        assert card["links"] == [{"title": "Amt", "url": "https://amt.example"}]
    with pytest.raises(UnknownProgrammeError):
        office.sheet("gibtsnicht")


def test_two_programmes_stand_side_by_side(office: Office) -> None:
    card = office.compare(["nordland", "altland", "nordland"])
    assert (card["card"], card["columns"]) == ("table", ["JWN", "Altlandfonds"])
    assert card["title"] == "Vergleich: JWN, Altlandfonds"
    assert card["intro"].startswith("Der Altlandfonds wurde abgelöst.")
    assert card["checked_on"] == "2026-10-01"
    rows = {row["label"]: row["cells"] for row in card["rows"]}
    # Rows that nobody asks for are left out when nothing is known.
    assert "Besonderheiten" not in rows
    assert "Länder" in rows
    age, unknown = rows["Alter"]
    assert age["text"] == (
        "Jugendbegegnung: Die Teilnehmenden sind 12 bis 26 Jahre alt.\n"
        "Fachkräfte: Fachkräfte dürfen älter sein."
    )
    # Where to check is said once, above the table.
    assert age["note"] == "Nicht bestätigt."
    assert card["intro"].endswith("bei der Stelle des Programms: JWN.")
    assert len(age["sources"]) == 1
    assert unknown == {
        "text": "Nicht bekannt. Auskunft: Altland.",
        "note": None,
        "sources": [],
    }


def test_rules_for_members_stay_out_of_a_comparison(office: Office) -> None:
    card = office.compare(["nordland", "altland"])
    assert "Sportjugend" not in json.dumps(card)
    rows = {row["label"]: row["cells"] for row in card["rows"]}
    assert rows["Fördersätze"][0]["text"] == "Nicht bekannt. Auskunft: JWN."


def test_a_comparison_tells_the_first_deadlines_and_how_many_more(office: Office) -> None:
    path = office.faq_dir / "deadlines.yml"
    more = "".join(
        f"""  - id: nordland_{number}
    programme: nordland
    action: Runde {number}
    route: direkt
    rule:
      kind: pattern
      text: "Im Mai."
      rounds: [{{label: "im Mai", from: "05-01", to: "05-31"}}]
    sources: [{{title: "JWN", url: "https://jwn.example/frist", year: 2026}}]
    checked_on: 2026-11-02
"""
        for number in range(4)
    )
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    rows = {row["label"]: row["cells"] for row in office.compare(["nordland", "altland"])["rows"]}
    lines = rows["Fristen"][0]["text"].splitlines()
    assert len(lines) == 4
    assert lines[-1] == "… und 2 weitere."


@pytest.mark.parametrize("ids", [[], ["nordland"], ["nordland", "nordland"], list("abcd")])
def test_only_two_or_three_programmes_are_compared(office: Office, ids: list[str]) -> None:
    with pytest.raises(ValueError, match="two or three"):
        office.compare(ids)


def test_a_programme_without_sheet_is_not_compared(office: Office) -> None:
    with pytest.raises(UnknownProgrammeError):
        office.compare(["nordland", "ohneblatt"])


def test_a_table_has_one_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="one cell"):
        table_card("t", ["a", "b"], [{"label": "x", "cells": []}])
