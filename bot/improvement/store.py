"""Keeps sentences, runs and the log; every method is one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.consultations.database.engine import read_transaction, write_transaction
from bot.improvement.models import (
    LogLine,
    Phase,
    Run,
    RunKind,
    RunNotPossibleError,
    RunState,
    Sentence,
    SentenceState,
)
from bot.improvement.tables import log, runs, sentences

LOG_KEPT_FOR = timedelta(days=365)
"""As long as the desk keeps who did what."""
_SHOWN_RUNS = 20
_SHOWN_LOG_LINES = 100


class ImprovementStore:
    """The improvements in SQL; methods raise ``StoreUnavailableError`` without a database."""

    def __init__(self, engine: Engine) -> None:
        """Use a migrated database."""
        self._engine = engine

    def propose(self, intent: str, text: str, actor: str, now: datetime) -> bool:
        """Note a sentence to be learned; False if it waits or is live already."""
        is_known = (
            (sentences.c.text == text)
            & (sentences.c.intent == intent)
            & sentences.c.state.in_([SentenceState.PROPOSED.value, SentenceState.LIVE.value])
        )
        with write_transaction(self._engine) as tx:
            if tx.execute(sa.select(sentences.c.id).where(is_known)).first() is not None:
                return False
            tx.execute(
                sentences.insert().values(
                    intent=intent,
                    text=text,
                    state=SentenceState.PROPOSED.value,
                    proposed_at=now,
                    proposed_by=actor,
                )
            )
            _note(tx, now, actor, "sentence_proposed", intent)
        return True

    def drop(self, sentence_id: int, actor: str, now: datetime) -> bool:
        """Take a waiting sentence off the list; False if it does not wait (any more)."""
        is_waiting = (sentences.c.id == sentence_id) & (
            sentences.c.state == SentenceState.PROPOSED.value
        )
        with write_transaction(self._engine) as tx:
            intent = tx.execute(sa.select(sentences.c.intent).where(is_waiting)).scalar()
            if intent is None:
                return False
            tx.execute(
                sentences.update().where(is_waiting).values(state=SentenceState.DROPPED.value)
            )
            _note(tx, now, actor, "sentence_dropped", str(intent))
        return True

    def proposed(self) -> list[Sentence]:
        """Return the sentences that wait to be learned, by topic."""
        return self._sentences(sentences.c.state == SentenceState.PROPOSED.value)

    def of_run(self, run_id: int) -> list[Sentence]:
        """Return the sentences that a run made live or tried to."""
        return self._sentences(sentences.c.run_id == run_id)

    def begin_run(self, kind: RunKind, actor: str, now: datetime, undoes: int | None = None) -> int:
        """Note that a run begins and return its number.

        Raises:
            RunNotPossibleError: another one is under way, or there is nothing to do.
        """
        with write_transaction(self._engine) as tx:
            if tx.dialect.name == "postgresql":
                tx.execute(sa.text("LOCK TABLE learning_runs IN EXCLUSIVE MODE"))
            tx.execute(log.delete().where(log.c.at < now - LOG_KEPT_FOR))
            self._require_free(tx, now)
            self._require_work(tx, kind, undoes)
            inserted = tx.execute(
                runs.insert().values(
                    kind=kind.value,
                    state=RunState.RUNNING.value,
                    phase=Phase.WAITING.value,
                    started_by=actor,
                    started_at=now,
                    alive_at=now,
                    undoes=undoes,
                    report={},
                )
            )
            number = int(inserted.inserted_primary_key[0])
            _note(tx, now, actor, f"run_{kind.value}", str(number))
        return number

    def say(self, run_id: int, phase: Phase, now: datetime) -> None:
        """Note what a run is busy with, and that it is alive."""
        is_running = (runs.c.id == run_id) & (runs.c.state == RunState.RUNNING.value)
        with write_transaction(self._engine) as tx:
            tx.execute(runs.update().where(is_running).values(phase=phase.value, alive_at=now))

    def finish(
        self,
        run_id: int,
        state: RunState,
        report: Mapping[str, Any],
        now: datetime,
        *,
        models: tuple[str, str] | None = None,
        changed: Iterable[tuple[int, SentenceState]] = (),
    ) -> None:
        """Note the end of a run, the models before and after, and what became of sentences."""
        before, after = models or (None, None)
        with write_transaction(self._engine) as tx:
            row = tx.execute(sa.select(runs).where(runs.c.id == run_id)).one()
            tx.execute(
                runs.update()
                .where(runs.c.id == run_id)
                .values(
                    state=state.value,
                    phase=Phase.DONE.value,
                    report=dict(report),
                    finished_at=now,
                    alive_at=now,
                    model_before=before,
                    model_after=after,
                )
            )
            for sentence_id, became in changed:
                values: dict[str, Any] = {"state": became.value}
                if row.kind == RunKind.LEARN.value:
                    values["run_id"] = run_id
                tx.execute(sentences.update().where(sentences.c.id == sentence_id).values(**values))
            if row.undoes is not None and state is RunState.LIVE:
                is_undone = runs.c.id == row.undoes
                tx.execute(runs.update().where(is_undone).values(state=RunState.UNDONE.value))
            _note(tx, now, row.started_by, f"run_{state.value}", str(run_id))

    def run(self, run_id: int) -> Run | None:
        """Return one run."""
        found = self._runs(runs.c.id == run_id)
        return found[0] if found else None

    def newest_runs(self) -> list[Run]:
        """Return the last runs, the newest first."""
        return self._runs(sa.true())

    def note(self, actor: str, what: str, subject: str, now: datetime) -> None:
        """Add a line to the log."""
        with write_transaction(self._engine) as tx:
            _note(tx, now, actor, what, subject)

    def log_lines(self) -> list[LogLine]:
        """Return what was done last, the newest first."""
        query = sa.select(log).order_by(log.c.id.desc()).limit(_SHOWN_LOG_LINES)
        with read_transaction(self._engine) as tx:
            return [LogLine(r.at, r.actor, r.what, r.subject) for r in tx.execute(query)]

    def _require_free(self, tx: Connection, now: datetime) -> None:
        query = sa.select(runs).where(runs.c.state == RunState.RUNNING.value)
        for row in tx.execute(query).all():
            if _run(row).is_running(now):
                raise RunNotPossibleError("running")
            # It died without a word; nothing of it is live, for that is the last thing it does.
            tx.execute(
                runs.update()
                .where(runs.c.id == row.id)
                .values(
                    state=RunState.FAILED.value,
                    phase=Phase.DONE.value,
                    finished_at=now,
                    report={"reason": "interrupted"},
                )
            )

    def _require_work(self, tx: Connection, kind: RunKind, undoes: int | None) -> None:
        if kind is RunKind.LEARN:
            is_waiting = sentences.c.state == SentenceState.PROPOSED.value
            if tx.execute(sa.select(sentences.c.id).where(is_waiting)).first() is None:
                raise RunNotPossibleError("nothing")
            return
        is_live = (runs.c.state == RunState.LIVE.value) & (runs.c.kind == RunKind.LEARN.value)
        newest = tx.execute(sa.select(sa.func.max(runs.c.id)).where(is_live)).scalar()
        if newest is None or newest != undoes:
            raise RunNotPossibleError("gone")

    def _sentences(self, condition: Any) -> list[Sentence]:
        query = sa.select(sentences).where(condition).order_by(sentences.c.intent, sentences.c.id)
        with read_transaction(self._engine) as tx:
            return [
                Sentence(
                    r.id,
                    r.intent,
                    r.text,
                    SentenceState(r.state),
                    r.proposed_at,
                    r.proposed_by,
                    r.run_id,
                )
                for r in tx.execute(query)
            ]

    def _runs(self, condition: Any) -> list[Run]:
        query = sa.select(runs).where(condition).order_by(runs.c.id.desc()).limit(_SHOWN_RUNS)
        with read_transaction(self._engine) as tx:
            return [_run(row) for row in tx.execute(query)]


def _run(row: Any) -> Run:
    return Run(
        id=row.id,
        kind=RunKind(row.kind),
        state=RunState(row.state),
        phase=Phase(row.phase),
        started_by=row.started_by,
        started_at=row.started_at,
        alive_at=row.alive_at,
        finished_at=row.finished_at,
        undoes=row.undoes,
        model_before=row.model_before,
        model_after=row.model_after,
        report=row.report,
    )


def _note(tx: Connection, now: datetime, actor: str, what: str, subject: str) -> None:
    tx.execute(log.insert().values(at=now, actor=actor[:64], what=what, subject=subject[:200]))
