"""Makes changes in the files: first in a copy, and in the real ones only if nothing breaks."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bot.editorial.checks.structure import check_structure
from bot.editorial.tables.changes import Change
from bot.editorial.tables.rows import Row, changed_content, read_file, read_rows
from bot.editorial.tables.specs import Column
from bot.knowledge.files.yaml_lines import YamlError
from bot.texts import text


class NotApplicableError(ValueError):
    """The changes cannot be made; ``problems`` says why in German. No file was touched."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def try_changes(faq_dir: Path, changes: Sequence[Change], today: date) -> dict[Path, str]:
    """Return the new text of each file that changes; only a copy is written to.

    Raises:
        NotApplicableError: a file would break a rule that it keeps now, or the change would not
            say what the table says.
    """
    contents = _contents(changes)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / faq_dir.name
        shutil.copytree(faq_dir, copy)
        before = {(p.path, p.message) for p in check_structure(copy, today).problems}
        for path, content in contents.items():
            (copy / path.relative_to(faq_dir)).write_text(content, encoding="utf-8")
        # Lines move, so that a finding is known by its file and its words.
        new = [
            str(problem)
            for problem in check_structure(copy, today).problems
            if (problem.path, problem.message) not in before
        ]
        # A broken file has no rows; what is wrong with it says more than that.
        if not new:
            new = list(_not_said(changes, read_rows(copy)))
    if new:
        raise NotApplicableError(new)
    return contents


def write_files(contents: dict[Path, str]) -> None:
    """Write each file in one step, so that the running assistant never reads half of one."""
    for path, content in contents.items():
        line_break = "\r\n" if b"\r\n" in path.read_bytes() else "\n"
        part = path.with_name(f".{path.name}.part")
        part.write_bytes(content.replace("\n", line_break).encode("utf-8"))
        part.replace(path)


def _contents(changes: Sequence[Change]) -> dict[Path, str]:
    by_row: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        by_row.setdefault((change.row.table.key, change.row.key), []).append(change)
    contents: dict[Path, str] = {}
    problems: list[str] = []
    for own in by_row.values():
        row: Row = own[0].row
        values: dict[Column, object] = {change.column: change.value for change in own}
        try:
            content = contents.get(row.path) or read_file(row.path)
            contents[row.path] = changed_content(content, row, values)
        except (YamlError, OSError):
            problems.append(text("tables.not_in_place", key=row.key, file=row.path.name))
    if problems:
        raise NotApplicableError(problems)
    return contents


def _not_said(changes: Sequence[Change], rows: Sequence[Row]) -> list[str]:
    by_key = {(row.table.key, row.key): row for row in rows}
    wrong = []
    for change in changes:
        row = by_key.get((change.row.table.key, change.row.key))
        canonical = change.column.codec.canonical
        if row is None or canonical(row.cells[change.column.key]) != change.new:
            title = change.column.title
            wrong.append(text("tables.not_said", key=change.row.key, title=title))
    return wrong
