"""Reads one entry file: front matter and Markdown body to :class:`FaqEntry`, or what is wrong."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.knowledge.entry import FaqEntry, Source
from bot.knowledge.files.blocks import UnsupportedMarkupError, to_blocks
from bot.knowledge.files.problems import Problem, ProblemsError, undecodable_line
from bot.knowledge.files.yaml_lines import LinedYaml, YamlError, load_lined
from bot.texts import text

ID_PATTERN = re.compile(r"[a-z][a-z0-9_]*\Z")
UNDATED = "ohne Jahr"
_YEARS_OF_PAGES = range(1990, 2101)
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
_SECTION = re.compile(r"^## +(.+?) *$", re.MULTILINE)
# What ``faq new`` leaves open: an entry is not published before all of it is filled in.
_PLACEHOLDER = re.compile(r"\[\[.*?\]\]", re.DOTALL)
_UNREADABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffd]")
_SECTIONS = {"Details": "details", "Einfache Sprache": "simple"}
_KEYS = frozenset(
    {"question", "group", "sources", "basis", "checked_on", "review_by", "related", "draft"},
)
MAX_FILE_BYTES = 64_000
MAX_RELATED = 4


class EntryError(ProblemsError):
    """An entry file is not usable; ``related`` are the ids that it names all the same."""

    def __init__(self, problems: list[Problem], related: tuple[str, ...] = ()) -> None:
        super().__init__(problems)
        self.related = related


def read_entry(path: Path, faq_dir: Path) -> FaqEntry:
    """Read the entry at ``path``; its id is the file name, its group the folder.

    Raises:
        EntryError: with all problems of the file at once.
        OSError: the file cannot be read.
    """
    reader = _EntryReader(path.relative_to(faq_dir.parent).as_posix())
    raw = path.read_bytes()
    if len(raw) > MAX_FILE_BYTES:
        reader.report("too_large", limit=MAX_FILE_BYTES // 1000)
        raise EntryError(reader.problems)
    try:
        content = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        reader.report("not_utf8", undecodable_line(error))
        raise EntryError(reader.problems) from None
    entry = reader.parse(path.stem, path.parent.name, content)
    if entry is None or reader.problems:
        raise EntryError(reader.problems, () if entry is None else entry.related)
    return entry


class _EntryReader:
    """Collects every problem of one file, so that the editor sees all of them at once."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._head = LinedYaml(None, {})
        self.problems: list[Problem] = []

    def report(self, key: str, /, line: int | None = None, **values: object) -> None:
        self.problems.append(Problem(self._path, text(f"faq_check.{key}", **values), line))

    def parse(self, entry_id: str, group: str, content: str) -> FaqEntry | None:
        match = _FRONT_MATTER.match(content)
        meta = None if match is None else self._front_matter(match[1])
        if match is None or not isinstance(meta, dict):
            if not self.problems:
                self.report("no_front_matter", 1)
            return None
        if not ID_PATTERN.match(entry_id):
            self.report("bad_id", id=entry_id)
        self._check_keys(meta)
        for gap in _PLACEHOLDER.finditer(content):
            self.report("unfinished", content.count("\n", 0, gap.start()) + 1, gap=gap[0])
        sections = self._sections(match[2], content.count("\n", 0, match.start(2)) + 1)
        is_practice = self._basis(meta)
        entry = FaqEntry(
            id=entry_id,
            group=self._group(meta, group),
            question=self._question(meta),
            answer=sections["answer"],
            details=sections["details"],
            simple=sections["simple"],
            sources=self._sources(meta, is_practice=is_practice),
            is_practice=is_practice,
            checked_on=self._date(meta, "checked_on"),
            review_by=self._date(meta, "review_by"),
            related=self._related(meta, entry_id),
        )
        if not self.problems and entry.review_by <= entry.checked_on:
            self.report("review_before_check", self._head.line("review_by"))
        return entry

    def _front_matter(self, lines: str) -> Any:
        """Return what stands in the head of the file; None, with a problem, if it is no YAML."""
        try:
            self._head = load_lined(lines, first_line=2)
        except YamlError as error:
            reason = f"bad_yaml_{error.reason}" if error.reason else "bad_yaml"
            self.report(reason, error.line or 1)
            return None
        return self._head.data

    def _check_keys(self, meta: dict[str, Any]) -> None:
        for key in sorted(map(str, meta.keys() - _KEYS)):
            self.report("unknown_key", self._head.line(key), key=key)
        for twice in self._head.twice:
            self.report("key_twice", self._head.line(*twice), key=twice[-1])
        if not isinstance(meta.get("draft", False), bool):
            self.report("bad_draft", self._head.line("draft"))

    def _sections(self, body: str, first_line: int) -> dict[str, str]:
        for unreadable in _UNREADABLE.finditer(body):
            self.report("control_character", first_line + body.count("\n", 0, unreadable.start()))
        sections = {"answer": "", "details": "", "simple": ""}
        lines = dict.fromkeys(sections, first_line)
        starts: list[tuple[str | None, int, int]] = [(None, 0, 0)]
        starts += [(m[1], m.start(), m.end()) for m in _SECTION.finditer(body)]
        ends = [start for _, start, _ in starts[1:]] + [len(body)]
        for (heading, at, start), end in zip(starts, ends, strict=True):
            name = "answer" if heading is None else _SECTIONS.get(heading)
            line = first_line + body.count("\n", 0, at)
            if name is None:
                self.report("unknown_section", line, heading=heading)
            elif sections[name]:
                self.report("section_twice", line, heading=heading)
            else:
                sections[name], lines[name] = body[start:end].strip(), line
        if not sections["answer"]:
            self.report("no_answer", first_line)
        for name, markdown in sections.items():
            try:
                to_blocks(markdown)
            except UnsupportedMarkupError as error:
                self.report(_markup_key(error.markup), lines[name], markup=error.markup)
        return sections

    def _question(self, meta: dict[str, Any]) -> str:
        question, line = meta.get("question"), self._head.line("question")
        if not isinstance(question, str) or not question.strip():
            self.report("missing_key", line, key="question")
            return ""
        if not question.rstrip("“”\"'« ").endswith("?"):
            self.report("no_question_mark", line)
        return question.strip()

    def _group(self, meta: dict[str, Any], folder: str) -> str:
        group, line = meta.get("group"), self._head.line("group")
        if group is None:
            self.report("missing_key", line, key="group")
        elif group != folder:
            self.report("wrong_group", line, group=group, folder=folder)
        return folder

    def _basis(self, meta: dict[str, Any]) -> bool:
        basis = meta.get("basis")
        if basis not in (None, "praxiswissen"):
            self.report("bad_basis", self._head.line("basis"), basis=basis)
        return basis == "praxiswissen"

    def _sources(self, meta: dict[str, Any], *, is_practice: bool) -> tuple[Source, ...]:
        raw = meta.get("sources")
        if not isinstance(raw, list) or (not raw and not is_practice):
            self.report("no_sources", self._head.line("sources"))
            return ()
        found = (self._source(item, self._head.line("sources", i)) for i, item in enumerate(raw))
        return tuple(filter(None, found))

    def _source(self, item: object, line: int | None) -> Source | None:
        if not isinstance(item, dict):
            self.report("bad_source", line)
            return None
        title, url, year = item.get("title"), item.get("url"), item.get("year")
        if not isinstance(title, str) or not title.strip():
            self.report("source_without_title", line)
            return None
        if not isinstance(url, str) or not is_web_address(url):
            self.report("source_without_url", line, title=title)
            return None
        if year != UNDATED and not is_year_of_page(year):
            self.report("source_without_year", line, title=title)
            return None
        return Source(title.strip(), url, None if year == UNDATED else year)

    def _date(self, meta: dict[str, Any], key: str) -> date:
        value = meta.get(key)
        # datetime is a date too, but a time of day has no meaning here.
        if type(value) is date:
            return value
        self.report("missing_date" if value is None else "bad_date", self._head.line(key), key=key)
        return date.min

    def _related(self, meta: dict[str, Any], entry_id: str) -> tuple[str, ...]:
        raw, line = meta.get("related", []), self._head.line("related")
        if not isinstance(raw, list) or not all(isinstance(item, str) for item in raw):
            self.report("bad_related", line)
            return ()
        if len(raw) > MAX_RELATED or len(set(raw)) != len(raw) or entry_id in raw:
            self.report("too_many_related", line, limit=MAX_RELATED)
        return tuple(raw)


def _markup_key(markup: str) -> str:
    if markup.startswith("html"):
        return "markup_html"
    return "markup_page" if markup.startswith("/") else "markup"


def is_year_of_page(value: object) -> bool:
    """Say whether a page can carry this year; a mistyped one is none."""
    return type(value) is int and value in _YEARS_OF_PAGES


def is_web_address(url: str) -> bool:
    """Say whether ``url`` is a complete http(s) address without spaces."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return (
        parts.scheme in ("https", "http")
        and "." in (parts.hostname or "")
        and not any(c.isspace() or not c.isprintable() for c in url)
    )
