"""Drafts of entries: files like all others that nobody is shown, written field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from bot.editorial.templates import MAX_ID_CHARACTERS, TemplateRefusedError, groups
from bot.knowledge.catalogue import entry_files, is_draft
from bot.knowledge.files.parsing import ID_PATTERN, UNDATED
from bot.texts import text

REVIEW_AFTER = timedelta(days=182)
MAX_SOURCES = 3
_PARTS = re.compile(r"\A---\r?\n(.*?)\r?\n---\r?\n(.*)\Z", re.DOTALL)
_HEADING = re.compile(r"^## +(Details|Einfache Sprache) *$", re.MULTILINE)
_DRAFT_LINE = re.compile(r"^draft:.*\r?\n", re.MULTILINE)


@dataclass(frozen=True)
class DraftSource:
    """A source as typed; ``year`` may be empty for a page without one."""

    title: str
    url: str
    year: str


@dataclass(frozen=True)
class Draft:
    """What somebody has filled in so far; any text may be empty."""

    id: str
    group: str
    question: str = ""
    answer: str = ""
    details: str = ""
    simple: str = ""
    sources: tuple[DraftSource, ...] = field(default=())
    is_practice: bool = False


def drafts(root: Path) -> Iterator[Path]:
    """Yield the files of all drafts."""
    yield from (path for path in entry_files(root / "faq") if is_draft(path))


def draft_path(root: Path, entry_id: str) -> Path | None:
    """Return the file of a draft, or None when there is none with this id."""
    named = (path for path in entry_files(root / "faq") if path.stem == entry_id)
    return next(filter(is_draft, named), None)


def write_draft(root: Path, draft: Draft, today: date) -> Path:
    """Write the draft, a new one or in the place of an older version, and return its path.

    Raises:
        TemplateRefusedError: the id is not valid or belongs to a published entry, or there is no
            such group; the message says so in German.
        OSError: the file cannot be written.
    """
    if not ID_PATTERN.match(draft.id) or len(draft.id) > MAX_ID_CHARACTERS:
        raise TemplateRefusedError(text("faq_check.bad_id", id=ascii(draft.id)[1:-1]))
    known = groups(root)
    if draft.group not in known:
        shown = ascii(draft.group)[1:-1]
        raise TemplateRefusedError(text("faq_new.no_group", group=shown, known=", ".join(known)))
    for path in entry_files(root / "faq"):
        if path.stem == draft.id and not is_draft(path):
            where = path.relative_to(root).as_posix()
            raise TemplateRefusedError(text("faq_new.taken", id=draft.id, path=where))
    old = draft_path(root, draft.id)
    new = root / "faq" / draft.group / f"{draft.id}.md"
    new.write_text(_content(draft, today), encoding="utf-8", newline="\n")
    if old is not None and old != new:
        old.unlink()
    return new


def read_draft(path: Path) -> Draft:
    """Return what a draft holds; what is not readable in it is left out.

    Raises:
        OSError: the file cannot be read.
    """
    content = path.read_text(encoding="utf-8-sig", errors="replace")
    match = _PARTS.match(content)
    head, body = (match[1], match[2]) if match else ("", content)
    try:
        meta = yaml.safe_load(head) or {}
    except yaml.YAMLError:
        meta = {}
    meta = meta if isinstance(meta, dict) else {}
    parts = _HEADING.split(body)
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    return Draft(
        id=path.stem,
        group=path.parent.name,
        question=str(meta.get("question") or ""),
        answer=parts[0].strip(),
        details=sections.get("Details", "").strip(),
        simple=sections.get("Einfache Sprache", "").strip(),
        sources=tuple(_sources(meta.get("sources"))),
        is_practice=meta.get("basis") == "praxiswissen",
    )


def without_flag(content: str) -> str:
    """Return the text of a draft as it is when published."""
    head, separator, body = content.partition("\n---")
    return _DRAFT_LINE.sub("", head + "\n").rstrip("\n") + separator + body


def _sources(raw: Any) -> Iterator[DraftSource]:
    for item in raw if isinstance(raw, list) else ():
        if isinstance(item, dict):
            year = str(item.get("year") or "")
            yield DraftSource(
                str(item.get("title") or ""),
                str(item.get("url") or ""),
                "" if year == UNDATED else year,
            )


def _content(draft: Draft, today: date) -> str:
    head: dict[str, Any] = {
        "question": " ".join(draft.question.split()),
        "group": draft.group,
        "draft": True,
        "sources": [
            {
                "title": source.title,
                "url": source.url,
                "year": int(source.year) if source.year.isdigit() else source.year or UNDATED,
            }
            for source in draft.sources
        ],
        **({"basis": "praxiswissen"} if draft.is_practice else {}),
        "checked_on": today,
        "review_by": today + REVIEW_AFTER,
        "related": [],
    }
    yaml_head = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=10_000)
    parts = [_plain(draft.answer)]
    for heading, section in (("Details", draft.details), ("Einfache Sprache", draft.simple)):
        if section.strip():
            parts += [f"## {heading}", _plain(section)]
    body = "\n\n".join(parts)
    return f"---\n{yaml_head}---\n{body}\n"


def _plain(section: str) -> str:
    """Return a section with plain line feeds that cannot begin another one."""
    lines = section.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")
    return "\n".join(line.lstrip("#").lstrip() if line.startswith("#") else line for line in lines)
