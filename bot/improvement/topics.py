"""The topics of the assistant with their training sentences, read again when a file changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock

import yaml

from bot.improvement.sentence_check import KnownSentences
from bot.improvement.topic_index import TopicIndex
from bot.knowledge.files.live_folder import LiveFolder
from bot.knowledge.files.yaml_lines import SAFE_LOADER

Topic = tuple[str, tuple[str, ...]]
"""An intent with its sentences."""

_UNREADABLE = (OSError, ValueError, KeyError, TypeError, yaml.YAMLError)


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
        self._files = LiveFolder(lambda: _files(nlu_dir), _read, _UNREADABLE)
        self._lock = Lock()
        self._topics: tuple[Topic, ...] = ()
        self._book = TopicBook({})

    def current(self) -> TopicBook:
        """Return the book, the same object as before if no file has changed."""
        with self._lock:
            topics = self._files.current()
            if topics is not self._topics:
                # In the order of the files, also where one was read again.
                self._book = TopicBook(dict(sorted(_with_sentences(topics))))
                self._topics = topics
            return self._book


def read_topics(nlu_dir: Path) -> Iterator[Topic]:
    """Yield intent and sentences of each readable file; lookups have no intent."""
    for path in _files(nlu_dir):
        with suppress(*_UNREADABLE):  # told by the check of the data
            yield from _with_sentences([_read(path)])


def _files(nlu_dir: Path) -> list[Path]:
    return sorted(nlu_dir.glob("*/*.yml"))


def _read(path: Path) -> Topic:
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=SAFE_LOADER)  # noqa: S506
    sentences = tuple(
        line.removeprefix("- ").strip()
        for block in content["nlu"]
        if "intent" in block
        for line in block["examples"].strip().splitlines()
    )
    return f"{path.parent.name}/{path.stem}", sentences


def _with_sentences(topics: Iterable[Topic]) -> Iterator[Topic]:
    return (topic for topic in topics if topic[1])
