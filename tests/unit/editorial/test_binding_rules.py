"""The binding rules of ``faq/README.md`` in the check: coming dates, amounts, promises, sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.editorial.checks.binding_rules import binding_rule_problems
from bot.editorial.checks.passages import Kind, Passage
from tests.unit.editorial.conftest import TODAY, Run


def told(text: str) -> list[str]:
    passage = Passage("faq/x/y.md", 3, text, Kind.DETAILS)
    return [problem.message for problem in binding_rule_problems([passage], TODAY)]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Der Antrag muss bis 12. Februar 2027 da sein.", "Das Datum „12. Februar 2027“"),
        ("Frist: 12.02.2027.", "Das Datum „12.02.2027“"),
        ("Die Runde ist im Februar 2027.", "Das Datum „Februar 2027“"),
        ("Es gibt 40 Euro am Tag.", "Der Betrag „40 Euro“"),
        ("Es gibt 0,12 € je Kilometer.", "Der Betrag „0,12 €“"),
        ("Ja, das wird gefördert.", "Das klingt wie eine Zusage"),
        ("Ja, die Kosten werden von der EU bezahlt.", "Das klingt wie eine Zusage"),
    ],
)
def test_what_breaks_a_binding_rule_is_told(text: str, start: str) -> None:
    [message] = told(text)
    assert message.startswith(start)


@pytest.mark.parametrize(
    "text",
    [
        "In der Regel Mitte Februar und um den 1. Oktober – bitte dort prüfen.",
        "Der Plan gilt bis 2027.",
        "Die Runde endete am 12. Februar 2025.",
        "Es gibt ca. 40 Euro am Tag.",
        "Es gibt 40 Euro am Tag (Stand 2025).",
        "Es sind etwa 12 Cent.",
        "40 € am Tag nennt eine Seite ohne Jahr.",
        "Ja, das Programm kann es fördern.",
        "Gefördert wird nur die reisende Gruppe.",
        "Jahrelang wird so etwas gefördert.",
    ],
)
def test_patterns_dated_amounts_and_open_answers_are_right(text: str) -> None:
    assert told(text) == []


def _changed(project: Path, name: str, old: str, new: str) -> None:
    path = project / "faq" / name
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("checked_on: 2026", "checked_on: 2026-02-30 #", "Diesen Tag gibt es im Kalender nicht"),
        ("group:", "\tgroup:", "Diese Zeile beginnt mit einem Tabulator"),
        ("## Details", "Ein <b>Wort</b>.\n\n## Details", "HTML wie <b> ist nicht erlaubt"),
        ("## Details", "[So](/fragen/juleica)\n\n## Details", "Links auf eigene Seiten"),
        ("    year: ", "    year: 2031 #", "Der Beleg hat ein Jahr, das noch nicht begonnen hat"),
    ],
)
def test_a_slip_is_named_and_not_guessed_at(
    old: str, new: str, said: str, project: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    _changed(project, "recht/krisenplan.md", old, new)
    assert run("check", "krisenplan") == 1
    assert said in capsys.readouterr().out


def test_a_source_of_the_future_in_the_deadlines_is_told(
    project: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    _changed(project, "deadlines.yml", "year: 2025", "year: 2031")
    assert run("check", "deadlines.yml") == 1
    assert "(2031)" in capsys.readouterr().out


def test_all_findings_of_a_file_come_in_one_run_and_no_entry_disappears(
    project: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    run("check")
    before = capsys.readouterr().out.rsplit("\n", 2)[-2].split(" ", 1)[0]
    _changed(project, "recht/krisenplan.md", "related: [", "related: [gibtsnicht, krisenplan, ")
    copy = project / "faq" / "ehrenamt" / "krisenplan.md"
    copy.write_text((project / "faq/recht/krisenplan.md").read_text("utf-8"), encoding="utf-8")
    run("check", "krisenplan")
    said = capsys.readouterr().out
    assert "nicht die eigene" in said
    assert "«gibtsnicht», diesen Eintrag gibt es nicht" in said
    assert "passt nicht zum Ordner" in said
    assert "gibt es schon in" in said
    assert said.rsplit("\n", 2)[-2].startswith(f"{int(before) + 1} Einträge geprüft")


@pytest.mark.parametrize("command", [("show", "zelten"), ("report",)])
def test_an_unfinished_entry_leaves_no_log_line_in_what_an_editor_reads(
    command: tuple[str, ...], project: Path, run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    (project / "faq" / "planung" / "zelten.md").write_text("---\nquestion: [[?]]\n---\n", "utf-8")
    run(*command)
    assert caplog.records == []


def test_the_report_names_deadlines_by_title_and_end_the_next_end_first(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    run("report")
    lines = capsys.readouterr().out.split("\n")
    ends = [line for line in lines if "endet" in line]
    [direct] = [number for number, line in enumerate(ends) if "(kjp_direktverfahren)" in line]
    assert "Kinder- und Jugendplan des Bundes (KJP): Direktverfahren" in ends[direct]
    assert "endet 30.11.2026" in ends[direct]
    days = [line.rpartition("endet ")[2][:10] for line in ends]
    assert days == sorted(days, key=lambda day: day.split(".")[::-1])
