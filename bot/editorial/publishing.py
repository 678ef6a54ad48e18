"""Publishes a draft if everything in it would pass the check."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection
from datetime import date
from pathlib import Path

from bot.editorial.check import check_all
from bot.editorial.drafts import draft_path, without_flag
from bot.editorial.templates import TemplateRefusedError
from bot.knowledge.files.problems import Problem
from bot.texts import text

# What the checks read besides faq/.
_LINKED = ("data", "bot")


def problems_when_published(
    root: Path, entry_id: str, pages: Collection[str], today: date
) -> list[Problem]:
    """Return what the check would say about a draft if it were published now.

    Raises:
        TemplateRefusedError: there is no such draft.
        OSError: a file cannot be read.
    """
    path = _draft(root, entry_id)
    where = path.relative_to(root)
    with tempfile.TemporaryDirectory(prefix="ija-draft-") as folder:
        copy = Path(folder)
        shutil.copytree(root / "faq", copy / "faq")
        for name in _LINKED:
            (copy / name).symlink_to(root / name, target_is_directory=True)
        (copy / where).write_text(
            without_flag(path.read_text(encoding="utf-8-sig")), encoding="utf-8"
        )
        found = check_all(copy, pages, today).problems
    return [problem for problem in found if problem.path == where.as_posix()]


def publish(root: Path, entry_id: str, pages: Collection[str], today: date) -> list[Problem]:
    """Make a draft an entry that everybody is shown, unless there are problems; return those.

    Raises:
        TemplateRefusedError: there is no such draft.
        OSError: a file cannot be read or written.
    """
    problems = problems_when_published(root, entry_id, pages, today)
    if not problems:
        path = _draft(root, entry_id)
        path.write_text(without_flag(path.read_text(encoding="utf-8-sig")), encoding="utf-8")
    return problems


def _draft(root: Path, entry_id: str) -> Path:
    path = draft_path(root, entry_id)
    if path is None:
        raise TemplateRefusedError(text("faq.no_draft", id=ascii(entry_id)[1:-1]))
    return path
