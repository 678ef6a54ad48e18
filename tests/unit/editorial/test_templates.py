from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.knowledge.catalogue import Catalogue
from bot.knowledge.files.parsing import EntryError, read_entry
from tests.unit.editorial.conftest import Run


def test_a_new_entry_is_hidden_until_it_is_filled_in(
    project: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("new", "zelten", "--gruppe", "planung", "--frage", 'Dürfen wir "zelten"?') == 0
    told = capsys.readouterr().out
    assert "faq/planung/zelten.md" in told
    assert "data/nlu/faq/zelten.yml" in told
    path = project / "faq" / "planung" / "zelten.md"
    with pytest.raises(EntryError) as caught:
        read_entry(path, project / "faq")
    messages = [str(problem) for problem in caught.value.problems]
    assert all("Hier fehlt noch etwas" in message for message in messages)
    assert len(messages) == 5
    assert Catalogue(project / "faq").get("zelten") is None
    filled = re.sub(r"\[\[.*?\]\]", "Text", path.read_text(encoding="utf-8"))
    path.write_text(filled, encoding="utf-8")
    entry = Catalogue(project / "faq").get("zelten")
    assert entry is not None
    assert entry.question == 'Dürfen wir "zelten"?'
    assert entry.review_by > entry.checked_on
    sentences = yaml.safe_load((project / "data/nlu/faq/zelten.yml").read_text(encoding="utf-8"))
    assert sentences["nlu"][0]["intent"] == "faq/zelten"
    assert sentences["nlu"][0]["examples"] == '- zelten\n- Dürfen wir "zelten"?\n'


def test_existing_sentences_are_not_overwritten(project: Path, run: Run) -> None:
    sentences = project / "data" / "nlu" / "faq" / "zelten.yml"
    sentences.write_text("schon da", encoding="utf-8")
    assert run("new", "zelten", "--gruppe", "planung") == 0
    assert sentences.read_text(encoding="utf-8") == "schon da"


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (["juleica", "--gruppe", "planung"], "gibt es schon: faq/ehrenamt/juleica.md"),
        (["Zelten", "--gruppe", "planung"], "keine gültige id"),
        (["../../boese", "--gruppe", "planung"], "keine gültige id"),
        (["\ud800", "--gruppe", "planung"], "keine gültige id"),
        (["z" * 61, "--gruppe", "planung"], "keine gültige id"),
        (["zelten", "--gruppe", "garten"], "möglich sind: ehrenamt"),
        (["zelten", "--gruppe", "../planung"], "gibt es nicht"),
        (["zelten", "--gruppe", "planung", "--frage", "Keine Frage"], "Fragezeichen"),
        (["zelten", "--gruppe", "planung", "--frage", "Zwei\nZeilen?"], "eine Zeile"),
        (["zelten", "--gruppe", "planung", "--frage", "[x](land)?"], "eckige Klammern"),
        (["zelten", "--gruppe", "planung", "--frage", ""], "Fragezeichen"),
    ],
)
def test_a_name_that_does_not_work_creates_nothing(
    argv: list[str], expected: str, project: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {*project.rglob("*")}
    assert run("new", *argv) == 1
    assert expected in capsys.readouterr().err
    assert {*project.rglob("*")} == before


def test_show_gives_what_people_see(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "juleica") == 0
    whole = capsys.readouterr().out
    parts = ["Wie bekommt man", "— Mehr dazu —", "— In Einfacher Sprache —", "— Quellen —",
             "Stand: geprüft am 23.11.2026", "— Passt dazu —", "[qualifizierung]"]  # fmt: skip
    assert sorted(parts, key=whole.index) == parts
    assert "**" not in whole
    assert run("show", "juleica", "--simple") == 0
    simple = capsys.readouterr().out
    assert "— Mehr dazu —" not in simple
    assert "— In Einfacher Sprache —" in simple
    assert run("show", "\ud800") == 1
    assert "Es gibt keinen lesbaren Eintrag" in capsys.readouterr().err


def test_show_tells_of_handover(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "ho_konzeptberatung") == 0
    assert "Der Lotse bietet hier an" in capsys.readouterr().out
