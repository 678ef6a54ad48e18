"""Everything that the office does to make the assistant better, in one place."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.engine import Engine

from bot.clock import day_in_germany
from bot.conversations.outcome import Outcomes
from bot.improvement.gaps import Gap, Trouble, collect_gaps
from bot.improvement.golden import read_golden
from bot.improvement.models import Run, RunKind, RunNotPossibleError, RunState
from bot.improvement.new_topics import learnable
from bot.improvement.overview import GapGroup, gap_groups
from bot.improvement.sentence_check import KnownSentences, check_sentence
from bot.improvement.store import ImprovementStore
from bot.improvement.topics import LiveTopics
from bot.improvement.workspace import is_writable
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.naming.topic_titles import topic_titles
from bot.privacy.masking import mask

ENTRY_FAMILY = "faq"


class UnknownTopicError(LookupError):
    """There is no such topic."""


@dataclass(frozen=True)
class Improvement:
    """``start`` runs the job with this number in a process of its own."""

    engine: Engine
    store: ImprovementStore
    root: Path
    catalogue: Catalogue
    topics: LiveTopics
    start: Callable[[int], None]
    now: Callable[[], datetime]

    @property
    def is_writable(self) -> bool:
        """Tell whether this installation can keep what it learns."""
        return is_writable(self.root)

    def gaps(self, since: datetime) -> list[Gap]:
        """Return what went wrong since a moment, the newest first.

        Raises:
            StoreUnavailableError: the database does not answer.
        """
        outcomes = Outcomes.from_folder(self.root / "data" / "responses")
        return collect_gaps(self.engine, outcomes, self.masked, since)

    def groups(self, period: timedelta, wanted: Collection[Trouble]) -> list[GapGroup]:
        """Return the gaps of the last ``period`` in groups, most conversations first.

        Raises:
            StoreUnavailableError: the database does not answer.
        """
        gaps = self.gaps(self.now() - period)
        return gap_groups(gaps, wanted, self.topics.current())

    def choices(self) -> dict[str, str]:
        """Return the titles of all topics that sentences can belong to, by intent."""
        title = topic_titles(self.catalogue)
        intents = dict.fromkeys(self.topics.current().sentences)
        with_sentences = {intent.partition("/")[2] for intent in intents}
        for entry in self.catalogue.all():
            # A published entry that nobody has written sentences for yet.
            if entry.id not in with_sentences:
                intents[f"{ENTRY_FAMILY}/{entry.id}"] = None
        return {intent: title(intent.partition("/")[2]) for intent in intents}

    def propose(self, text: str, intent: str, actor: str) -> bool:
        """Put a sentence on the list of what is to be learned; False if it is there already.

        Raises:
            UnknownTopicError: there is no such topic.
            SentenceRefusedError: the sentence cannot be learned.
            StoreUnavailableError: the database does not answer.
        """
        if intent not in self.choices():
            raise UnknownTopicError(intent)
        golden = KnownSentences((q.topic, q.text) for q in read_golden(self.root))
        known = self.topics.current().known
        sentence = check_sentence(text, intent, known, golden, self.masked)
        return self.store.propose(intent, sentence, actor, self.now())

    def learn(self, actor: str) -> int:
        """Start to learn everything that waits and return the number of the run.

        Raises:
            RunNotPossibleError: see there.
            StoreUnavailableError: the database does not answer.
        """
        self._require_writable()
        if not learnable(self.store.proposed(), self.topics.current().sentences.keys()):
            raise RunNotPossibleError("nothing")
        return self._begin(RunKind.LEARN, actor, None)

    def undo(self, run_id: int, actor: str) -> int:
        """Start to take back the newest run that is live and return the number of the new run.

        Raises:
            RunNotPossibleError: see there.
            StoreUnavailableError: the database does not answer.
        """
        self._require_writable()
        return self._begin(RunKind.UNDO, actor, run_id)

    def running(self) -> Run | None:
        """Return the run that is under way."""
        runs = (run for run in self.store.newest_runs() if run.is_running(self.now()))
        return next(runs, None)

    def usual_seconds(self) -> int | None:
        """Return how long learning took the last time."""
        for run in self.store.newest_runs():
            seconds = run.report.get("seconds")
            if run.kind is RunKind.LEARN and run.state is RunState.LIVE and seconds:
                return int(seconds)
        return None

    def masked(self, text: str) -> str:
        """Return a text with words in the place of personal data."""
        return mask(text, day_in_germany(self.now())).text

    def _begin(self, kind: RunKind, actor: str, undoes: int | None) -> int:
        number = self.store.begin_run(kind, actor, self.now(), undoes)
        try:
            self.start(number)
        except OSError:
            reason = {"reason": "no_process"}
            self.store.finish(number, RunState.FAILED, reason, self.now())
        return number

    def _require_writable(self) -> None:
        if not self.is_writable:
            raise RunNotPossibleError("read_only")
