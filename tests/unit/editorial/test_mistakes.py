"""What newcomers get wrong in the files of the office; the check says file, line, what to do."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.deadlines.office.check import check_deadlines, deadline_hints
from bot.editorial.checks.stray_files import stray_file_problems
from bot.editorial.checks.structure import check_structure

REAL = Path(__file__).resolve().parents[3] / "faq"
TODAY = date(2026, 11, 26)
EVENT = """
  - id: infotag_2027
    title: "Infotag 2027"
    starts_on: 2027-09-15
    place: "Gelsenkirchen"
    url: "https://www.servicestelle-ija-nrw.de/infotag"
    sources:
      - title: "Servicestelle: Infotag 2027"
        url: https://www.servicestelle-ija-nrw.de/infotag
        year: 2026
    checked_on: 2026-11-26
"""
DEADLINE = """
  - id: dpjw_neu
    programme: dpjw
    action: "Antrag"
    route: direkt
    rule: {kind: fixed, date: 2027-02-01}
    sources:
      - title: "DPJW: Antrag"
        url: https://dpjw.org/antrag
        year: 2026
    checked_on: 2026-11-26
"""


@pytest.fixture
def faq(tmp_path: Path) -> Path:
    folder = tmp_path / "faq"
    folder.mkdir()
    for name in ("deadlines", "events", "sources"):
        shutil.copy(REAL / f"{name}.yml", folder)
    return folder


def append(path: Path, addition: str) -> int:
    """Put a block at the end of a file; return the line of its first item."""
    before = path.read_text(encoding="utf-8")
    path.write_text(before + addition, encoding="utf-8")
    return before.count("\n") + 2


@pytest.mark.parametrize(
    ("file", "block", "right", "wrong", "line", "said"),
    [
        ("events", EVENT, "2027-09-15", "15.09.2027", 2, "zum Beispiel 2027-02-01"),
        ("events", EVENT, '"Infotag 2027"', "Infotag: Köln", 1, "mit Doppelpunkt in Anführung"),
        ("events", EVENT, "    place", "\tplace", 3, "beginnt mit einem Tabulator"),
        ("events", EVENT, "2027-09-15", "2027-09-31", 2, "Diesen Tag gibt es im Kalender nicht"),
        ("events", EVENT, "place:", "ort:", 3, "erlaubt: id, title, starts_on"),
        ("events", EVENT, "place:", "starts_at: 10:00\n    place:", 3, "mit Anführungszeichen"),
        ("events", EVENT, "place:", "title: Neu\n    place:", 3, "steht zweimal da"),
        ("events", EVENT, "infotag_2027", "foerdermittelworkshop_2025", 0, "gibt es zweimal"),
        ("events", EVENT, EVENT[EVENT.index("    sources") : EVENT.index("    checked")], "", 0,
         "«sources» fehlt"),
        ("deadlines", DEADLINE, "2027-02-01", "01.02.2027", 4, "zum Beispiel 2027-02-01"),
        ("deadlines", DEADLINE, "fixed", "fest", 4, "möglich sind: fixed"),
        ("deadlines", DEADLINE, "dpjw\n", "dpwj\n", 1, "Das Programm «dpwj» gibt es nicht"),
        ("deadlines", DEADLINE, "dpjw.org/antrag", "example.org", 4, "von der Stelle selbst"),
        ("deadlines", DEADLINE, "year: 2026", "year: neu", 8, "«year» fehlt bei einem Beleg"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_nothing_beside_it(
    faq: Path, file: str, block: str, right: str, wrong: str, line: int, said: str
) -> None:
    assert right in block
    first = append(faq / f"{file}.yml", block.replace(right, wrong, 1))
    [problem] = check_deadlines(faq, TODAY)
    assert said in problem.message
    assert (problem.path, problem.line) == (f"faq/{file}.yml", first + line)


def test_right_entries_are_right(faq: Path) -> None:
    append(faq / "events.yml", EVENT)
    append(faq / "deadlines.yml", DEADLINE)
    assert check_deadlines(faq, TODAY) == []
    assert deadline_hints(faq, TODAY) == []


def test_a_date_that_is_not_shown_as_confirmed_is_told(faq: Path) -> None:
    first = append(faq / "deadlines.yml", DEADLINE.replace("year: 2026", "year: 2025"))
    assert check_deadlines(faq, TODAY) == []
    [hint] = deadline_hints(faq, TODAY)
    assert "nicht als bestätigt" in hint.message
    assert hint.line == first + 5


def test_a_programme_to_be_mended_brings_no_findings_about_its_deadlines(faq: Path) -> None:
    path = faq / "deadlines.yml"
    content = path.read_text(encoding="utf-8")
    broken = content.replace("  - id: dpjw\n", "  - id: dpjw\n    farbe: rot\n", 1)
    assert broken != content
    path.write_text(broken, encoding="utf-8")
    [problem] = check_deadlines(faq, TODAY)
    assert "«farbe» ist unbekannt" in problem.message


def test_a_broken_file_of_deadlines_breaks_no_other(tmp_path: Path) -> None:
    faq = tmp_path / "faq"
    shutil.copytree(REAL, faq)
    before = set(check_structure(faq, TODAY).problems)
    append(faq / "events.yml", EVENT.replace("2027-09-15", "15.09.2027"))
    found = set(check_structure(faq, TODAY).problems) - before
    assert {problem.path for problem in found} == {"faq/events.yml"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("  https://example.org/seite: []\n", "nur den Teil zwischen https:// und dem nächsten /"),
        ("  example.org:\n", "fehlt die Liste"),
        ("  example.org: [dpwj]\n", "Das Programm «dpwj» gibt es nicht"),
    ],
)
def test_primary_sources_are_hosts_with_a_list(faq: Path, line: str, said: str) -> None:
    append(faq / "sources.yml", line)
    [problem] = check_deadlines(faq, TODAY)
    assert said in problem.message


def test_files_that_nobody_reads_are_told(tmp_path: Path) -> None:
    faq = tmp_path / "faq"
    for name in (
        "README.md", "office.yml", "planung/a.md", "nachfragen/a.txt", "programmes/a.yml",
        "planung/.a.md.swp", "planung/Thumbs.db",
        "planung/b.md.txt", "planung/neu/c.md", "events.yaml", "nachfragen/d.md", "zelten.md",
    ):  # fmt: skip
        path = faq / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found = {problem.path: problem.message for problem in stray_file_problems(faq)}
    strays = ("events.yaml", "nachfragen/d.md", "planung/b.md.txt", "planung/neu/c.md", "zelten.md")
    assert sorted(found) == [f"faq/{name}" for name in strays]
    assert "auf «.md» enden" in found["faq/planung/b.md.txt"]
    assert "eine Ebene höher" in found["faq/planung/neu/c.md"]
