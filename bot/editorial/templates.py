"""Starts a new entry: the answer to be filled in, and the file for the sentences of its topic."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from bot.knowledge.catalogue import entry_files
from bot.knowledge.files.parsing import ID_PATTERN
from bot.texts import text

_REVIEW_AFTER = timedelta(days=182)
MAX_ID_CHARACTERS = 60


class TemplateRefusedError(ValueError):
    """No file was written; the message says why in German."""


def create_entry(
    root: Path, entry_id: str, group: str, question: str | None, today: date
) -> list[Path]:
    """Write ``faq/<group>/<id>.md`` and ``data/nlu/faq/<id>.yml`` and return their paths.

    The assistant does not show the entry before everything in ``[[ ]]`` is filled in.

    Raises:
        TemplateRefusedError: the id is not valid or taken, the group or the question is not usable.
    """
    _check(root, entry_id, group, question)
    words = entry_id.replace("_", " ")
    values = {
        "id": entry_id,
        "group": group,
        "question": (question or text("faq_new.question")).replace('"', '\\"'),
        "today": today.isoformat(),
        "review_by": (today + _REVIEW_AFTER).isoformat(),
    }
    entry = root / "faq" / group / f"{entry_id}.md"
    entry.write_text(text("faq_new.entry", **values) + "\n", encoding="utf-8")
    sentences = root / "data" / "nlu" / "faq" / f"{entry_id}.yml"
    if sentences.exists():
        return [entry]
    examples = "\n    - ".join(dict.fromkeys(filter(None, (words, question))))
    sentences.write_text(
        text("faq_new.sentences", id=entry_id, examples=examples) + "\n", encoding="utf-8"
    )
    return [entry, sentences]


def groups(root: Path) -> list[str]:
    """Return the names of the groups that have entries."""
    return sorted({path.parent.name for path in entry_files(root / "faq")})


def _check(root: Path, entry_id: str, group: str, question: str | None) -> None:
    if not ID_PATTERN.match(entry_id) or len(entry_id) > MAX_ID_CHARACTERS:
        raise TemplateRefusedError(text("faq_check.bad_id", id=ascii(entry_id)[1:-1]))
    for path in entry_files(root / "faq"):
        if path.stem == entry_id:
            where = path.relative_to(root).as_posix()
            raise TemplateRefusedError(text("faq_new.taken", id=entry_id, path=where))
    if group not in groups(root):
        known = ", ".join(groups(root))
        raise TemplateRefusedError(text("faq_new.no_group", group=ascii(group)[1:-1], known=known))
    if question is not None:
        is_usable = question.isprintable() and question.endswith("?") and "[" not in question
        if not is_usable or len(question) > 200:
            raise TemplateRefusedError(text("faq_new.bad_question"))
