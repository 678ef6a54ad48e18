from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from bot.editorial.checks.abbreviations import abbreviation_hints
from bot.editorial.checks.confusable import similar_pairs
from bot.editorial.checks.links import page_link_problems
from bot.editorial.checks.passages import Kind, Passage, page_passages, response_passages
from bot.editorial.checks.past_dates import past_date_problems
from tests.unit.editorial.conftest import PAGES, TODAY, Run


def passage(text: str, kind: Kind = Kind.DETAILS, path: str = "faq/x/y.md") -> Passage:
    return Passage(path, 3, text, kind)


@pytest.mark.parametrize(
    "text",
    [
        "Der Antrag ist bis 1. Oktober 2026 möglich.",
        "Frist: 01.10.2026.",
        "Antrag bis 2026-10-01.",
        "Die Runde ist im Oktober 2026.",
        "Am 31. Oktober 2026 gilt das. Der Stand war gut.",
    ],
)
def test_a_past_day_that_reads_like_a_coming_one_is_told(text: str) -> None:
    assert len(list(past_date_problems([passage(text)], TODAY))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Zuletzt am 1. Oktober 2025.",
        "Sie endete am 15. Januar 2025.",
        "24 € am Tag (Stand Januar 2025).",
        "Der Antrag ist bis 1. Oktober 2027 möglich.",
        "Die Runde ist im November 2026.",
        "Am 26. November 2026 ist Schluss.",
        "Am 99. Oktober 2025, Fassung 1.2.2025.3, im Jahr 2024",
        "",
    ],
)
def test_coming_days_and_days_said_to_be_past_are_right(text: str) -> None:
    assert list(past_date_problems([passage(text)], TODAY)) == []


def test_the_line_of_a_past_date_is_that_of_its_sentence() -> None:
    text = "Erster Satz.\nBis 1. Mai 2024 geht es."
    [problem] = past_date_problems([passage(text)], TODAY)
    assert problem.line == 4


def test_links_to_our_own_pages_must_lead_somewhere(tmp_path: Path) -> None:
    texts = [
        passage("Mehr auf der Seite /datenschutz und unter /fragen/juleica."),
        passage("Kaputt: /gibtsnicht und /fragen/fehlt"),
        passage("Träger/Vereine, 0,12 EUR/km, und/oder, https://a.example/gibtsnicht"),
    ]
    templates = tmp_path / "bot" / "gateway" / "templates"
    templates.mkdir(parents=True)
    (templates / "x.html").write_text(
        '<a href="/kontakt#notfall">a</a>\n<a href="/weg">b</a> <a href="/fragen/{{ id }}">c</a>'
    )
    found = page_link_problems(tmp_path, texts, PAGES, {"juleica"})
    assert [(p.path, p.line, p.message.split("“")[0]) for p in found] == [
        ("faq/x/y.md", 3, "Die Seite „/gibtsnicht"),
        ("faq/x/y.md", 3, "Die Seite „/fragen/fehlt"),
        ("bot/gateway/templates/x.html", 2, "Die Seite „/weg"),
    ]


def test_alike_texts_are_found_whatever_their_length() -> None:
    texts = {
        "a": "Wie groß darf unsere Gruppe bei einer Begegnung sein?",
        "b": "Wie groß darf die Gruppe bei einer Begegnung sein?",
        "c": "Wer bezahlt die Versicherung für unsere Fahrt?",
        "d": "",
    }
    pairs = similar_pairs(texts, 0.6)
    assert set(pairs) == {("a", "b")}
    assert similar_pairs({"a": texts["a"], "b": texts["a"]}, 0.99)[("a", "b")] == pytest.approx(1)


def test_abbreviations_want_an_explanation_somewhere() -> None:
    texts = [
        passage("Das ABCD hilft. Der Dachverband (EFGH) auch, ebenso IJKL (Verein für Jugend)."),
        passage("Noch einmal ABCD, dazu KA152, die EU, § 75 SGB VIII und das KJP."),
        passage("Und ABCD", path="faq/x/z.md"),
    ]
    found = [(h.path, h.message.split("“")[0]) for h in abbreviation_hints(texts, {"KJP", "SGB"})]
    assert found == [("faq/x/y.md", "„ABCD"), ("faq/x/z.md", "„ABCD")]


def test_pages_give_their_texts_without_code(tmp_path: Path) -> None:
    templates = tmp_path / "bot" / "desk" / "templates"
    static = tmp_path / "bot" / "gateway" / "static"
    templates.mkdir(parents=True)
    static.mkdir(parents=True)
    (templates / "a.html").write_text(
        '{# no text #}\n<p class="du x" aria-label="Die Teilnehmer hier">Gruß</p>\n'
        '{{ field("name", "Ihr Name") }}{% if dir %}\n'
    )
    (static / "a.js").write_text('// no text here\nconst a = "Zwei Wörter"; b(`${dir} und mehr`);')
    texts = {
        (p.path.rsplit("/")[-1], p.line): " ".join(p.text.split()) for p in page_passages(tmp_path)
    }
    assert texts == {
        ("a.html", 2): "Die Teilnehmer hier Gruß",
        ("a.html", 3): "Ihr Name",
        ("a.js", 2): "Zwei Wörter und mehr",
    }


def test_foreign_languages_are_not_checked_as_german(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "responses"
    folder.mkdir(parents=True)
    (folder / "a.yml").write_text(
        "responses:\n  utter_language/fr:\n    - text: Un agent du bureau\n"
        "  utter_x:\n    - text: Guten Tag auch\n      buttons:\n"
        "        - {title: Mehr, payload: /du_da}\n",
        encoding="utf-8",
    )
    assert [(p.line, p.text) for p in response_passages(tmp_path)] == [
        (5, "Guten Tag auch"),
        (7, "Mehr"),
    ]


def test_all_findings_come_at_once_with_file_and_line(
    project: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = project / "faq" / "ehrenamt" / "juleica.md"
    content = entry.read_text(encoding="utf-8")
    line = content[: content.index("## Details")].count("\n")
    entry.write_text(
        content.replace("## Details", "Die Teilnehmer fahren bis 3. Mai 2024.\n\n## Details"),
        encoding="utf-8",
    )
    broken = project / "faq" / "recht" / "krisenplan.md"
    broken.write_text(broken.read_text(encoding="utf-8").replace("checked_on:", "geprueft:"))
    assert run("check", "juleica", "--json") == 1
    found = json.loads(capsys.readouterr().out)
    places = {(p["path"], p["line"]) for p in found["problems"]}
    assert places == {("faq/ehrenamt/juleica.md", line + 1)}
    assert len(found["problems"]) == 2
    assert run("check", "krisenplan", "--ohne-hinweise") == 1
    told = capsys.readouterr().out
    assert "FEHLER (5)" in told
    assert "HINWEISE" not in told
    assert "faq/recht/krisenplan.md, Zeile " in told
    assert "«checked_on» fehlt" in told


def test_a_missing_simple_version_is_an_error_and_hints_are_none(
    project: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = project / "faq" / "ehrenamt" / "juleica.md"
    content = entry.read_text(encoding="utf-8")
    assert run("check", "ehrenamt/juleica") == 0
    entry.write_text(content[: content.index("## Einfache Sprache")], encoding="utf-8")
    assert run("check", "ehrenamt/juleica") == 1
    assert "«Einfache Sprache» fehlt" in capsys.readouterr().out
    entry.write_text(content.replace("review_by: 2", "review_by: 1"), encoding="utf-8")
    capsys.readouterr()
    assert run("check", "ehrenamt/juleica") == 1


def test_a_figure_that_only_the_simple_version_has_is_a_hint(
    project: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = project / "faq" / "ehrenamt" / "juleica.md"
    heading = "## Einfache Sprache\n"
    content = entry.read_text(encoding="utf-8").replace(heading, f"{heading}\nDas kostet 977 €.\n")
    entry.write_text(content, encoding="utf-8")
    line = content[: content.index("Das kostet 977 €.")].count("\n") + 1
    run("check", "ehrenamt/juleica", "--json")
    found = json.loads(capsys.readouterr().out)
    [told] = [hint for hint in found["hints"] if "977" in hint["message"]]
    assert (told["path"], told["line"]) == ("faq/ehrenamt/juleica.md", line)


def test_a_copy_of_an_entry_is_an_error(
    project: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = project / "faq" / "ehrenamt" / "juleica.md"
    copy = entry.with_name("juleica_neu.md")
    copy.write_bytes(entry.read_bytes())
    assert run("check", "ehrenamt", "--ohne-hinweise") == 1
    assert "fast gleich wie faq/ehrenamt/juleica_neu.md (100 %)" in capsys.readouterr().out


def test_wrong_usage_is_answered_in_german(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    for argv in ([], ["quatsch"], ["show"], ["new", "x"], ["report", "--tage", "0"]):
        with pytest.raises(SystemExit) as caught:
            run(*argv)
        assert caught.value.code == 2
        assert "Aufruf: python -m bot faq" in capsys.readouterr().err


def test_dates_of_the_future_stay_right_for_a_day_only() -> None:
    text = passage("Der Antrag ist bis 1. Oktober 2027 möglich.")
    assert list(past_date_problems([text], date(2027, 10, 1))) == []
    assert len(list(past_date_problems([text], date(2027, 10, 2)))) == 1
