"""The topics of the assistant with their training sentences, read again when a file changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import yaml

from bot.improvement.sentence_check import KnownSentences
from bot.improvement.topic_index import TopicIndex

# The parser in C is ten times faster where it is installed.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class TopicBook:
    """All sentences by intent (``faq/visum``); what is derived from them is made at first use."""

    sentences: dict[str, tuple[str, ...]] = field(repr=False)

    @cached_property
    def index(self) -> TopicIndex:
        """Return what suggests topics."""
        return TopicIndex(self.sentences)

    @cached_property
    def known(self) -> KnownSentences:
        """Return what finds a sentence that is there already."""
        pairs = ((intent, text) for intent, texts in self.sentences.items() for text in texts)
        return KnownSentences(pairs)

    def intent_of(self, topic: str) -> str | None:
        """Return the intent of a topic id, or None for an unknown one."""
        return next((name for name in self.sentences if name.partition("/")[2] == topic), None)


class LiveTopics:
    """The sentences as the files say now; safe to share between threads."""

    def __init__(self, nlu_dir: Path) -> None:
        """Read ``<family>/<topic>.yml`` below ``nlu_dir`` at the first use."""
        self._nlu_dir = nlu_dir
        self._lock = Lock()
        self._signature: tuple[Any, ...] = ()
        self._book = TopicBook({})

    def current(self) -> TopicBook:
        """Return the book, the same object as before if no file has changed."""
        with self._lock:
            signature = tuple(
                (path, *_stamp(path)) for path in sorted(self._nlu_dir.glob("*/*.yml"))
            )
            if signature != self._signature:
                self._book = TopicBook(dict(read_topics(self._nlu_dir)))
                self._signature = signature
            return self._book


def read_topics(nlu_dir: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield intent and sentences of each readable file; lookups have no intent."""
    for path in sorted(nlu_dir.glob("*/*.yml")):
        try:
            content = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506
            blocks = [block for block in content["nlu"] if "intent" in block]
            sentences = [
                line.removeprefix("- ").strip()
                for block in blocks
                for line in block["examples"].strip().splitlines()
            ]
        except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError):
            continue  # told by the check of the data
        if sentences:
            yield f"{path.parent.name}/{path.stem}", tuple(sentences)


def _stamp(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_size
