from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.knowledge.office import LiveOffice, Office, OfficeError, load_office
from bot.knowledge.shown.cards import contact_card

REAL = Path(__file__).resolve().parents[3] / "faq" / "office.yml"
HEAD = "name: Stelle\nwebsite: https://example.org\n"
FULL = (
    HEAD
    + """email: {value: post@example.org, confirmed: true}
phone: {value: "0211 12 34 56", confirmed: true, source: Team}
hours: {value: Mo 9-12, confirmed: true}
address:
  value: "Weg 1\\n40000 Ort"
  confirmed: true
responsible:
  value: [Kim Muster, Alex Beispiel]
  confirmed: true
"""
)
OLD = (
    HEAD
    + """email: {value: null, confirmed: false}
phone: {value: null, confirmed: false}
hours: {value: null, confirmed: false}
"""
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "faq").mkdir()
    return tmp_path / "faq" / "office.yml"


def read(path: Path, content: str) -> Office:
    path.write_text(content, encoding="utf-8")
    return load_office(path)


def test_everything_confirmed_is_shown(path: Path) -> None:
    office = read(path, FULL)
    assert office.address == "Weg 1\n40000 Ort"
    assert office.responsible == ("Kim Muster", "Alex Beispiel")
    shown = contact_card(office, "/beratung")["office"]
    assert shown["phone"] == "0211 12 34 56"
    assert shown["responsible"] == ["Kim Muster", "Alex Beispiel"]
    one = read(path, FULL.replace("[Kim Muster, Alex Beispiel]", "Kim Muster"))
    assert one.responsible == ("Kim Muster",)


def test_nothing_unconfirmed_is_shown(path: Path) -> None:
    office = read(path, FULL.replace("confirmed: true", "confirmed: false"))
    assert office == Office("Stelle", "https://example.org", None, None, None, None, ())


def test_a_file_from_before_address_and_persons_stays_readable(path: Path) -> None:
    office = read(path, OLD)
    assert (office.address, office.responsible) == (None, ())


def test_our_own_file_invents_nothing() -> None:
    office = load_office(REAL)
    assert (office.email, office.phone, office.hours, office.address) == (None,) * 4
    assert office.responsible == ()


@pytest.mark.parametrize(
    ("content", "line", "expected"),
    [
        (FULL.replace("post@example.org", "keine Adresse"), 3, "«email»"),
        (FULL.replace("0211 12 34 56", "auf Anfrage"), 4, "«phone»"),
        (FULL.replace("Mo 9-12", '""'), 5, "«hours»"),
        (FULL.replace("[Kim Muster, Alex Beispiel]", "[1]"), 9, "«responsible»"),
        (FULL.replace("confirmed: true, source", "sicher: true, source"), 4, "«phone»"),
        (FULL + "fax: {value: 1, confirmed: true}\n", 12, "«fax» ist unbekannt"),
        (OLD.replace("name: Stelle", 'name: ""'), 1, "«name» fehlt"),
        (OLD.replace("https://example.org", "example"), 2, "«website» fehlt"),
        ("", None, "«name» fehlt"),
        ("name: [", 1, "nicht lesbar"),
        ("name: \0", None, "nicht lesbar"),
        ("- 😀\n", 1, "«name» fehlt"),
    ],
)
def test_what_does_not_fit_is_told_with_its_line(
    content: str, line: int | None, expected: str, path: Path
) -> None:
    with pytest.raises(OfficeError) as caught:
        read(path, content)
    problem = next(p for p in caught.value.problems if expected in p.message)
    assert (problem.path, problem.line) == ("faq/office.yml", line)


def test_a_file_that_is_no_text_is_told(path: Path) -> None:
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(OfficeError, match="Zeile 1: Die Datei ist nicht als UTF-8"):
        load_office(path)


def test_an_edit_is_live_and_a_broken_one_changes_nothing(path: Path) -> None:
    with pytest.raises(OfficeError):
        LiveOffice(path).current()
    read(path, FULL)
    live = LiveOffice(path)
    assert live.current().name == "Stelle"
    read(path, FULL.replace("name: Stelle", "name: Anlaufstelle"))
    assert live.current().name == "Anlaufstelle"
    path.write_text("name: [", encoding="utf-8")
    assert live.current().name == "Anlaufstelle"
    path.unlink()
    assert live.current().name == "Anlaufstelle"
    read(path, FULL.replace("name: Stelle", "name: Kontakt"))
    os.utime(path, ns=(1, 1))
    assert live.current().name == "Kontakt"
