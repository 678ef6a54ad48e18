from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.editorial.drafts import (
    Draft,
    DraftSource,
    draft_path,
    drafts,
    read_draft,
    without_flag,
    write_draft,
)
from bot.editorial.publishing import publish
from bot.editorial.templates import TemplateRefusedError
from bot.knowledge.catalogue import Catalogue, is_draft, published_files
from bot.knowledge.check import check_knowledge
from bot.knowledge.files.parsing import read_entry

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 11, 23)
PAGES = frozenset({"/fragen", "/beratung", "/fristen"})
DRAFT = Draft(
    id="zelt_groesse",
    group="planung",
    question="Wie groß sollte ein Zelt für die Gruppe sein?",
    answer="Das hängt von Ihrer Gruppe ab. Fragen Sie die Servicestelle.",
    details="- Zählen Sie alle Personen.",
    simple="Zählen Sie alle Personen. Fragen Sie dann die Servicestelle.",
    is_practice=True,
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project with the real knowledge base that tests may change."""
    shutil.copytree(ROOT / "faq", tmp_path / "faq")
    for name in ("data", "bot"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


def test_nobody_sees_a_draft(root: Path) -> None:
    path = write_draft(root, DRAFT, TODAY)
    catalogue = Catalogue(root / "faq")
    assert catalogue.get(DRAFT.id) is None
    assert DRAFT.id not in {entry.id for entry in catalogue.all()}
    assert path not in set(published_files(root / "faq"))
    report = check_knowledge(root / "faq", TODAY)
    assert [hint.path for hint in report.hints if "Entwurf" in hint.message] == [
        f"faq/planung/{DRAFT.id}.md"
    ]
    assert not [problem for problem in report.problems if DRAFT.id in problem.path]


def test_a_live_entry_that_becomes_a_draft_is_gone_at_once(root: Path) -> None:
    catalogue = Catalogue(root / "faq")
    entry = catalogue.all()[0]
    path = root / "faq" / entry.group / f"{entry.id}.md"
    content = path.read_text(encoding="utf-8")
    path.write_text(content.replace("---\n", "---\ndraft: true\n[kaputt\n", 1), encoding="utf-8")
    assert catalogue.get(entry.id) is None
    path.write_text(content.replace("---\n", "---\ndraft: false\n", 1), encoding="utf-8")
    assert catalogue.get(entry.id) == entry


def test_what_is_typed_comes_back(root: Path) -> None:
    draft = Draft(
        id="alles_voll",
        group="recht",
        question='Was ist mit „Anführungen": und Doppelpunkten?',
        answer="Erster Absatz.\n\nZweiter: mit `---` und {Klammern}.",
        details="- eins\n- zwei",
        simple="Kurz.",
        sources=(
            DraftSource("BMFSFJ: Seite", "https://www.bmfsfj.de/x", "2026"),
            DraftSource("Ohne Jahr", "https://example.org", ""),
        ),
        is_practice=False,
    )
    assert read_draft(write_draft(root, draft, TODAY)) == draft
    assert [path.stem for path in drafts(root)] == ["alles_voll"]


def test_no_field_can_begin_another_part_of_the_file(root: Path) -> None:
    evil = "x\n---\ndraft: false\n---\n## Details\nfalsch"
    draft = Draft(
        "boese", "recht", question=evil, answer=evil, sources=(DraftSource(evil, "", ""),)
    )
    path = write_draft(root, draft, TODAY)
    assert is_draft(path)
    assert read_draft(path).details == ""
    assert Catalogue(root / "faq").get("boese") is None


def test_a_second_version_takes_the_place_of_the_first(root: Path) -> None:
    write_draft(root, DRAFT, TODAY)
    moved = Draft(DRAFT.id, "recht", question="Anders?")
    assert write_draft(root, moved, TODAY) == draft_path(root, DRAFT.id)
    assert len(list(drafts(root))) == 1


@pytest.mark.parametrize(
    "draft",
    [
        Draft("Groß", "planung"),
        Draft("x" * 61, "planung"),
        Draft("../raus", "planung"),
        Draft("neu", "../raus"),
        Draft("neu", "gibtsnicht"),
        Draft("juleica", "planung"),
        Draft("", "planung"),
    ],
)
def test_a_draft_cannot_stand_anywhere_else(root: Path, draft: Draft) -> None:
    before = sorted(root.rglob("*.md"))
    with pytest.raises(TemplateRefusedError):
        write_draft(root, draft, TODAY)
    assert sorted(root.rglob("*.md")) == before


def test_a_good_draft_is_published_as_it_was_written(root: Path) -> None:
    path = write_draft(root, DRAFT, TODAY)
    assert publish(root, DRAFT.id, PAGES, TODAY) == []
    assert not is_draft(path)
    entry = Catalogue(root / "faq").get(DRAFT.id)
    assert entry == read_entry(path, root / "faq")
    assert entry is not None
    assert entry.question == DRAFT.question
    with pytest.raises(TemplateRefusedError):
        publish(root, DRAFT.id, PAGES, TODAY)


def test_a_draft_with_a_gap_stays_a_draft(root: Path) -> None:
    unfinished = Draft(
        "halb", "planung", question="Was denn nun", answer="Rufen Sie 0221 4710815 an."
    )
    path = write_draft(root, unfinished, TODAY)
    problems = publish(root, "halb", PAGES, TODAY)
    told = " ".join(problem.message for problem in problems)
    assert len(problems) >= 2
    assert "Beleg" in told or "sources" in told
    assert is_draft(path)


def test_only_the_line_of_the_flag_goes() -> None:
    content = "---\nquestion: Was?\ndraft: true\ngroup: recht\n---\ndraft: true\n"
    assert without_flag(content) == "---\nquestion: Was?\ngroup: recht\n---\ndraft: true\n"
