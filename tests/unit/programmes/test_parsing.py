from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bot.knowledge.entry import Source
from bot.programmes.models import Aspect, Certainty, Fact, State
from bot.programmes.parsing import MAX_FILE_BYTES, SheetError, read_sheet
from bot.programmes.values import Countries, GroupSize, Kinds, Share, Span, Value, Ways
from tests.unit.programmes.sheet_rig import SHEET

FACT = """
    - text: Ein Satz.
      source: {title: t, url: "https://jwn.example/", year: 2025}
      certainty: confirmed
"""


def findings(faq_dir: Path, content: str | bytes) -> list[str]:
    path = faq_dir / "programmes" / "nordland.yml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    with pytest.raises(SheetError) as caught:
        read_sheet(path, faq_dir)
    return [str(problem) for problem in caught.value.problems]


def test_sheet_is_read_with_all_its_parts(faq_dir: Path) -> None:
    sheet = read_sheet(faq_dir / "programmes" / "nordland.yml", faq_dir)
    assert (sheet.id, sheet.short, sheet.article, sheet.state) == (
        "nordland",
        "JWN",
        "das",
        State.OPEN,
    )
    assert sheet.contact.url == "https://www.jwn.example/kontakt"
    assert sheet.about(Aspect.AGE)[0] == Fact(
        text="Die Teilnehmenden sind 12 bis 26 Jahre alt.",
        source=Source("JWN: Alter", "https://jwn.example/alter", 2025),
        certainty=Certainty.CONFIRMED,
        value=Span(12, 26),
        formats=("jugendbegegnung",),
    )
    assert sheet.about(Aspect.RATES)[0].members_of == "Sportjugend"
    assert sheet.about(Aspect.RATES)[0].source.year is None
    assert sheet.about(Aspect.DURATION) == ()
    assert not sheet.is_review_due(date(2027, 5, 1))
    assert sheet.is_review_due(date(2027, 5, 2))


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("applicants", "{kinds: [verein, kommune]}", Kinds(("verein", "kommune"))),
        ("formats", "{kinds: [workcamp]}", Kinds(("workcamp",))),
        ("countries", '{only: [PL], also: ["NO"]}', Countries(("PL",), ("NO",))),
        ("countries", "{any: true, except: [FR]}", Countries(is_any=True, excluded=("FR",))),
        ("age", "{min: 13}", Span(13, None)),
        ("duration", "{min_days: 5, max_days: 21}", Span(5, 21)),
        ("group_size", "{max: 60, min_per_country: 4}", GroupSize(None, 60, 4, None)),
        ("own_share", "{percent: 0}", Share(0)),
        ("route", "{ways: [portal, zentralstelle]}", Ways(("portal", "zentralstelle"))),
    ],
)
def test_values_to_reckon_with(faq_dir: Path, key: str, value: str, expected: Value) -> None:
    path = faq_dir / "programmes" / "nordland.yml"
    head = SHEET.split("facts:")[0]
    path.write_text(f"{head}facts:\n  {key}:{FACT}      value: {value}\n", encoding="utf-8")
    aspect = Aspect[key.upper()]
    assert read_sheet(path, faq_dir).about(aspect)[0].value == expected


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("age", "{min: 26, max: 12}", "«min» ist größer als «max»"),
        ("age", "{min: zwölf}", "keine ganze Zahl von 0 bis 99"),
        ("age", "{}", "«value» ist leer"),
        ("age", "{from: 3}", "«from» ist hier unbekannt"),
        ("age", "12-26", "fehlt oder ist nicht lesbar"),
        ("group_size", "{}", "«value» ist leer"),
        ("group_size", "{min_per_country: 9, max_per_country: 5}", "«min_per_country» ist größer"),
        ("own_share", "{percent: 110}", "keine ganze Zahl von 0 bis 100"),
        ("countries", "{only: [NO]}", "NO (Norwegen) gehört in Anführungszeichen"),
        ("countries", "{only: [Polen]}", "kein Ländercode"),
        ("countries", "{only: [PL, PL]}", "nennt «PL» zweimal"),
        ("countries", "{any: true, only: [PL]}", "entweder «only»"),
        ("countries", "{also: [PL]}", "entweder «only»"),
        ("countries", "{any: vielleicht}", "true oder false"),
        ("route", "{ways: [brieftaube]}", "«ways: brieftaube» ist unbekannt"),
        ("rates", "{percent: 5}", "gibt es kein «value»"),
    ],
)
def test_wrong_values_are_told_with_their_line(
    faq_dir: Path, key: str, value: str, expected: str
) -> None:
    head = SHEET.split("facts:")[0]
    content = f"{head}facts:\n  {key}:{FACT}      value: {value}\n"
    found = findings(faq_dir, content)
    assert expected in " ".join(found)
    assert found[0].startswith(f"faq/programmes/nordland.yml, Zeile {content.count(chr(10))}: ")


@pytest.mark.parametrize(
    ("wrong", "right", "expected"),
    [
        ("short: JWN", "", "«short» fehlt"),
        ("short: JWN", "short: 3", "«short» fehlt oder ist kein Text"),
        ("short: JWN", f"short: {'x' * 61}", "höchstens 60 Zeichen"),
        ("article: das", "article: dem", "möglich sind: der, die, das"),
        ("state: open", "state: offen", "möglich sind: open, ended, replaced, unknown"),
        ("state: open", "state: replaced", "braucht «replaced_by»"),
        ("state: open", "state: open\nreplaced_by: altland", "passt nicht zu diesem «state»"),
        ("state: open", "state: open\nstate: ended", "«state» steht zweimal da"),
        ("state: open", "state: open\nfarbe: rot", "«farbe» ist hier unbekannt"),
        ("state: open", "state: open\nformer_names: DRJA", "«former_names» ist keine Liste"),
        ("state: open", "state: open\nformer_names: [1]", "leer oder kein Text"),
        ("checked_on: 2026-11-01", "checked_on: gestern", "«checked_on» fehlt oder ist kein Datum"),
        ("review_by: 2027-05-01", "review_by: 2026-05-01", "«review_by» liegt nicht nach"),
        ("review_by: 2027-05-01", "review_by: 2027-02-30", "gibt es im Kalender nicht"),
        ("year: 2025}\ncontact", "year: bald}\ncontact", "«year» fehlt"),
        ("https://www.jwn.example/kontakt", "jwn.example", "keine vollständige Internetadresse"),
        ("certainty: about", "certainty: sicher", "möglich sind: confirmed, about, members"),
        ("certainty: about", "certainty: members", "braucht «members_of»"),
        ("certainty: members", "certainty: about", "gehört nur zu «certainty: members»"),
        ("formats: [fachkraefte]", "formats: [zelten]", "«formats: zelten» ist unbekannt"),
        ('source: {title: "Portal"', 'source: {titel: "Portal"', "«titel» ist hier unbekannt"),
        ("  rates:", "  sätze:", "«sätze» ist hier unbekannt"),
        ("facts:", "facts: keine\nrest:", "fehlt oder ist nicht lesbar"),
    ],
)
def test_editor_is_told_what_is_wrong(faq_dir: Path, wrong: str, right: str, expected: str) -> None:
    assert wrong in SHEET
    found = findings(faq_dir, SHEET.replace(wrong, right, 1))
    assert expected in "\n".join(found)
    assert all(line.startswith("faq/programmes/nordland.yml, Zeile ") for line in found)


def test_a_fact_without_source_is_refused(faq_dir: Path) -> None:
    lines = [line for line in SHEET.splitlines() if "portal.example" not in line]
    [found] = findings(faq_dir, "\n".join(lines))[:1]
    assert found.startswith("faq/programmes/nordland.yml, Zeile 29: Der Eintrag fehlt")


def test_an_aspect_without_facts_is_refused(faq_dir: Path) -> None:
    found = findings(faq_dir, SHEET + "  route:\n")
    assert found == [
        "faq/programmes/nordland.yml, Zeile 33: «route» ist leer – mindestens einen Eintrag "
        "mit «- » darunter schreiben, oder die Zeile streichen"
    ]


def test_all_problems_are_told_at_once(faq_dir: Path) -> None:
    content = SHEET.replace("short: JWN", "").replace("article: das", "article: dat")
    content = content.replace("min: 12", "min: 27").replace("year: 2023", "year: 23")
    assert len(findings(faq_dir, content)) == 4


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "fehlt oder ist nicht lesbar"),
        (b"- eins\n- zwei\n", "fehlt oder ist nicht lesbar"),
        (b"\xff\xfe", "UTF-8"),
        (b"name: [", "nicht lesbar"),
        (b"[" * 20_000, "nicht lesbar"),
        (b"name: x\0", "nicht lesbar"),
        (b"x" * (MAX_FILE_BYTES + 1), "zu groß"),
        ('name: "\\ud800"', "beschädigtes Zeichen|nicht lesbar"),
        ('name: "a\\0b"', "beschädigtes Zeichen"),
        ("name: Rechts \u202e links", "beschädigtes Zeichen"),
        ("name: Nordland 🎉", "Emoji"),
        ("name: <b>Nordland</b>", "HTML oder Formatierung"),
        ("name: Das **Werk**", "HTML oder Formatierung"),
        ('"\\ud800": x', "ist hier unbekannt|nicht lesbar"),
        ("größe \U0001f389: x", "«größe 🎉» ist hier unbekannt"),
        ("? [a, b]\n: x", "nicht lesbar"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_rubbish_gets_a_clear_finding(faq_dir: Path, content: str | bytes, expected: str) -> None:
    found = "\n".join(findings(faq_dir, content))
    assert re.search(expected, found)
    assert found.encode("utf-8")


def test_windows_files_and_long_texts_in_several_lines_are_fine(faq_dir: Path) -> None:
    path = faq_dir / "programmes" / "nordland.yml"
    content = SHEET.replace("mit Nordland.", "mit\n  Nordland und 24\u00a0€.", 1)
    path.write_bytes(b"\xef\xbb\xbf" + content.replace("\n", "\r\n").encode("utf-8"))
    summary = read_sheet(path, faq_dir).summary
    assert summary == "Das JWN fördert Begegnungen mit Nordland und 24\u00a0€."
