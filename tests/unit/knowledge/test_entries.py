from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.knowledge.catalogue import Catalogue
from bot.knowledge.check import check_knowledge
from bot.knowledge.files.blocks import UnsupportedMarkupError, to_blocks, to_plain_text
from bot.knowledge.files.parsing import EntryError, read_entry
from bot.knowledge.office import OfficeError, load_office
from bot.knowledge.shown.cards import answer_card, contact_card

TODAY = date(2026, 11, 23)
HEAD = """---
question: Wie groß darf die Gruppe sein?
group: rahmen
sources:
  - title: "Stelle: Seite"
    url: https://example.org/seite
    year: 2025
checked_on: 2026-11-01
review_by: 2027-05-01
related: []
---
"""
BODY = """Ab **16** Personen. Mehr bei [der Stelle](https://example.org).

## Details

- eins
- zwei

## Einfache Sprache

16 Menschen reichen.
"""
OFFICE = """name: Stelle
website: https://example.org
email: {value: a@example.org, confirmed: false}
phone: {value: null, confirmed: false}
hours: {value: Mo 9-12, confirmed: true}
"""
Write = Callable[..., Path]


@pytest.fixture
def faq_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "faq"
    (folder / "rahmen").mkdir(parents=True)
    (folder / "office.yml").write_text(OFFICE, encoding="utf-8")
    return folder


@pytest.fixture
def write(faq_dir: Path) -> Write:
    def write_entry(text: str = HEAD + BODY, name: str = "gruppe") -> Path:
        path = faq_dir / "rahmen" / f"{name}.md"
        path.write_text(text, encoding="utf-8")
        return path

    return write_entry


def messages(path: Path, faq_dir: Path) -> str:
    with pytest.raises(EntryError) as caught:
        read_entry(path, faq_dir)
    return str(caught.value)


def test_entry_is_read_with_all_its_parts(write: Write, faq_dir: Path) -> None:
    entry = read_entry(write(), faq_dir)
    assert (entry.id, entry.group, entry.question) == (
        "gruppe",
        "rahmen",
        "Wie groß darf die Gruppe sein?",
    )
    assert entry.answer.startswith("Ab **16**")
    assert entry.details == "- eins\n- zwei"
    assert entry.simple == "16 Menschen reichen."
    assert entry.sources[0].year == 2025
    assert not entry.is_review_due(TODAY)
    assert entry.is_review_due(date(2027, 5, 2))


@pytest.mark.parametrize(
    ("wrong", "right", "expected"),
    [
        ("checked_on: 2026-11-01", "", "«checked_on» fehlt"),
        ("2026-11-01", "gestern", "«checked_on» ist kein Datum"),
        ("2027-05-01", "2026-10-01", "«review_by» liegt nicht nach"),
        ("year: 2025", "year: neulich", "«year» fehlt"),
        ("https://example.org/seite", "example.org", "«url» fehlt"),
        ("sein?", "sein", "Fragezeichen"),
        ("group: rahmen", "group: recht", "passt nicht zum Ordner"),
        ("related: []", "related: [gruppe]", "«related»: höchstens"),
        ("related: []", "verwandt: []", "«verwandt» ist unbekannt"),
        ("## Details", "## Detail", "Überschrift «Detail»"),
        ("- eins", "<b>eins</b>", "nicht erlaubt"),
        ("(https://example.org)", "(http://example.org)", "nicht erlaubt"),
        ("---\n", "", "Der Kopf fehlt"),
        ("question:", "question: [", "nicht lesbar"),
        ("2026-11-01", "2026-02-31", "Diesen Tag gibt es im Kalender nicht"),
        ("related: []", "related: []\nrelated: []", "«related» steht zweimal"),
        ("16 Menschen", "[[Zahl]] Menschen", "Hier fehlt noch etwas: [[Zahl]]"),
        ("16 Menschen", "16\x07 Menschen", "unsichtbares"),
    ],
)
def test_editor_is_told_what_is_wrong(
    wrong: str, right: str, expected: str, write: Write, faq_dir: Path
) -> None:
    path = write((HEAD + BODY).replace(wrong, right, 1))
    found = messages(path, faq_dir)
    assert expected in found
    assert re.match(r"faq/rahmen/gruppe\.md, Zeile \d+: ", found)


def test_all_problems_are_told_at_once(write: Write, faq_dir: Path) -> None:
    path = write((HEAD + BODY).replace("year: 2025", "").replace("sein?", "sein"))
    assert len(messages(path, faq_dir).splitlines()) == 2


def test_file_that_is_no_text_is_reported(write: Write, faq_dir: Path) -> None:
    path = write()
    path.write_bytes(b"\xff\xfe")
    assert "UTF-8" in messages(path, faq_dir)


@pytest.mark.parametrize(
    ("wrong", "right", "line"),
    [
        ("year: 2025", "year: neulich", 5),
        ("related: []", "related: [gruppe]", 10),
        ("## Details", "## Detail", 14),
        ("16 Menschen", "[[Zahl]] Menschen", 21),
    ],
)
def test_problem_names_the_line(
    wrong: str, right: str, line: int, write: Write, faq_dir: Path
) -> None:
    with pytest.raises(EntryError) as caught:
        read_entry(write((HEAD + BODY).replace(wrong, right)), faq_dir)
    assert [problem.line for problem in caught.value.problems] == [line]


def test_a_mark_at_the_start_and_windows_line_breaks_are_fine(write: Write, faq_dir: Path) -> None:
    path = write()
    path.write_bytes(b"\xef\xbb\xbf" + (HEAD + BODY).replace("\n", "\r\n").encode())
    assert read_entry(path, faq_dir).details == "- eins\n- zwei"


def test_edit_is_live_and_a_broken_edit_keeps_the_last_good_text(
    write: Write, faq_dir: Path
) -> None:
    path = write()
    catalogue = Catalogue(faq_dir)
    entry = catalogue.get("gruppe")
    assert entry is not None
    write((HEAD + BODY).replace("16 Menschen", "Schon 12 Menschen"))
    changed = catalogue.get("gruppe")
    assert changed is not None
    assert changed.simple == "Schon 12 Menschen reichen."
    write("kaputt, aber länger als zuvor" * 20)
    assert catalogue.get("gruppe") == changed
    path.unlink()
    assert catalogue.get("gruppe") is None


def test_same_size_edit_is_noticed(write: Write, faq_dir: Path) -> None:
    path = write()
    catalogue = Catalogue(faq_dir)
    catalogue.all()
    before = path.stat().st_mtime_ns
    write((HEAD + BODY).replace("16 Menschen", "17 Menschen"))
    os.utime(path, ns=(before + 1_000_000, before + 1_000_000))
    changed = catalogue.get("gruppe")
    assert changed is not None
    assert changed.simple == "17 Menschen reichen."


def test_check_finds_contact_data_and_unknown_ids(write: Write, faq_dir: Path) -> None:
    write((HEAD + BODY).replace("- zwei", "- Rufen Sie 0211 1234567 an").replace("[]", "[fehlt]"))
    report = check_knowledge(faq_dir, TODAY)
    found = "\n".join(map(str, report.problems))
    assert "0211 1234567" in found
    assert "«fehlt»" in found
    assert len(report.problems) == 2


def test_check_accepts_amounts_years_and_ratios(write: Write, faq_dir: Path) -> None:
    write((HEAD + BODY).replace("- zwei", "- 2024 bis 2027: 8.455 bis 50.745 EUR, 0,12 EUR/km"))
    assert check_knowledge(faq_dir, TODAY).problems == ()


def test_check_finds_future_dates_and_duplicates(write: Write, faq_dir: Path) -> None:
    write((HEAD + BODY).replace("2026-11-01", "2026-12-01"))
    (faq_dir / "recht").mkdir()
    (faq_dir / "recht" / "gruppe.md").write_text(
        (HEAD + BODY).replace("group: rahmen", "group: recht"), encoding="utf-8"
    )
    found = "\n".join(map(str, check_knowledge(faq_dir, TODAY).problems))
    assert "gibt es schon in" in found
    assert "Zukunft" in found


def test_office_shows_confirmed_values_only(faq_dir: Path) -> None:
    office = load_office(faq_dir / "office.yml")
    assert (office.email, office.phone, office.hours) == (None, None, "Mo 9-12")
    card = contact_card(office, "https://x.example/beratung")
    assert card["office"]["email"] is None


def test_office_without_marks_is_refused(faq_dir: Path) -> None:
    path = faq_dir / "office.yml"
    path.write_text(OFFICE.replace(", confirmed: true", ""), encoding="utf-8")
    with pytest.raises(OfficeError, match="hours"):
        load_office(path)


def test_card_holds_blocks_sources_and_dates(write: Write, faq_dir: Path) -> None:
    write()
    catalogue = Catalogue(faq_dir)
    entry = catalogue.get("gruppe")
    assert entry is not None
    card = answer_card(entry, catalogue, TODAY)
    assert card["answer"][0]["spans"][1] == {"text": "16", "bold": True}
    assert card["sources"] == [
        {"title": "Stelle: Seite", "url": "https://example.org/seite", "year": "2025"}
    ]
    assert card["checked_on"] == "2026-11-01"


@pytest.mark.parametrize(
    "markdown", ["# Titel", "> Zitat", "1. eins", "`x`", "<b>x</b>", "![a](b)"]
)
def test_blocks_refuse_other_markup(markdown: str) -> None:
    with pytest.raises(UnsupportedMarkupError):
        to_blocks(markdown)


def test_blocks_as_plain_text() -> None:
    assert to_plain_text(to_blocks("Ein **Satz**\nweiter.\n\n- a\n- b")) == (
        "Ein Satz weiter.\n- a\n- b"
    )
