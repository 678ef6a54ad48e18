"""Files in the office's folder that the assistant never reads, mostly by a slip when saving."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.knowledge.files.problems import Problem
from bot.knowledge.further_questions import FOLDER as QUESTIONS
from bot.programmes.parsing import PROGRAMMES_FOLDER
from bot.texts import text

_READ_ME = "README.md"
# What file managers leave behind without being asked.
_LEFT_BEHIND = ("Thumbs.db", "desktop.ini")


def stray_file_problems(faq_dir: Path) -> Iterator[Problem]:
    """Yield a finding for every file whose ending or folder keeps it from being read."""
    for path in sorted(faq_dir.rglob("*")):
        inside = path.relative_to(faq_dir)
        is_hidden = any(part.startswith(".") for part in inside.parts)
        folders = inside.parts[:-1]
        # The check of the sheets looks through its folder itself.
        is_told = folders == (PROGRAMMES_FOLDER,)
        if is_hidden or is_told or path.name in _LEFT_BEHIND or not path.is_file():
            continue
        ending = _ending(folders)
        if len(folders) <= 1 and (path.suffix == ending or str(inside) == _READ_ME):
            continue
        key = "stray_file" if len(folders) <= 1 else "stray_folder"
        where = path.relative_to(faq_dir.parent).as_posix()
        yield Problem(where, text(f"faq_check.{key}", ending=ending))


def _ending(folders: tuple[str, ...]) -> str:
    if not folders:
        return ".yml"
    return ".txt" if folders[0] == QUESTIONS else ".md"
