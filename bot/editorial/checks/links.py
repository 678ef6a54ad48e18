"""Links and ids inside the project that lead nowhere."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from bot.deadlines.office.parsing import DEADLINES_FILE, DeadlineBookError, read_book
from bot.editorial.checks.findings import finding
from bot.editorial.checks.passages import Kind, Passage
from bot.knowledge.files.problems import Problem
from bot.knowledge.files.yaml_lines import load_lined

# A path of our own in a sentence or an attribute; „und/oder“ and addresses have no space before.
_PAGE = re.compile(r"(?<![\w/.:>}-])/([a-z][a-z0-9_-]*(?:/[a-z0-9_-]+)*)(?![\w/]*[.(])")
_LINK_IN_PAGE = re.compile(r"(?:href|action)=\"(/[^\"#?{]*)")
_CHOICE = re.compile(r"/choose_faq(\{.*?\})")
QUESTIONS = "/fragen/"


def entry_id_problems(root: Path, entry_ids: Collection[str]) -> Iterator[Problem]:
    """Yield the topics of the deadline book that have no answer."""
    faq_dir = root / "faq"
    try:
        book = read_book(faq_dir)
        document = load_lined((faq_dir / DEADLINES_FILE).read_text(encoding="utf-8-sig"))
    except (DeadlineBookError, OSError, ValueError):
        return  # told by the check of the book itself
    for index, programme in enumerate(book.programmes):
        if programme.topic is not None and programme.topic not in entry_ids:
            line = document.line("programmes", index, "topic")
            yield finding(f"faq/{DEADLINES_FILE}", line, "unknown_topic", id=programme.topic)


def choice_problems(root: Path, entry_ids: Collection[str]) -> Iterator[Problem]:
    """Yield the buttons in the dialogue texts that choose an answer that does not exist."""
    for path in sorted(root.glob("data/responses/*.yml")):
        where = path.relative_to(root).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            for match in _CHOICE.finditer(line):
                topic = _topic_of(match[1])
                if topic not in entry_ids:
                    yield finding(where, number, "unknown_topic", id=topic)


def page_link_problems(
    root: Path, passages: Iterable[Passage], pages: Collection[str], entry_ids: Collection[str]
) -> Iterator[Problem]:
    """Yield the links to pages of ours that do not exist; ``pages`` are the public paths."""
    for passage in passages:
        if passage.kind is not Kind.PAGE:
            for match in _PAGE.finditer(passage.text):
                if not _exists(f"/{match[1]}", pages, entry_ids):
                    yield finding(passage.path, passage.line, "dead_link", link=f"/{match[1]}")
    for path in sorted(root.glob("bot/gateway/templates/**/*.html")):
        where = path.relative_to(root).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            for match in _LINK_IN_PAGE.finditer(line):
                is_part = line[match.end() :].startswith("{")
                if not is_part and not _exists(match[1], pages, entry_ids):
                    yield finding(where, number, "dead_link", link=match[1])


def _exists(link: str, pages: Collection[str], entry_ids: Collection[str]) -> bool:
    if link.startswith(QUESTIONS):
        return link.removeprefix(QUESTIONS) in entry_ids
    return link in pages or any(_matches(page, link) for page in pages if "{" in page)


def _matches(page: str, link: str) -> bool:
    pattern = re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(page))
    return re.fullmatch(pattern, link) is not None


def _topic_of(raw: str) -> str:
    try:
        return str(json.loads(raw)["faq_id"])
    except (ValueError, KeyError, TypeError):
        return raw
