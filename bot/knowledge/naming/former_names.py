"""Former names of programmes and ministries (``faq/namen.yml``), found in a text and explained.

Reading never fails: while the file has never been usable there are no names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.knowledge.cited_sources import source_of
from bot.knowledge.entry import Source
from bot.knowledge.files.document import Document
from bot.knowledge.files.fields import TEXT_LIMIT, Fields
from bot.knowledge.files.live_file import LiveFiles
from bot.knowledge.files.problems import Problem, ProblemsError
from bot.knowledge.naming.names import NameIndex, words_of
from bot.knowledge.shown.cards import Card
from bot.knowledge.shown.fact_cards import fact_item, facts_card
from bot.texts import text
from bot.words.folding import fold

FORMER_NAMES_FILE = "namen.yml"
_ENDINGS = ("s", "n", "en")
# "des Bundesministeriums für …", "beim Deutsch-Russischen Jugendaustausch"
_INFLECTION = re.compile(r"(?<=ministerium)s\Z|(?<=isch)e[nrsm]?\Z")
_FIRST_YEAR, _LAST_YEAR = 1950, 2100
# The sentence puts them around the name.
_QUOTATION_MARKS = '„“”"«»'


@dataclass(frozen=True)
class FormerName:
    """A former name and today's; ``since`` is the year of the change, None if it is not known.

    ``topic`` is the id of the answer that goes on, ``programme`` the id of a funding programme.
    ``still_used`` says what else the former name means today, ``note`` what changed beside it.
    """

    id: str
    old: str
    spellings: tuple[str, ...]
    now: str
    now_short: str | None
    since: int | None
    topic: str
    programme: str | None
    still_used: str | None
    note: str | None
    sources: tuple[Source, ...]
    checked_on: date

    @property
    def names(self) -> tuple[str, ...]:
        """Return all former names and spellings, each once."""
        return tuple(dict.fromkeys((self.old, *self.spellings)))


class FormerNames:
    """All former names, and which of them a text uses."""

    def __init__(self, names: Sequence[FormerName] = ()) -> None:
        """Learn the names."""
        self.all = tuple(names)
        pairs = [(name, former) for former in self.all for name in former.names]
        self._index = NameIndex(pairs, endings=_ENDINGS, canonical=_uninflected)

    def find(self, text: str) -> list[FormerName]:
        """Return the former names that ``text`` uses, in order, each once."""
        found = self._index.find(words_of(text))
        return list(dict.fromkeys(former for one in found for former in one.values))


class FormerNamesError(ProblemsError):
    """``namen.yml`` is not usable."""


class LiveFormerNames:
    """Gives the current names; safe to share between threads."""

    def __init__(self, faq_dir: Path) -> None:
        """Read ``namen.yml`` at the first use, and again whenever it changes."""
        path = faq_dir / FORMER_NAMES_FILE
        self._file = LiveFiles([path], lambda: _read(faq_dir), FormerNamesError)

    def current(self) -> FormerNames:
        """Return the names; none while the file has never been usable since the start."""
        return self._file.usable("the former names are not usable") or FormerNames()


def note(name: FormerName) -> str:
    """Return the sentences that say what the name is today and what else changed."""
    key = "today" if name.since is None else "since"
    renamed = text(f"former_names.{key}", old=name.old, now=name.now, since=name.since)
    return " ".join(filter(None, (renamed, name.note, name.still_used)))


def former_names_card(names: Sequence[FormerName]) -> Card:
    """Return a ``facts`` card that tells today's names, each with its sources."""
    title = text(
        "former_names.title_one" if len(names) == 1 else "former_names.title_many",
        names=", ".join(name.now_short or name.now for name in names),
    )
    items = [
        fact_item(note(name), sources=name.sources, checked_on=name.checked_on) for name in names
    ]
    return facts_card(title, [{"title": None, "items": items}])


def check_former_names(
    faq_dir: Path,
    known_topics: Collection[str],
    today: date,
    known_programmes: Collection[str] = (),
) -> list[Problem]:
    """Return all findings in ``namen.yml``.

    ``known_topics`` are the ids of the answers. Programmes are only checked against
    ``known_programmes`` if there are any.
    """
    document = _document(faq_dir)
    document.root.refuse_future("checked_on", today)
    names = _names(document)
    todays = {fold(new) for name, _ in names for new in (name.now, name.now_short) if new}
    seen: dict[str, FormerName] = {}
    for name, fields in names:
        for spelling in name.names:
            other = seen.setdefault(fold(spelling), name)
            if other is not name:
                fields.problem("spelling_twice", "spellings", name=spelling, other=other.id)
            if fold(spelling) in todays:
                fields.problem("still_current", "spellings", name=spelling)
        if name.since is not None and name.since > today.year:
            fields.problem("since_in_future", "since", year=name.since)
        if name.topic and name.topic not in known_topics:
            fields.problem("unknown_topic", "topic", key="topic", id=name.topic)
        if name.programme and known_programmes and name.programme not in known_programmes:
            fields.problem("unknown_programme", "programme", id=name.programme)
    return document.problems


def _document(faq_dir: Path) -> Document:
    return Document(faq_dir, FORMER_NAMES_FILE, "former_names_check")


def _read(faq_dir: Path) -> FormerNames:
    document = _document(faq_dir)
    names = _names(document)
    if document.problems:
        raise FormerNamesError(document.problems)
    return FormerNames([name for name, _ in names])


def _names(document: Document) -> list[tuple[FormerName, Fields]]:
    root = document.root
    root.allow("checked_on", "names")
    checked_on = root.day("checked_on")
    return [(_name(key, item, checked_on), item) for key, item in root.records("names")]


def _name(identifier: str, fields: Fields, checked_on: date) -> FormerName:
    fields.allow(
        "id", "old", "spellings", "now", "now_short", "since", "topic", "programme", "still_used",
        "note", "sources",
    )  # fmt: skip
    old = fields.string("old")
    if old.strip(_QUOTATION_MARKS) != old:
        fields.problem("quoted", "old")
    return FormerName(
        id=identifier,
        old=old,
        spellings=fields.strings("spellings"),
        now=fields.string("now"),
        now_short=fields.optional_string("now_short"),
        since=fields.number("since", _LAST_YEAR, _FIRST_YEAR),
        topic=fields.string("topic"),
        programme=fields.optional_string("programme"),
        still_used=fields.optional_string("still_used", TEXT_LIMIT),
        note=fields.optional_string("note", TEXT_LIMIT),
        sources=tuple(source_of(item) for item in fields.mappings("sources")),
        checked_on=checked_on,
    )


def _uninflected(word: str) -> str:
    return _INFLECTION.sub("", word)
