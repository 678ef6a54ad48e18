"""A copy of what a model is trained from, so that nothing real changes before the model is good."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from bot.improvement.models import Sentence
from bot.improvement.sentence_file import with_sentence, without_sentence

_COPIED = ("config.yml", "domain.yml", "data")
# The code is not copied, and what Rasa has worked out before is worth minutes.
_LINKED = ("bot", ".rasa")

Change = Callable[[str, str, str], str]
"""From the content of a file, an intent and a sentence to the new content, empty for no file."""
LEARN: Change = with_sentence
UNLEARN: Change = without_sentence


def make_workspace(root: Path, folder: Path) -> Path:
    """Copy the project below ``root`` into ``folder`` as far as training needs it."""
    workspace = folder / "project"
    workspace.mkdir()
    for name in _COPIED:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, workspace / name)
        elif source.exists():
            shutil.copy2(source, workspace / name)
    for name in _LINKED:
        if (root / name).exists():
            (workspace / name).symlink_to(root / name, target_is_directory=True)
    return workspace


def changed_files(root: Path, sentences: Iterable[Sentence], change: Change) -> dict[str, str]:
    """Return the new contents of the sentence files by their paths below ``root``.

    Raises:
        SentenceFileError: a file is not built so that it can be changed.
        OSError: a file cannot be read.
    """
    contents: dict[str, str] = {}
    for sentence in sentences:
        path = sentence_path(sentence.intent)
        if path not in contents:
            file = root / path
            contents[path] = file.read_text(encoding="utf-8") if file.exists() else ""
        if contents[path] or change is LEARN:
            contents[path] = change(contents[path], sentence.intent, sentence.text)
    return contents


def sentence_path(intent: str) -> str:
    """Return the file of a topic, below the project's root."""
    return f"data/nlu/{intent}.yml"


def write_files(root: Path, contents: Mapping[str, str]) -> None:
    """Write each file at once or not at all; an empty content deletes it.

    Raises:
        OSError: a file cannot be written.
    """
    for path, content in contents.items():
        file = root / path
        if content:
            replace_text(file, content)
        else:
            file.unlink(missing_ok=True)


def replace_text(file: Path, content: str) -> None:
    """Put a new content in the place of the old one; nobody ever reads half of it.

    Raises:
        OSError: the file cannot be written.
    """
    handle, name = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as new:
            new.write(content)
        mode = file.stat().st_mode if file.exists() else 0o644
        os.chmod(name, mode & 0o777)
        os.replace(name, file)
    except BaseException:
        os.unlink(name)
        raise


def is_writable(root: Path) -> bool:
    """Tell whether this installation can keep what it learns.

    A container or a package often holds the project read-only; then changes belong elsewhere.
    """
    folders = [root / "data" / "nlu", root / "faq", root / "models"]
    folders += [path for path in (root / "data" / "nlu").glob("*") if path.is_dir()]
    return all(os.access(path, os.W_OK | os.X_OK) for path in folders if path.exists())
