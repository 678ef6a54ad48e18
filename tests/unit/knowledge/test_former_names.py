"""Former names: found as people type them, told with today's, and checked for the editor."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.knowledge.catalogue import entry_files
from bot.knowledge.naming.former_names import (
    FormerName,
    LiveFormerNames,
    check_former_names,
    former_names_card,
    note,
)

FAQ = Path(__file__).resolve().parents[3] / "faq"
TOPICS = {path.stem for path in entry_files(FAQ)}
TODAY = date(2026, 11, 26)
NAMES = """checked_on: 2026-11-23
names:
  - id: altwerk
    old: Altwerk
    spellings: [AW, Stiftung Altwerk]
    now: Stiftung Neuwerk
    now_short: Neuwerk
    since: 2026
    topic: antrag
    programme: neuwerk
    note: Die alte Förderung ist beendet.
    sources:
      - {title: Seite, url: "https://x.de/a", year: 2025}
  - id: amt
    old: Altes Amt
    now: Neues Amt
    since:
    topic: antrag
    still_used: Das Gebäude heißt noch so.
    sources:
      - {title: Seite, url: "https://x.de/b", year: ohne Jahr}
"""


@pytest.fixture
def faq(tmp_path: Path) -> Path:
    folder = tmp_path / "faq"
    folder.mkdir()
    (folder / "namen.yml").write_text(NAMES, encoding="utf-8")
    return folder


def change(faq: Path, old: str, new: str) -> None:
    assert old in NAMES
    (faq / "namen.yml").write_text(NAMES.replace(old, new, 1), encoding="utf-8")


def findings(faq: Path) -> str:
    return "\n".join(map(str, check_former_names(faq, {"antrag"}, TODAY, {"neuwerk"})))


def by_id(names: LiveFormerNames, key: str) -> FormerName:
    return next(name for name in names.current().all if name.id == key)


def test_the_real_file_is_in_order() -> None:
    assert check_former_names(FAQ, TOPICS, TODAY) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gibt es noch Geld von der Stiftung DRJA?", ["drja"]),
        ("der DRJA-Antrag", ["drja"]),
        ("beim Deutsch-Russischen Jugendaustausch", []),
        ("die Stiftung deutsch-russischer jugendaustausch", ["drja"]),
        ("Wir wollen eine weltwärts Begegnung mit Ghana", ["weltwaerts_begegnungen"]),
        ("Frist für WELTWAERTS-BEGEGNUNGSPROJEKTEN?", ["weltwaerts_begegnungen"]),
        ("Ich möchte mit weltwärts nach Ghana", []),
        ("jugend in aktion", ["jugend_in_aktion"]),
        ("Erasmus plus Jugend in Aktion", ["jugend_in_aktion"]),
        ("Jugend für Europa und Erasmus+ Jugend", []),
        ("Europa für Bürger*innen", ["europa_fuer_buerger"]),
        ("europa fuer buergerinnen und buerger", ["europa_fuer_buerger"]),
        ("Mittel vom BMFSFJ oder vom MKFFI?", ["bmfsfj", "mkffi"]),
        ("des Bundesministeriums für Familie, Senioren, Frauen und Jugend", ["bmfsfj"]),
        ("Mittel vom BMBFSFJ, von CERV und der Stiftung Juve", []),
        ("DRJA, drja und nochmal Stiftung DRJA", ["drja"]),
    ],
)
def test_former_names_are_found_as_people_type_them(text: str, expected: list[str]) -> None:
    found = LiveFormerNames(FAQ).current().find(text)
    assert [name.id for name in found] == expected


@pytest.mark.parametrize(
    "text", ["", "\0", "\ud800", "🎉", "<b>x</b>", "x" * 100_000, "a " * 9_999]
)
def test_rubbish_names_nothing(text: str) -> None:
    assert LiveFormerNames(FAQ).current().find(text) == []


def test_the_sentence_tells_today_and_what_else_changed(faq: Path) -> None:
    names = LiveFormerNames(faq)
    with_year, without = by_id(names, "altwerk"), by_id(names, "amt")
    assert note(with_year) == (
        "„Altwerk“ heißt seit 2026 „Stiftung Neuwerk“. Die alte Förderung ist beendet."
    )
    assert note(without) == "„Altes Amt“ heißt heute „Neues Amt“. Das Gebäude heißt noch so."


def test_the_card_names_source_and_day_of_check(faq: Path) -> None:
    card = former_names_card(LiveFormerNames(faq).current().find("Altwerk und Altes Amt"))
    assert card["title"] == "Neue Namen: Neuwerk, Neues Amt"
    [section] = card["sections"]
    assert [item["sources"][0]["url"] for item in section["items"]] == [
        "https://x.de/a",
        "https://x.de/b",
    ]
    assert {item["checked_on"] for item in section["items"]} == {"2026-11-23"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("checked_on: 2026-11-23", "checked_on: 2027-01-01", "liegt in der Zukunft"),
        ("checked_on: 2026-11-23\n", "", "«checked_on» fehlt"),
        ("id: amt", "id: altwerk", "steht zweimal da"),
        ("id: amt", "id: Altes Amt", "Kleinbuchstaben"),
        ("old: Altwerk", "old: „Altwerk“", "Anführungszeichen"),
        ("old: Altes Amt", "old: AW", "«AW» steht auch bei «altwerk»"),
        ("old: Altes Amt", "old: stiftung neuwerk", "auch ein heutiger Name"),
        ("[AW, Stiftung Altwerk]", "[AW, Neuwerk]", "auch ein heutiger Name"),
        ("now: Neues Amt", "neu: Neues Amt", "«neu» ist hier unbekannt"),
        ("    now: Neues Amt\n", "", "«now» fehlt"),
        ("since: 2026", "since: 2027", "gilt noch nicht"),
        ("since: 2026", "since: 26", "keine ganze Zahl von 1950"),
        ("since: 2026", "since: bald", "keine ganze Zahl"),
        ("topic: antrag\n    programme", "topic: antrak\n    programme", "«antrak»"),
        ("programme: neuwerk", "programme: neuwerck", "«neuwerck» steht nicht in"),
        ("year: 2025", "year: neulich", "«year» fehlt"),
        ("https://x.de/a", "x.de/a", "Internetadresse"),
        ("Die alte Förderung", "Die <b>alte</b> Förderung", "HTML"),
    ],
)
def test_findings_say_what_is_wrong(faq: Path, old: str, new: str, message: str) -> None:
    assert findings(faq) == ""
    change(faq, old, new)
    found = findings(faq)
    assert message in found
    assert "faq/namen.yml, Zeile " in found


def test_programmes_are_not_checked_while_none_are_known(faq: Path) -> None:
    change(faq, "programme: neuwerk", "programme: neuwerck")
    assert check_former_names(faq, {"antrag"}, TODAY) == []


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"names: [", b"- 1\n", b"\x00", b"names: 7\n", b"names: [7]\n"],
)
def test_a_broken_file_is_told_in_german_and_never_crashes(faq: Path, content: bytes) -> None:
    (faq / "namen.yml").write_bytes(content)
    assert "faq/namen.yml" in findings(faq)
    assert LiveFormerNames(faq).current().find("Altwerk") == []


def test_a_missing_file_is_told_and_costs_no_answer(
    faq: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (faq / "namen.yml").unlink()
    assert findings(faq).startswith("faq/namen.yml: Die Datei ist nicht lesbar")
    assert LiveFormerNames(faq).current().all == ()
    assert "the former names are not usable" in caplog.text


def test_an_edit_is_live_and_a_broken_one_changes_nothing(faq: Path) -> None:
    names = LiveFormerNames(faq)
    assert names.current().find("Uraltwerk") == []
    change(faq, "[AW, Stiftung Altwerk]", "[AW, Uraltwerk]")
    assert [name.id for name in names.current().find("Uraltwerk")] == ["altwerk"]
    (faq / "namen.yml").write_text("names: [", encoding="utf-8")
    assert [name.id for name in names.current().find("Uraltwerk")] == ["altwerk"]
