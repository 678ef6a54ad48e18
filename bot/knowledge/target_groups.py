"""Whom the assistant is for (``faq/zielgruppen.yml``): a way in that begins with their worry.

Reading never fails: while the file has never been usable there are no groups.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.files.document import Document
from bot.knowledge.files.fields import Fields
from bot.knowledge.files.live_file import LiveFiles
from bot.knowledge.files.problems import Problem, ProblemsError

TARGET_GROUPS_FILE = "zielgruppen.yml"
MAX_MORE = 6
_LONGEST_WORRY = 200


@dataclass(frozen=True)
class TargetGroup:
    """A group that the office wants to reach, in the order of the file.

    ``worry`` is its usual worry as a question, ``start`` the id of the answer to begin with,
    ``more`` are ids of further answers, the most important first.
    """

    id: str
    name: str
    worry: str
    start: str
    more: tuple[str, ...]


class TargetGroupsError(ProblemsError):
    """``zielgruppen.yml`` is not usable."""


class LiveTargetGroups:
    """Gives the current groups; safe to share between threads."""

    def __init__(self, faq_dir: Path) -> None:
        """Read ``zielgruppen.yml`` at the first use, and again whenever it changes."""
        path = faq_dir / TARGET_GROUPS_FILE
        self._file = LiveFiles([path], lambda: _read(faq_dir), TargetGroupsError)

    def current(self) -> tuple[TargetGroup, ...]:
        """Return the groups; none while the file has never been usable since the start."""
        return self._file.usable("the target groups are not usable") or ()


def check_target_groups(faq_dir: Path, known_topics: Collection[str]) -> list[Problem]:
    """Return all findings in ``zielgruppen.yml``; ``known_topics`` are the ids of the answers."""
    document = _document(faq_dir)
    for group, fields in _groups(document):
        if group.start and group.start not in known_topics:
            fields.problem("unknown_topic", "start", key="start", id=group.start)
        for index, topic in enumerate(group.more):
            if topic not in known_topics:
                fields.problem("unknown_topic", "more", index, key="more", id=topic)
    return document.problems


def _document(faq_dir: Path) -> Document:
    return Document(faq_dir, TARGET_GROUPS_FILE, "target_groups_check")


def _read(faq_dir: Path) -> tuple[TargetGroup, ...]:
    document = _document(faq_dir)
    groups = _groups(document)
    if document.problems:
        raise TargetGroupsError(document.problems)
    return tuple(group for group, _ in groups)


def _groups(document: Document) -> list[tuple[TargetGroup, Fields]]:
    document.root.allow("target_groups")
    return [(_group(key, item), item) for key, item in document.root.records("target_groups")]


def _group(identifier: str, fields: Fields) -> TargetGroup:
    fields.allow("id", "name", "worry", "start", "more")
    group = TargetGroup(
        id=identifier,
        name=fields.string("name"),
        worry=fields.string("worry", _LONGEST_WORRY),
        start=fields.string("start"),
        more=fields.strings("more"),
    )
    if group.worry and not group.worry.endswith("?"):
        fields.problem("no_question", "worry")
    if len(group.more) > MAX_MORE or len({group.start, *group.more}) <= len(group.more):
        fields.problem("bad_more", "more", limit=MAX_MORE)
    return group
