"""How people ask on about a passage of an answer: ``faq/nachfragen/<id>.txt``.

A line is the beginning of a passage, the lines with a dash below it are questions that it answers.
The beginning is the catchword where there is one, so the passage itself may be edited. Questions
below ``(steht nicht in der Antwort)`` are answered by no passage.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from bot.knowledge.catalogue import Catalogue
from bot.knowledge.files.live_file import FileSignature, file_signature
from bot.knowledge.files.problems import Problem, undecodable_line
from bot.knowledge.pieces import pieces_of
from bot.texts import text

FOLDER = "nachfragen"
_QUESTION = "-"
_COMMENT = "#"
_NOWHERE = "("
_LONGEST = 200

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class FurtherQuestions:
    """Beginnings of passages, each with the questions it answers, and those that none answers."""

    by_beginning: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unanswered: tuple[str, ...] = ()

    def answered_by(self, passage: str) -> tuple[str, ...]:
        """Return the questions that a passage answers."""
        return tuple(
            question
            for beginning, questions in self.by_beginning
            if passage.startswith(beginning)
            for question in questions
        )


NONE_KNOWN = FurtherQuestions()


def parse(content: str) -> FurtherQuestions:
    """Read a file's content; whatever stands in it is a beginning, a question or neither."""
    known: dict[str, list[str]] = {}
    below = known.setdefault(_NOWHERE, [])
    for raw in content.splitlines():
        line = " ".join(raw.split())
        if line.startswith(_QUESTION):
            question = line.removeprefix(_QUESTION).strip()
            below.extend([question[:_LONGEST]] if question else ())
        elif line and not line.startswith(_COMMENT):
            below = known.setdefault(_NOWHERE if line.startswith(_NOWHERE) else line, [])
    unanswered = tuple(known.pop(_NOWHERE))
    return FurtherQuestions(
        tuple((line, tuple(asked)) for line, asked in known.items()), unanswered
    )


class LiveFurtherQuestions:
    """Gives the questions of an entry as its file is now; safe to share between threads."""

    def __init__(self, faq_dir: Path) -> None:
        """Read no file before its entry is asked for."""
        self._folder = faq_dir / FOLDER
        self._lock = Lock()
        self._known: dict[str, tuple[FileSignature, FurtherQuestions]] = {}

    def read_all(self) -> None:
        """Read the files of all entries, so that no message has to wait for one."""
        for path in self._folder.glob("*.txt"):
            self.of(path.stem)

    def of(self, entry_id: str) -> FurtherQuestions:
        """Return the questions of an entry; none where there is no readable file."""
        path = self._folder / f"{entry_id}.txt"
        signature = file_signature(path)
        if signature is None:
            return NONE_KNOWN
        with self._lock:
            known = self._known.get(entry_id)
            if known is None or known[0] != signature:
                before = NONE_KNOWN if known is None else known[1]
                known = self._known[entry_id] = (signature, _read(path, before))
            return known[1]


def _read(path: Path, before: FurtherQuestions) -> FurtherQuestions:
    try:
        return parse(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        logger.warning("%s is not usable, the last good version stays: %s", path.name, error)
        return before


def further_question_problems(faq_dir: Path) -> Iterator[Problem]:
    """Yield a finding for every unreadable file: none of its questions helps."""
    for path in sorted((faq_dir / FOLDER).glob("*.txt")):
        where = path.relative_to(faq_dir.parent).as_posix()
        try:
            path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            yield Problem(where, text("faq_check.not_utf8"), undecodable_line(error))
        except OSError:
            yield Problem(where, text("document_check.unreadable"))


def further_question_hints(faq_dir: Path) -> Iterator[Problem]:
    """Yield a hint for every question whose passage or entry is gone."""
    catalogue = Catalogue(faq_dir)
    for path in sorted((faq_dir / FOLDER).glob("*.txt")):
        where = path.relative_to(faq_dir.parent).as_posix()
        entry = catalogue.get(path.stem)
        if entry is None:
            # An entry that is only unreadable just now has a problem of its own.
            if any(faq_dir.glob(f"*/{path.stem}.md")):
                continue
            yield Problem(where, text("faq_check.asked_of_no_entry", id=path.stem))
            continue
        try:
            asked = parse(path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError):
            continue  # a problem, no hint
        told = [piece.text for piece in pieces_of(entry)]
        for beginning, _ in asked.by_beginning:
            if not any(passage.startswith(beginning) for passage in told):
                yield Problem(where, text("faq_check.asked_of_no_passage", beginning=beginning))
