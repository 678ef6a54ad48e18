from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.plain_language import main, measure

ENTRY = """---
question: Geht das?
group: planung
sources: []
basis: praxiswissen
checked_on: 2026-11-01
review_by: 2027-11-01
---
{answer}

## Einfache Sprache

{simple}
"""
GLOSSARY = """checked_on: 2026-11-01
sources: {}
terms:
  - term: Sachbericht
    explanation: Ein Bericht über die Begegnung.
    basis: praxiswissen
    topic: leicht
"""
HARD = "Die Beantragung der Förderung erfolgt durch die Einreichung der Unterlagen."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "faq" / "planung"
    folder.mkdir(parents=True)
    easy = ENTRY.format(answer=HARD, simple="Das geht. Fragen Sie uns.")
    (folder / "leicht.md").write_text(easy, encoding="utf-8")
    (folder / "schwer.md").write_text(ENTRY.format(answer="Ja.", simple=HARD), encoding="utf-8")
    (tmp_path / "faq" / "glossar.yml").write_text(GLOSSARY, encoding="utf-8")
    return tmp_path


def test_entries_are_measured_the_hardest_first(root: Path) -> None:
    hard, easy = measure(root / "faq")
    assert (hard.name, easy.name) == ("planung/schwer", "planung/leicht")
    assert easy.findings == ()
    assert {"hard_word", "action_nouns", "no_action"} <= {f.rule for f in hard.findings}
    assert easy.simple.wiener < easy.answer.wiener


def test_the_table_has_a_line_for_each_entry_and_a_summary(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([], root) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[2:4]] == ["planung/schwer", "planung/leicht"]
    assert lines[3].split()[-1] == "0"
    assert lines[-1] == "easier than its short answer by the Wiener formula: 1 of 2"


def test_summary_alone_and_findings(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--summary"], root)
    assert capsys.readouterr().out.startswith("2 entries, ")
    main(["--summary", "--findings"], root)
    assert "planung/schwer: «Beantragung» ist schwer" in capsys.readouterr().out
