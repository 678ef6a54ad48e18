"""Reads the rows of all tables from the files, and writes changed rows back into their files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.deadlines.office.parsing import DEADLINES_FILE, EVENTS_FILE
from bot.editorial.tables.specs import (
    ANSWERS,
    DEADLINES,
    EVENTS,
    FACTS,
    GLOSSARY,
    SECTIONS,
    SHEETS,
    Column,
    Table,
)
from bot.editorial.yaml_edit import edit_item
from bot.glossary.parsing import GLOSSARY_FILE
from bot.knowledge.catalogue import published_files
from bot.knowledge.files.entry_file import EntryFile
from bot.knowledge.files.parsing import EntryError
from bot.knowledge.files.yaml_lines import YamlError, YamlPath, load_lined
from bot.programmes.book import sheet_files

_ENTRY = re.compile(r"\A(---\n)(.*?\n)(---\n)(.*)\Z", re.DOTALL)
_HEADINGS = {"details": "Details", "simple": "Einfache Sprache"}


@dataclass(frozen=True)
class Row:
    """One row: its cells by column, and the place in the files that they stand for."""

    table: Table
    key: str
    cells: Mapping[str, str]
    path: Path
    item: YamlPath


def read_rows(faq_dir: Path) -> list[Row]:
    """Return the rows of all files that are readable; the check tells about the others."""
    rows = list(_entry_rows(faq_dir))
    rows += _item_rows(faq_dir / DEADLINES_FILE, "deadlines", DEADLINES)
    rows += _item_rows(faq_dir / EVENTS_FILE, "events", EVENTS)
    for path in sheet_files(faq_dir):
        data = _load(path)
        if isinstance(data, dict):
            rows.append(_row(SHEETS, path.stem, data, path, ()))
    for path in sheet_files(faq_dir):
        rows += _fact_rows(path)
    rows += _item_rows(faq_dir / GLOSSARY_FILE, "terms", GLOSSARY, name="term")
    return rows


def _entry_rows(faq_dir: Path) -> Iterator[Row]:
    for path in published_files(faq_dir):
        try:
            entry = EntryFile.read(path, faq_dir).entry
        except (EntryError, OSError):
            continue
        match = _ENTRY.match(read_file(path))
        head = load_lined(match[2]).data if match else {}
        sections = {"answer": entry.answer, "details": entry.details, "simple": entry.simple}
        yield _row(ANSWERS, entry.id, {**head, **sections}, path, ())


def _item_rows(path: Path, key: str, table: Table, name: str = "id") -> Iterator[Row]:
    data = _load(path)
    items = data.get(key) if isinstance(data, dict) else None
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict):
            yield _row(table, str(item.get(name, index)), item, path, (key, index))


def _fact_rows(path: Path) -> Iterator[Row]:
    data = _load(path)
    facts = data.get("facts") if isinstance(data, dict) else None
    for aspect, items in (facts if isinstance(facts, dict) else {}).items():
        for index, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, dict):
                key = f"{path.stem}/{aspect}/{index + 1}"
                yield _row(FACTS, key, item, path, ("facts", aspect, index))


def _row(table: Table, key: str, data: Mapping[str, Any], path: Path, item: YamlPath) -> Row:
    cells = {column.key: column.codec.to_cell(_value(data, column)) for column in table.columns}
    cells["id"] = key
    return Row(table, key, cells, path, item)


def _value(data: Any, column: Column) -> Any:
    for step in column.path or (column.key,):
        data = data.get(step) if isinstance(data, dict) else None
    return data


def _load(path: Path) -> Any:
    try:
        return load_lined(read_file(path)).data
    except (OSError, ValueError):
        return None


def read_file(path: Path) -> str:
    """Return the text of a file with plain line feeds."""
    return path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")


def changed_content(content: str, row: Row, values: Mapping[Column, Any]) -> str:
    """Return the text of the row's file with new values.

    Raises:
        YamlError: the file is built so that the value cannot be replaced in its place.
    """
    edits = {column.path: value for column, value in _gone_first(values)}
    if row.table is not ANSWERS:
        return edit_item(content, row.item, edits)
    match = _ENTRY.match(content)
    if match is None:
        raise YamlError(1)
    head = {path: value for path, value in edits.items() if path[0] not in SECTIONS}
    opening, before, closing, body = match.groups()
    sections = {key: row.cells[key] for key in SECTIONS}
    sections.update({str(p[0]): v or "" for p, v in edits.items() if p[0] in SECTIONS})
    if sections != {key: row.cells[key] for key in SECTIONS}:
        body = _body(sections)
    return opening + edit_item(before, (), head) + closing + body


def _gone_first(values: Mapping[Column, Any]) -> list[tuple[Column, Any]]:
    """Order changes so that of two columns for one key the one with a value wins."""
    return sorted(values.items(), key=lambda change: change[1] is not None)


def _body(sections: Mapping[str, str]) -> str:
    parts = [sections["answer"]]
    parts += [f"## {_HEADINGS[key]}\n\n{sections[key]}" for key in _HEADINGS if sections[key]]
    return "\n\n".join(parts) + "\n"
