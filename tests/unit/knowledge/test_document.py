"""The reader that all structured files share."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.knowledge.cited_sources import cited, named_sources
from bot.knowledge.files.document import Document
from bot.knowledge.files.fields import Fields
from bot.knowledge.files.yaml_lines import YamlPath


def document(folder: Path, content: str | bytes, *, area: str = "keine_texte") -> Document:
    path = folder / "faq" / "x.yml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return Document(path.parent, "x.yml", area, max_bytes=2000)


def found(of: Document) -> list[str]:
    return [str(problem) for problem in of.problems]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "faq/x.yml: Der Inhalt fehlt"),
        (b"- eins\n", "faq/x.yml, Zeile 1: Der Inhalt fehlt"),
        (b"\xff\xfe", "faq/x.yml, Zeile 1: Die Datei ist nicht als UTF-8"),
        ("a: 1\nb: Köln".encode("cp1252"), "faq/x.yml, Zeile 2: Die Datei ist nicht als UTF-8"),
        (b"a: 1\nb: [", "faq/x.yml, Zeile 2: Ab hier ist die Datei nicht lesbar"),
        (b"\x00", "faq/x.yml"),
        (b"a: 2026-02-30", "faq/x.yml, Zeile 1: Diesen Tag gibt"),
        (b"[" * 1000, "nicht lesbar"),
        (b"x" * 2001, "faq/x.yml: Die Datei ist zu groß – höchstens 2 kB"),
    ],
)
def test_an_unreadable_file_has_one_finding_and_an_empty_content(
    tmp_path: Path, content: bytes, expected: str
) -> None:
    broken = document(tmp_path, content)
    root = broken.root
    assert (root.string("name"), root.day("day"), root.mappings("list")) == ("", date.min, [])
    root.mapping("part").string("name")
    [finding] = found(broken)
    assert expected in finding


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    (tmp_path / "ordner.yml").mkdir()
    for name in ("nichts.yml", "ordner.yml"):
        [finding] = found(Document(tmp_path, name, "keine_texte"))
        assert f"{name}: Die Datei ist nicht lesbar" in finding


def test_an_own_text_goes_before_the_common_one(tmp_path: Path) -> None:
    common = document(tmp_path, "a: 1\n")
    common.root.mappings("list")
    assert "«list» fehlt oder ist leer" in found(common)[0]
    own = document(tmp_path, "a: 1\n", area="programmes_check")
    own.root.mappings("list")
    assert "oder die Zeile streichen" in found(own)[0]


def test_a_finding_names_the_line_of_its_value(tmp_path: Path) -> None:
    content = "parts:\n  - name: a\n  - name: 7\n    days: [gestern]\na: 1\na: 2\n"
    parts = document(tmp_path, content)
    parts.root.allow("parts")
    for part in parts.root.mappings("parts"):
        part.string("name")
    assert [line.split(": ")[0] for line in found(parts)] == [
        "faq/x.yml, Zeile 6",
        "faq/x.yml, Zeile 6",
        "faq/x.yml, Zeile 3",
    ]


def test_nothing_is_said_about_the_content_of_what_is_no_mapping(tmp_path: Path) -> None:
    part = document(tmp_path, "a:\n  part: Text\n")
    inner = part.root.mapping("a").mapping("part")
    inner.allow("name")
    inner.mapping("more").string("name")
    assert found(part) == [
        "faq/x.yml, Zeile 2: Der Eintrag fehlt oder ist nicht lesbar – bei «part» jede Angabe in "
        "eine eigene Zeile «name: wert»"
    ]


def test_records_have_ids_that_differ(tmp_path: Path) -> None:
    records = document(tmp_path, "r:\n  - id: a\n  - id: a\n  - id: B!\n  - name: x\n")
    assert [key for key, _ in records.root.records("r")] == ["a", "a", "", ""]
    assert [line.split(": ", 1)[1].split(" –")[0] for line in found(records)] == [
        "Die id «a» steht zweimal da",
        "«id: B!»",
        "«id» fehlt oder ist kein Text",
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("sources: [eins]", None),
        ("basis: praxiswissen", None),
        ("sources: [eins]\nbasis: praxiswissen", "nicht beides"),
        ("note: x", "Der Beleg fehlt"),
        ("basis: gehört", "«basis: gehört» ist unbekannt"),
        ("sources: [zwei]", "«sources» nennt «zwei», diesen Beleg gibt es"),
        ("sources: eins", "«sources» ist keine Liste"),
    ],
)
def test_a_statement_cites_a_source_or_practice(
    tmp_path: Path, content: str, expected: str | None
) -> None:
    source = document(tmp_path, 's: {eins: {title: t, url: "https://x.de", year: 2025}}\n')
    statement = document(tmp_path, content)
    told = cited(statement.root, named_sources(source.root, "s"))
    assert source.problems == []
    if expected is None:
        assert statement.problems == []
        assert len(told) == content.count("eins")
    else:
        assert expected in "\n".join(found(statement))


def test_keys_that_yaml_reads_as_something_else_are_told(tmp_path: Path) -> None:
    names = document(tmp_path, "no: a\n12: b\nBonn: c\n")
    assert names.root.names() == ["Bonn"]
    assert [line.split("«")[1].split("»")[0] for line in found(names)] == ["False", "12"]


@pytest.mark.parametrize("raw", [None, [], 7, "x", True])
def test_fields_of_anything_but_a_mapping_are_empty(raw: object) -> None:
    told: list[str] = []

    def report(key: str, _path: YamlPath, /, **_values: object) -> None:
        told.append(key)

    fields = Fields(report, ("a",), raw)
    assert fields.strings("x") == ()
    assert fields.number("x", 9) is None
    assert fields.flag("x", default=True)
    assert not fields.has("x")
    fields.refuse_future("x", date(2026, 1, 1))
    assert told == ["no_mapping"]
