"""What editors may do to the glossary, and what they are told."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.glossary.book import LiveGlossary
from bot.glossary.check import check_glossary
from bot.glossary.parsing import GlossaryError

FAQ = Path(__file__).resolve().parents[3] / "faq"
TODAY = date(2026, 11, 30)
GLOSSARY = """checked_on: 2026-11-23
sources:
  seite: {title: "Seite", url: "https://x.de/a", year: 2025}
terms:
  - term: OID
    long: Organisation ID
    forms: [OID-Nummer]
    explanation: "Die Nummer einer Organisation."
    sources: [seite]
    topic: antrag
  - term: Träger
    explanation: "Eine Organisation."
    basis: praxiswissen
    topic: antrag
"""


@pytest.fixture
def faq(tmp_path: Path) -> Path:
    folder = tmp_path / "faq"
    (folder / "foerderung").mkdir(parents=True)
    (folder / "foerderung" / "antrag.md").write_text("", encoding="utf-8")
    for name in ("deadlines.yml", "events.yml", "sources.yml"):
        shutil.copy(FAQ / name, folder / name)
    (folder / "glossar.yml").write_text(GLOSSARY, encoding="utf-8")
    return folder


def findings(faq: Path) -> str:
    return "\n".join(map(str, check_glossary(faq, TODAY)))


def change(faq: Path, old: str, new: str) -> None:
    assert old in GLOSSARY
    (faq / "glossar.yml").write_text(GLOSSARY.replace(old, new, 1), encoding="utf-8")


def test_a_small_glossary_is_in_order(faq: Path) -> None:
    assert findings(faq) == ""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("term: Träger", "term: oid", "«oid» steht auch bei «OID»"),
        ("[OID-Nummer]", "[Träger]", "steht auch bei «OID»"),
        ("topic: antrag\n  -", "topic: antrak\n  -", "nennt «antrak», diese Antwort gibt es"),
        ("topic: antrag\n  -", "topic: antrag\n    programme: kjpp\n  -", "Programm «kjpp»"),
        ("    sources: [seite]\n", "", "Der Beleg fehlt"),
        ("    sources: [seite]", "    sources: [seite]\n    basis: praxiswissen", "nicht beides"),
        ("sources: [seite]", "sources: [seit]", "«seit», diesen Beleg gibt es"),
        ("basis: praxiswissen", "basis: gehört", "«basis: gehört» ist unbekannt"),
        ("url: \"https://x.de/a\"", "url: \"x.de\"", "Internetadresse"),
        ("year: 2025", "year: bald", "«year» fehlt"),
        ("\"Eine Organisation.\"", "\"Sie schreibt den VN.\"", "«VN» in der"),
        ("\"Eine Organisation.\"", "\"" + "sehr " * 20 + "lang.\"", "Ein Satz hat 21 Wörter"),
        ("\"Eine Organisation.\"", "\"Eins. Zwei. Drei. Vier.\"", "4 Sätze (höchstens 3)"),
        ("    explanation: \"Eine Organisation.\"\n", "", "«explanation» fehlt"),
        ("term: Träger", "therm: Träger", "«therm» ist hier unbekannt"),
        ("checked_on: 2026-11-23", "checked_on: neulich", "kein Datum"),
        ("checked_on: 2026-11-23", "checked_on: 2027-11-23", "liegt in der Zukunft"),
        ("basis: praxiswissen", "basis: praxiswissen\n    in_answers: 7", "true oder false"),
        ("forms: [OID-Nummer]", "forms: OID-Nummer", "«forms» ist keine Liste"),
        ("terms:", "begriffe:", "«terms» fehlt"),
    ],
)  # fmt: skip
def test_findings_say_what_is_wrong(faq: Path, old: str, new: str, message: str) -> None:
    change(faq, old, new)
    found = findings(faq)
    assert message in found
    assert "faq/glossar.yml" in found


def test_findings_name_the_line(faq: Path) -> None:
    change(faq, "basis: praxiswissen", "basis: gehört")
    line = GLOSSARY.splitlines().index("    basis: praxiswissen") + 1
    assert f"faq/glossar.yml, Zeile {line}:" in findings(faq)


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"terms: [", b"- 1\n", b"\x00", b"terms: 7\n", b"terms: [7]\n",
     b"terms:\n  - {term: [a], explanation: {}, topic: 3}\n"],
)  # fmt: skip
def test_a_broken_file_is_told_in_german_and_never_crashes(faq: Path, content: bytes) -> None:
    (faq / "glossar.yml").write_bytes(content)
    assert "faq/glossar.yml" in findings(faq)
    with pytest.raises(GlossaryError):
        LiveGlossary(faq).current()


def test_an_edit_is_live_and_a_broken_one_changes_nothing(
    faq: Path, caplog: pytest.LogCaptureFixture
) -> None:
    live = LiveGlossary(faq)
    assert live.current().find("Juleica") == []
    change(faq, "term: Träger", "term: Juleica")
    assert [term.name for term in live.current().find("juleica")] == ["Juleica"]
    (faq / "glossar.yml").write_text("terms: [", encoding="utf-8")
    assert [term.name for term in live.current().find("juleica")] == ["Juleica"]
    assert "the last good version stays" in caplog.text
