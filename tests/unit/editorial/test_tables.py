from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.editorial.tables.applying import NotApplicableError, try_changes, write_files
from bot.editorial.tables.changes import Comparison, compare
from bot.editorial.tables.csv_file import harmless, plain
from bot.editorial.tables.files import read_table, write_table
from bot.editorial.tables.incoming import IncomingTable, TableFileError
from bot.editorial.tables.rows import Row, read_rows
from bot.editorial.tables.showing import shown_changes
from bot.editorial.tables.specs import TABLES
from bot.knowledge.catalogue import Catalogue
from tests.unit.editorial.conftest import REAL, TODAY, Run


@pytest.fixture(scope="module")
def real_rows() -> list[Row]:
    return read_rows(REAL / "faq")


def changed(rows: Sequence[Row], table: str, key: str, **cells: str) -> Comparison:
    """Return what comes of editing cells of one row."""
    row = next(row for row in rows if (row.table.key, row.key) == (table, key))
    columns = row.table.columns
    values = tuple(cells.get(column.key, row.cells[column.key]) for column in columns)
    header = tuple(column.title for column in columns)
    return compare(rows, [IncomingTable(row.table, header, ((2, values),))])


def test_every_entry_deadline_event_sheet_fact_and_term_has_a_row(real_rows: list[Row]) -> None:
    keys = {table.key: [row.key for row in real_rows if row.table is table] for table in TABLES}
    assert len(keys["answers"]) == len(Catalogue(REAL / "faq").all())
    assert len(keys["sheets"]) == len(list((REAL / "faq" / "programmes").glob("*.yml")))
    assert all(len(found) == len(set(found)) for found in keys.values())
    assert all(keys.values())


@pytest.fixture(scope="module", params=["alles.csv", "alles.xlsx"])
def whole(
    request: pytest.FixtureRequest,
    real_rows: list[Row],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """Return a file with the whole knowledge base."""
    path = tmp_path_factory.mktemp("tables") / str(request.param)
    write_table(path, real_rows)
    return path


def test_export_and_import_without_an_edit_change_nothing(
    real_rows: list[Row], whole: Path
) -> None:
    found = compare(real_rows, read_table(whole))
    assert (found.changes, found.problems, found.notes) == ([], [], [])


def test_no_cell_of_a_file_is_a_formula(whole: Path) -> None:
    if whole.suffix == ".csv":
        content = whole.read_text(encoding="utf-8-sig")
        assert not any(mark in content for mark in ('"=', '"+', '"-', '"@'))
    else:
        book = load_workbook(whole)
        kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
        assert kinds == {"s", "n"}  # empty cells are numbers to the library
        texts = [c.value for s in book for row in s.iter_rows() for c in row if c.data_type == "n"]
        assert set(texts) == {None}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_disarmed_cell_comes_back_as_it_was(cell: str) -> None:
    safe = harmless(cell)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert plain(safe) == cell


def test_a_csv_file_that_excel_saved_again_is_read(real_rows: list[Row], tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_table(path, real_rows)
    content = path.read_text(encoding="utf-8-sig")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    # Excel writes days in German, leaves out quotes where it can, and adds an empty line.
    content = content.replace('"2026-11-23"', "23.11.2026").replace('"juleica"', "juleica")
    path.write_text(content + ";;;\r\n", encoding="utf-8-sig", newline="")
    found = compare(real_rows, read_table(path))
    assert (found.changes, found.problems) == ([], [])


def test_another_delimiter_and_a_line_about_it_are_understood(
    real_rows: list[Row], tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=,\nArt,id,Frage\nAntworten,juleica,Neu?\n", encoding="utf-8")
    found = compare(real_rows, read_table(path))
    assert [(c.row.key, c.column.key, c.new) for c in found.changes] == [
        ("juleica", "question", "Neu?")
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "keine Tabelle"),
        (b"\xff\xfe\x00x", "UTF-8"),
        (b"Art;id\nAntworten;\0", "keine Tabelle"),
        ("Art;id\nAntworten;\ud800".encode("utf-8", "surrogatepass"), "UTF-8"),
        (b'Art;id\nAntworten;"juleica', "Anf\u00fchrungszeichen fehlt".encode().decode()),
        (b"Name;Wert\nx;y\n", "keine Tabelle"),
        ("Art;id\n😀;juleica\n".encode(), "keine Art von Zeile"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_german(
    content: bytes, expected: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(TableFileError, match=expected):
        read_table(path)


def test_other_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"kein zip")
    with pytest.raises(TableFileError, match="Excel-Datei"):
        read_table(path)
    with pytest.raises(TableFileError, match=r"\.csv oder \.xlsx"):
        read_table(tmp_path / "a.ods")
    with pytest.raises(TableFileError, match=r"\.csv oder \.xlsx"):
        write_table(tmp_path / "a.txt", [])


def test_a_formula_in_a_cell_is_refused(real_rows: list[Row], tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_table(path, real_rows[:1])
    book = load_workbook(path)
    book["Antworten"]["D2"] = "=1+1"
    book.save(path)
    with pytest.raises(TableFileError, match="Antworten, Zeile 2: .*Formel"):
        read_table(path)


def test_changes_are_told_sentence_by_sentence(real_rows: list[Row]) -> None:
    row = next(row for row in real_rows if row.key == "juleica")
    answer = row.cells["answer"].replace("ab 16 Jahren", "ab 15 Jahren")
    assert answer != row.cells["answer"]
    found = changed(real_rows, "answers", "juleica", answer=answer, checked_on="1.12.2026")
    shown = "\n".join(shown_changes(found.changes))
    assert shown.count("alt:") == 2
    assert "ab 15 Jahren" in shown
    assert "neu: 2026-12-01" in shown


def test_notes_of_reviewers_are_passed_on(real_rows: list[Row], tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Art;id;Anmerkung\nAntworten;juleica;Bitte kürzen\n", encoding="utf-8")
    found = compare(real_rows, read_table(path))
    assert found.notes == ["Anmerkung zu juleica: Bitte kürzen"]
    assert not found.changes


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"checked_on": "31.2.2027"}, "kein Datum"),
        ({"sources": "nur ein Titel"}, "kein Beleg"),
        ({"group": "recht"}, "lässt sich in der Tabelle nicht ändern"),
        ({"id": "gibtsnicht"}, "gibt es nicht"),
    ],
)
def test_cells_that_do_not_fit_are_told_with_sheet_and_row(
    cells: dict[str, str], expected: str, real_rows: list[Row]
) -> None:
    problems = changed(real_rows, "answers", "juleica", **cells).problems
    assert len(problems) == 1
    assert expected in problems[0]
    assert problems[0].startswith("Antworten, Zeile 2")


def test_an_unknown_column_and_a_row_twice_are_told(real_rows: list[Row], tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Art;id;Farbe\nAntworten;juleica;rot\nAntworten;juleica;\n", encoding="utf-8")
    problems = compare(real_rows, read_table(path)).problems
    assert len(problems) == 2
    assert "„Farbe“ ist unbekannt" in problems[0]
    assert "steht schon in Zeile 2" in problems[1]


@pytest.mark.parametrize(
    ("table", "key", "cells"),
    [
        ("answers", "juleica", {"answer": "Neu. Noch ein Satz.", "related": "qualifizierung"}),
        ("answers", "juleica", {"details": "", "sources": "A: b | https://a.example | ohne Jahr"}),
        ("answers", "juleica", {"simple": "- eins\n- **zwei**", "review_by": "1.9.2027"}),
        ("deadlines", "kjp_direktverfahren",
         {"rule_kind": "before_start", "rule_text": "", "rule_rounds": "", "lead_months": "3"}),
        ("deadlines", "esk_freiwilligenprojekte",
         {"rule_kind": "rolling", "rule_text": "Jederzeit.", "sources": "A | https://a.de | 2024"}),
        ("sheets", "dpjw", {"contact_name": "DPJW neu", "former_names": "A, B\nC"}),
        ("events", "foerdermittelworkshop_2025", {"ends_on": "", "place": "=Köln"}),
    ],
)  # fmt: skip
def test_a_change_arrives_in_the_file_and_nowhere_else(
    table: str, key: str, cells: dict[str, str], project: Path
) -> None:
    faq_dir = project / "faq"
    before = read_rows(faq_dir)
    found = changed(before, table, key, **cells)
    assert not found.problems
    write_files(try_changes(faq_dir, found.changes, TODAY))
    after = {(row.table.key, row.key): row.cells for row in read_rows(faq_dir)}
    for row in before:
        now = after[(row.table.key, row.key)]
        if (row.table.key, row.key) == (table, key):
            assert {c: v for c, v in now.items() if v != row.cells[c]} == {
                change.column.key: change.new for change in found.changes
            }
        else:
            assert now == row.cells


def test_a_value_to_reckon_with_keeps_its_form(project: Path) -> None:
    faq_dir = project / "faq"
    rows = read_rows(faq_dir)
    row = next(
        r for r in rows if r.table.key == "facts" and r.cells["value"].startswith("{min: 12")
    )
    value = row.cells["value"].replace("{min: 12", "{min: 13")
    write_files(try_changes(faq_dir, changed(rows, "facts", row.key, value=value).changes, TODAY))
    after = next(r for r in read_rows(faq_dir) if r.key == row.key)
    assert after.cells["value"] == value


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"question": "Keine Frage"}, "Fragezeichen"),
        ({"simple": "## Fremd\n\nText"}, "Überschrift «Fremd»"),
        ({"answer": "<b>fett</b>"}, "nicht erlaubt"),
        ({"answer": "\x07"}, "unsichtbares"),
        ({"related": "gibt_es_nicht"}, "gibt_es_nicht"),
        ({"answer": "x" * 70_000}, "zu groß"),
    ],
)
def test_a_change_that_breaks_a_rule_touches_no_file(
    cells: dict[str, str], expected: str, project: Path
) -> None:
    faq_dir = project / "faq"
    files = {path: path.read_bytes() for path in faq_dir.rglob("*.*")}
    found = changed(read_rows(faq_dir), "answers", "juleica", **cells)
    with pytest.raises(NotApplicableError, match=expected) as caught:
        try_changes(faq_dir, found.changes, TODAY)
    assert len(caught.value.problems) == 1
    assert {path: path.read_bytes() for path in faq_dir.rglob("*.*")} == files


def test_windows_line_breaks_of_a_file_stay(project: Path) -> None:
    path = project / "faq" / "ehrenamt" / "juleica.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    found = changed(read_rows(project / "faq"), "answers", "juleica", answer="Eins. Zwei.")
    write_files(try_changes(project / "faq", found.changes, TODAY))
    raw = path.read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n")
    assert "Eins. Zwei." in raw.decode()


def test_the_import_shows_first_and_writes_only_when_told(
    project: Path, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, entry = tmp_path / "a.csv", project / "faq" / "ehrenamt" / "juleica.md"
    assert run("export", str(table)) == 0
    assert run("import", str(table)) == 0
    assert "Keine Änderungen." in capsys.readouterr().out
    table.write_text(
        table.read_text("utf-8-sig").replace("in NRW die Juleica?", "die Juleica?"), "utf-8-sig"
    )
    before = entry.read_bytes()
    assert run("import", str(table)) == 0
    assert "Noch ist nichts geschrieben" in capsys.readouterr().out
    assert entry.read_bytes() == before
    assert run("import", str(table), "--ja") == 0
    assert "question: Wie bekommt man die Juleica?" in entry.read_text("utf-8").replace('"', "")
    assert run("import", str(tmp_path / "fehlt.csv")) == 1
    assert "fehlt.csv" in capsys.readouterr().err
