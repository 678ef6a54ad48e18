"""Opens a backup: reads all of it and checks everything, then, if wanted, puts it back."""

from __future__ import annotations

import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.backup.digests import TableDigest
from bot.backup.errors import BackupError
from bot.backup.hashing_reader import HashingReader
from bot.backup.manifest import NAME, Manifest
from bot.backup.plan import ATTACHMENTS, KEYS, KNOWLEDGE, Plan, kind_of
from bot.backup.sealed_stream import SealBrokenError, SealedReader
from bot.backup.snapshots import restore_snapshot

_FOLDERS = frozenset({"databases", KEYS, ATTACHMENTS, KNOWLEDGE})

# Where the texts go if the folder of the office is closed to us.
TEXTS_BESIDE = "faq-aus-der-sicherung"


@dataclass(frozen=True)
class Opened:
    """A backup whose every byte was checked, unpacked into ``folder``."""

    manifest: Manifest
    folder: Path


@contextmanager
def opened_backup(file: Path, passphrase: bytes, work_dir: Path) -> Iterator[Opened]:
    """Decrypt and check a backup, and unpack it for the length of the block.

    Raises:
        BackupError: wrong passphrase, changed, cut off, or of another kind.
    """
    work_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=work_dir) as work:
        try:
            with file.open("rb") as source:
                manifest = _unpack(SealedReader(source, passphrase), Path(work))
        except (SealBrokenError, tarfile.TarError, EOFError):
            raise BackupError("seal_broken") from None
        except OSError as error:
            raise BackupError("read_failed", reason=error.strerror or "?") from error
        yield Opened(manifest, Path(work))


def put_back(opened: Opened, plan: Plan) -> None:
    """Replace databases, attachments and keys of this installation.

    Raises:
        BackupError: a database did not answer, is of another kind, or differs afterwards.
    """
    _require_same_kinds(opened.manifest, plan)
    for name, copy in opened.manifest.databases.items():
        found = restore_snapshot(opened.folder / copy.member, plan.databases[name])
        if found != copy.tables:
            raise BackupError("differs", name=name, tables=_differences(copy.tables, found))
    try:
        for folder, target in ((KEYS, plan.var_dir), (ATTACHMENTS, plan.attachments)):
            _copy_files(opened.folder / folder, target, 0o600)
    except OSError as error:
        raise BackupError("write_failed", reason=error.strerror or "?") from error


def put_back_texts(opened: Opened, plan: Plan) -> Path:
    """Put the texts back, or beside the data if nobody may change them here; return the folder.

    The services may read the texts but not change them, and the command has their rights.

    Raises:
        BackupError: they can be written nowhere.
    """
    folder = plan.knowledge if os.access(plan.knowledge, os.W_OK) else plan.var_dir / TEXTS_BESIDE
    try:
        # Everybody may read them: the services do so with an account of their own.
        _copy_files(opened.folder / KNOWLEDGE, folder, 0o644)
    except OSError as error:
        raise BackupError("write_failed", reason=error.strerror or "?") from error
    return folder


def _require_same_kinds(manifest: Manifest, plan: Plan) -> None:
    # Before anything is touched: half a restored installation helps nobody.
    for name, copy in manifest.databases.items():
        if name not in plan.databases or kind_of(plan.databases[name]) != copy.kind:
            raise BackupError("other_kind", name=name, kind=copy.kind)


def _differences(wanted: Mapping[str, TableDigest], found: Mapping[str, TableDigest]) -> str:
    names = sorted(wanted.keys() | found.keys())
    return ", ".join(name for name in names if wanted.get(name) != found.get(name))


def _unpack(reader: SealedReader, folder: Path) -> Manifest:
    checksums = {}
    manifest = None
    with tarfile.open(fileobj=reader, mode="r|gz") as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content is None or not _is_safe(member.name):
                raise BackupError("seal_broken")
            if member.name == NAME:
                manifest = Manifest.from_json(content.read())
                continue
            target = folder / member.name
            target.parent.mkdir(parents=True, exist_ok=True)
            hashing = HashingReader(content)
            with target.open("wb") as file:
                shutil.copyfileobj(hashing, file)
            checksums[member.name] = hashing.checksum
    # tarfile stops at its end mark; the last piece must have been seen all the same.
    while reader.read(1024):
        continue
    if manifest is None or checksums != manifest.files:
        raise BackupError("seal_broken")
    return manifest


def _is_safe(member: str) -> bool:
    parts = Path(member).parts
    return member == NAME or (len(parts) > 1 and parts[0] in _FOLDERS and ".." not in parts)


def _copy_files(source: Path, target: Path, mode: int) -> None:
    for path in sorted(source.rglob("*")):
        if not path.is_file():
            continue
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        new = place.with_name(f".{place.name}.restored")
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            os.fchmod(file.fileno(), mode)
            file.write(path.read_bytes())
            file.flush()
            os.fsync(file.fileno())
        new.replace(place)
