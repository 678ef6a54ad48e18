from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.programmes.check import check_programmes, programme_hints
from tests.unit.programmes.sheet_rig import ENDED, SHEET

TODAY = date(2026, 11, 23)
# The fixture holds one fact that claims more than its source allows; it is meant for the cards.
GOOD = SHEET.replace(
    "year: 2023}\n      certainty: confirmed", "year: 2023}\n      certainty: about"
)


def check(faq_dir: Path, name: str = "nordland", content: str = GOOD) -> list[str]:
    (faq_dir / "programmes" / "nordland.yml").write_text(GOOD, encoding="utf-8")
    (faq_dir / "programmes" / f"{name}.yml").write_text(content, encoding="utf-8")
    return [str(problem) for problem in check_programmes(faq_dir, TODAY)]


def test_good_sheets_have_no_findings(faq_dir: Path) -> None:
    assert check(faq_dir) == []


@pytest.mark.parametrize(
    ("wrong", "right", "expected"),
    [
        ("topic: nordland", "topic: suedland", "«topic: suedland»: Diese Antwort gibt es nicht"),
        ("checked_on: 2026-11-01", "checked_on: 2026-12-01", "liegt in der Zukunft"),
        ('jwn.example/alter", year: 2025', 'press.example/alter", year: 2025', "«confirmed»"),
        ('alter", year: 2025', 'alter", year: 2023', "von 2024 oder später"),
        ('alter", year: 2025', 'alter", year: ohne Jahr', "«confirmed» braucht"),
        ("24 € am Tag (Stand 2025)", "24 € am Tag", "Ein Betrag steht ohne Jahr da"),
        ("mit Norwegen", "mit Norwegen, Telefon 0221 123456", "Telefonnummern"),
        ("mit Norwegen", "mit Norwegen, post@jwn.example", "E-Mail-Adressen"),
    ],
)
def test_editor_is_told_what_is_wrong(faq_dir: Path, wrong: str, right: str, expected: str) -> None:
    assert wrong in GOOD
    [found] = check(faq_dir, content=GOOD.replace(wrong, right, 1))
    assert expected in found
    assert found.startswith("faq/programmes/nordland.yml, Zeile ")


@pytest.mark.parametrize("amount", ["ca. 24 € am Tag", "bis zu 90.000 PLN (Stand 2026)", "75 %"])
def test_amounts_with_year_or_roughly_are_fine(faq_dir: Path, amount: str) -> None:
    assert check(faq_dir, content=GOOD.replace("24 € am Tag (Stand 2025)", amount)) == []


def test_the_finding_names_the_line_of_the_fact(faq_dir: Path) -> None:
    [found] = check(faq_dir, content=GOOD.replace("24 € am Tag (Stand 2025)", "24 Euro", 1))
    line = GOOD.splitlines().index("    - text: Es gibt 24 € am Tag (Stand 2025).") + 1
    assert found.startswith(f"faq/programmes/nordland.yml, Zeile {line}: «Es gibt 24 Euro.»: ")


def test_programmes_and_successors_must_exist(faq_dir: Path) -> None:
    [stranger] = check(faq_dir, "suedland", GOOD)
    assert "Das Programm «suedland» steht nicht in faq/deadlines.yml" in stranger
    (faq_dir / "programmes" / "suedland.yml").unlink()
    [heirless] = check(faq_dir, "altland", ENDED.replace("by: nordland", "by: suedland"))
    assert "Das Programm «suedland»" in heirless
    [own] = check(faq_dir, "altland", ENDED.replace("by: nordland", "by: altland"))
    assert "nennt das Programm selbst" in own


def test_files_that_would_be_passed_over_are_told(faq_dir: Path) -> None:
    (faq_dir / "programmes" / "suedland.yaml").write_text(GOOD, encoding="utf-8")
    (faq_dir / "programmes" / "ordner.yml").mkdir()
    found = check(faq_dir)
    assert [line.split(": ")[0] for line in found] == [
        "faq/programmes/ordner.yml",
        "faq/programmes/suedland.yaml",
    ]


def test_all_files_are_told_at_once_and_a_broken_deadline_book_stops_nothing(
    faq_dir: Path,
) -> None:
    (faq_dir / "deadlines.yml").write_text("kaputt: [", encoding="utf-8")
    content = GOOD.replace("topic: nordland", "topic: suedland").replace(" (Stand 2025)", "")
    (faq_dir / "programmes" / "altland.yml").write_text("name: 3", encoding="utf-8")
    found = "\n".join(check(faq_dir, content=content))
    assert "suedland" in found
    assert "ohne Jahr" in found
    assert "altland.yml" in found


def test_due_reviews_and_missing_sheets_are_hints(faq_dir: Path) -> None:
    hints = [str(hint) for hint in programme_hints(faq_dir, date(2027, 5, 2))]
    assert len(hints) == 3
    assert hints[0].startswith(
        "faq/programmes/altland.yml, Zeile 12: Die Prüfung war fällig am 01.05.2027"
    )
    assert "Für das Programm «ohneblatt» gibt es noch kein Blatt" in hints[2]
    assert len(programme_hints(faq_dir, TODAY)) == 1
