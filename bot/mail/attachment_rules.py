"""Which attachments are kept: documents and pictures of known kinds whose content fits the name."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from pathlib import PurePosixPath

MAX_BYTES = 10 * 1024 * 1024
MAX_TOTAL_BYTES = 20 * 1024 * 1024
MAX_COUNT = 20
MAX_NAME = 120

_PDF, _PNG, _JPEG, _ZIP = (b"%PDF-",), (b"\x89PNG\r\n\x1a\n",), (b"\xff\xd8\xff",), (b"PK\x03\x04",)
# Text has no first bytes of its own; NUL gives away that it is none. No kind with macros, no
# archive and nothing that a browser or an office program would run.
_KINDS: dict[str, tuple[str, tuple[bytes, ...]]] = {
    ".pdf": ("application/pdf", _PDF),
    ".png": ("image/png", _PNG),
    ".jpg": ("image/jpeg", _JPEG),
    ".jpeg": ("image/jpeg", _JPEG),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _ZIP),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _ZIP),
    ".pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", _ZIP),
    ".odt": ("application/vnd.oasis.opendocument.text", _ZIP),
    ".ods": ("application/vnd.oasis.opendocument.spreadsheet", _ZIP),
    ".txt": ("text/plain", ()),
    ".csv": ("text/csv", ()),
    ".ics": ("text/calendar", ()),
}
_UNKNOWN_TYPE = "application/octet-stream"


@dataclass(frozen=True)
class Piece:
    """An attachment as it came; the name is the sender's."""

    name: str = field(repr=False)
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Verdict:
    """Whether a piece is kept: ``refusal`` is an English code, empty for yes."""

    name: str = field(repr=False)
    media_type: str
    refusal: str = ""


def judge(pieces: list[Piece]) -> list[Verdict]:
    """Return a verdict for each piece, in order."""
    verdicts, total = [], 0
    for position, piece in enumerate(pieces):
        name = clean_name(piece.name)
        media_type, marks = _KINDS.get(PurePosixPath(name).suffix.casefold(), (_UNKNOWN_TYPE, ()))
        refusal = _refusal(piece.content, media_type, marks)
        if not refusal and position >= MAX_COUNT:
            refusal = "too_many"
        if not refusal and total + len(piece.content) > MAX_TOTAL_BYTES:
            refusal = "too_large"
        if not refusal:
            total += len(piece.content)
        verdicts.append(Verdict(name, media_type, refusal))
    return verdicts


def clean_name(raw: str) -> str:
    """Return a name that is safe to show and to save under: no folders, nothing invisible."""
    last = raw.replace("\\", "/").rpartition("/")[2]
    visible = "".join(
        char for char in last if unicodedata.category(char)[0] not in "CZ" or char == " "
    )
    name = unicodedata.normalize("NFC", visible).strip(" .")
    stem, dot, suffix = name.rpartition(".")
    if dot and len(suffix) <= 10:
        return f"{stem[: MAX_NAME - len(suffix) - 1]}.{suffix}"
    return name[:MAX_NAME] or "-"


def _refusal(content: bytes, media_type: str, marks: tuple[bytes, ...]) -> str:
    if media_type == _UNKNOWN_TYPE:
        return "type_not_allowed"
    if len(content) > MAX_BYTES:
        return "too_large"
    if not content:
        return "empty"
    fits = content.startswith(marks) if marks else b"\x00" not in content
    return "" if fits else "type_mismatch"
