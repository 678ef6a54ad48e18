from __future__ import annotations

from datetime import timedelta

import pytest

from bot.improvement.models import (
    SILENT_AFTER,
    Phase,
    RunKind,
    RunNotPossibleError,
    RunState,
    SentenceState,
)
from bot.improvement.radar_store import RadarStore
from tests.unit.improvement.project import NOW, Project


def test_a_sentence_waits_once_and_can_be_dropped(any_project: Project) -> None:
    store = any_project.store
    assert store.propose("faq/visum", "neuer satz", "anna", NOW)
    assert not store.propose("faq/visum", "neuer satz", "ben", NOW)
    (waiting,) = store.proposed()
    assert (waiting.intent, waiting.proposed_by) == ("faq/visum", "anna")
    assert store.drop(waiting.id, "ben", NOW)
    assert not store.drop(waiting.id, "ben", NOW)
    assert store.proposed() == []
    assert store.propose("faq/visum", "neuer satz", "anna", NOW)
    assert [(line.actor, line.what) for line in store.log_lines()] == [
        ("anna", "sentence_proposed"),
        ("ben", "sentence_dropped"),
        ("anna", "sentence_proposed"),
    ]


def test_one_run_at_a_time(any_project: Project) -> None:
    store = any_project.store
    with pytest.raises(RunNotPossibleError, match="nothing"):
        store.begin_run(RunKind.LEARN, "anna", NOW)
    store.propose("faq/visum", "neuer satz", "anna", NOW)
    first = store.begin_run(RunKind.LEARN, "anna", NOW)
    with pytest.raises(RunNotPossibleError, match="running"):
        store.begin_run(RunKind.LEARN, "ben", NOW + SILENT_AFTER / 2)
    store.say(first, Phase.TRAINING, NOW + SILENT_AFTER / 2)
    with pytest.raises(RunNotPossibleError, match="running"):
        store.begin_run(RunKind.LEARN, "ben", NOW + SILENT_AFTER)


def test_a_run_that_died_makes_room(any_project: Project) -> None:
    store = any_project.store
    store.propose("faq/visum", "neuer satz", "anna", NOW)
    first = store.begin_run(RunKind.LEARN, "anna", NOW)
    later = NOW + 2 * SILENT_AFTER
    dead = store.run(first)
    assert dead is not None
    assert dead.is_interrupted(later)
    assert not dead.is_interrupted(NOW - timedelta(hours=1))
    second = store.begin_run(RunKind.LEARN, "ben", later)
    dead = store.run(first)
    assert dead is not None
    assert (dead.state, dead.report) == (RunState.FAILED, {"reason": "interrupted"})
    assert [run.id for run in store.newest_runs()] == [second, first]


def test_only_the_newest_live_run_can_be_taken_back(any_project: Project) -> None:
    store = any_project.store
    runs = []
    for text in ("erster satz", "zweiter satz"):
        store.propose("faq/visum", text, "anna", NOW)
        run = store.begin_run(RunKind.LEARN, "anna", NOW)
        changed = [(sentence.id, SentenceState.LIVE) for sentence in store.proposed()]
        store.finish(run, RunState.LIVE, {}, NOW, models=("a", "b"), changed=changed)
        runs.append(run)
    for wrong in (runs[0], 999):
        with pytest.raises(RunNotPossibleError, match="gone"):
            store.begin_run(RunKind.UNDO, "anna", NOW, wrong)
    undo = store.begin_run(RunKind.UNDO, "anna", NOW, runs[1])
    store.finish(undo, RunState.LIVE, {}, NOW)
    states = {run.id: run.state for run in store.newest_runs()}
    assert states == {
        runs[0]: RunState.LIVE,
        runs[1]: RunState.UNDONE,
        undo: RunState.LIVE,
    }
    assert store.begin_run(RunKind.UNDO, "anna", NOW, runs[0]) > undo


def test_the_mail_of_a_week_is_planned_and_taken_once(any_project: Project) -> None:
    store = RadarStore(any_project.engine)
    assert store.plan("2026-W48", NOW)
    assert not store.plan("2026-W48", NOW)
    mail = store.claim(NOW, NOW + timedelta(minutes=5))
    assert mail is not None
    assert store.claim(NOW, NOW + timedelta(minutes=5)) is None
    store.defer(mail.week, NOW + timedelta(hours=1), "smtp_451")
    assert store.claim(NOW, NOW + timedelta(minutes=5)) is None
    again = store.claim(NOW + timedelta(hours=1), NOW + timedelta(hours=2))
    assert again is not None
    assert again.attempts == 2
    store.settle(again.week, "sent", NOW)
    newest = store.newest()
    assert newest is not None
    assert (newest.state, newest.sent_at) == ("sent", NOW)


def test_a_mail_that_may_be_out_is_not_sent_again(any_project: Project) -> None:
    store = RadarStore(any_project.engine)
    store.plan("2026-W48", NOW)
    assert store.claim(NOW, NOW + timedelta(minutes=5)) is not None
    later = NOW + timedelta(minutes=6)
    assert store.claim(later, later + timedelta(minutes=5)) is None
    newest = store.newest()
    assert newest is not None
    assert newest.state == "unknown"
