from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import open_engine
from bot.conversations.counts import CountStore
from bot.conversations.migrations import migrate
from bot.conversations.models import Role, Verdict
from bot.conversations.outcome import Outcome
from bot.conversations.store import ConversationStore
from bot.conversations.unanswered import Unanswered
from bot.editorial.reports.clusters import clusters_of
from bot.editorial.reports.deadline_report import deadline_lines, deadline_report
from bot.editorial.reports.report import build_report
from tests.unit.editorial.conftest import TODAY, Run

NOW = datetime(2026, 11, 26, 9, tzinfo=timezone.utc)
RESPONSES = "responses:\n  utter_fallback:\n    - text: Das habe ich nicht verstanden.\n"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    (tmp_path / "var").mkdir()
    engine = open_engine(f"sqlite:///{tmp_path / 'var' / 'ija.sqlite'}")
    migrate(engine)
    yield engine
    engine.dispose()


def ask_in_vain(engine: Engine, *questions: str) -> None:
    """Store one conversation for each question."""
    tokens = iter(f"token-{questions!r}-{number}" for number in range(len(questions)))
    store = ConversationStore(engine, lambda: next(tokens))
    for question in questions:
        session = store.create(NOW)
        store.append(session, Role.USER, {"text": question}, NOW)
        answer = {"text": "Das habe ich nicht verstanden.", "buttons": []}
        store.append(session, Role.BOT, answer, NOW)


def test_only_words_of_several_conversations_are_told() -> None:
    questions = [
        "Ich bin Erika Muster aus Hamm, gibt es Geld für Surfkurse?",
        "Surfkurs mit Förderung? mail: erika@muster.example, 0171 2345678",
        "surfkurs förderung",
        "Wer zahlt eine Förderung für den Surfkurs von Max?",
        "Etwas ganz anderes",
    ]
    clusters = clusters_of(Unanswered(n, question) for n, question in enumerate(questions))
    assert [(c.words, c.conversations) for c in clusters] == [(("surfkurs", "förderung"), 4)]


def test_one_person_alone_is_never_a_cluster() -> None:
    assert clusters_of(Unanswered(1, "Frau Muster aus Hamm") for _ in range(9)) == []
    assert clusters_of([]) == []
    assert clusters_of([Unanswered(n, "\ud800 😀 \0") for n in range(4)]) == []


def test_report_tells_what_is_due_even_without_a_database(
    project: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = project / "faq" / "ehrenamt" / "juleica.md"
    content = entry.read_text(encoding="utf-8")
    day = content.split("review_by: ")[1][:10]
    entry.write_text(
        content.replace(day, "2026-11-25").replace(
            "checked_on: 2026-11-23", "checked_on: 2026-01-01"
        ),
        encoding="utf-8",
    )
    assert run("report") == 0
    told = capsys.readouterr().out
    assert "Prüfung überfällig: 1\n  - juleica (25.11.2026)" in told
    assert "Noch wurde kein Gespräch gezählt." in told


def test_report_counts_topics_refusals_and_questions_in_vain(
    project: Path, run: Run, engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "data" / "responses").mkdir()
    (project / "data" / "responses" / "a.yml").write_text(RESPONSES, encoding="utf-8")
    counts = CountStore(engine)
    for _ in range(4):
        counts.count_outcome(TODAY, Outcome("answer", "juleica"))
    counts.count_outcome(TODAY, Outcome("fallback"))
    counts.count_outcome(TODAY - timedelta(days=400), Outcome("answer", "gruppengroesse"))
    for _ in range(2):
        counts.count_verdict(TODAY, "juleica", Verdict.NOT_HELPFUL)
    counts.count_verdict(TODAY, "eigenanteil", Verdict.NOT_HELPFUL)
    ask_in_vain(engine, "Surfkurs bezahlen", "Surfkurs", "ein Surfkurs", "Erika Muster")
    assert run("report", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["badly_rated"] == [{"topic": "juleica", "asked": 4, "not_helpful": 2}]
    assert report["clusters"] == [{"words": ["surfkurs"], "conversations": 3}]
    assert report["unanswered"] == 4
    assert report["frequent"] == [["juleica", 4]]
    assert "gruppengroesse" in report["never_asked"]
    assert "juleica" not in report["never_asked"]
    assert dict(report["decisions"]) == {"answer": 4, "fallback": 1}
    assert run("report") == 0
    told = capsys.readouterr().out
    assert "juleica: 2-mal „Das war’s nicht“, 4-mal gezeigt" in told
    assert "Muster" not in told


def test_report_tells_what_is_wrong_with_the_deadlines(
    run: Run, engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    counts = CountStore(engine)
    for _ in range(3):
        counts.count_outcome(TODAY, Outcome("act", "frist:dpjw"))
    counts.count_outcome(TODAY, Outcome("act", "frist:nie_gehoert"))
    counts.count_outcome(TODAY, Outcome("answer", "juleica"))
    assert run("report", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    found = report["deadlines"]
    assert found["asked_in_vain"] == [["Deutsch-Polnisches Jugendwerk (DPJW)", 3]]
    missing = {item["what"] for item in found["without_successor"]}
    assert {"kjp_direktverfahren", "kjfp_uebrige_positionen"} <= missing
    # Questions for deadlines are no topics of the knowledge base.
    assert report["frequent"] == [["juleica", 1]]
    assert run("report") == 0
    told = capsys.readouterr().out
    assert "Deutsch-Polnisches Jugendwerk (DPJW): 3-mal" in told
    assert "kjfp_uebrige_positionen" in told
    assert "Fristen, deren Prüfung überfällig ist: 0" in told


def test_overdue_checks_of_deadlines_are_told(project: Path) -> None:
    later = TODAY + timedelta(days=120)
    found = deadline_report(project / "faq", later)
    assert found is not None
    assert found.overdue
    assert any("überfällig" in line for line in deadline_lines(found))
    (project / "faq" / "deadlines.yml").write_text("programmes: [", encoding="utf-8")
    assert deadline_report(project / "faq", later) is None


def test_the_period_can_be_longer(project: Path, engine: Engine) -> None:
    CountStore(engine).count_outcome(date(2026, 1, 1), Outcome("answer", "gruppengroesse"))
    for days, expected in ((90, False), (365, True)):
        report = build_report(
            project / "faq", project / "data" / "responses", engine, TODAY, timedelta(days=days)
        )
        assert ("gruppengroesse" not in report.never_asked) is expected
