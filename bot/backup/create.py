"""Makes a backup: one moment of the databases, the files they name, texts and keys."""

from __future__ import annotations

import io
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from bot.backup.errors import BackupError
from bot.backup.hashing_reader import HashingReader
from bot.backup.manifest import NAME, DatabaseCopy, Manifest
from bot.backup.plan import ATTACHMENTS, KEY_FILES, KEYS, KNOWLEDGE, REQUESTS, Plan, kind_of
from bot.backup.sealed_stream import SealedWriter
from bot.backup.snapshots import names_in, take_snapshot

MODE = 0o600


def create_backup(
    plan: Plan,
    target: Path,
    passphrase: bytes,
    now: datetime,
    about: Callable[[], Mapping[str, object]],
) -> Manifest:
    """Write an encrypted backup to ``target``, which appears when it is complete.

    ``about`` returns what the manifest says about the installation besides what is saved.

    Raises:
        BackupError: a database did not answer, or the disk is full.
    """
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=plan.var_dir) as work:
            handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, MODE)
            with os.fdopen(handle, "wb") as file:
                with (
                    SealedWriter(file, passphrase) as sealed,
                    tarfile.open(fileobj=sealed, mode="w|gz") as archive,
                ):
                    manifest = _fill(archive, plan, Path(work), now, about)
                file.flush()
                os.fsync(file.fileno())
        unfinished.replace(target)
    except OSError as error:
        raise BackupError("write_failed", reason=error.strerror or "?") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def _fill(
    archive: tarfile.TarFile,
    plan: Plan,
    work: Path,
    now: datetime,
    about: Callable[[], Mapping[str, object]],
) -> Manifest:
    databases, files = {}, {}
    known: set[str] = set()
    for name, url in plan.databases.items():
        member = f"databases/{name}"
        copy = work / name
        databases[name] = DatabaseCopy(member, kind_of(url), take_snapshot(url, copy))
        files[member] = _add(archive, member, copy)
        if name == REQUESTS:
            known = _attachments(url, copy)
        copy.unlink()
    for member, path in (*_attachment_files(plan, known), *_other_files(plan)):
        try:
            files[member] = _add(archive, member, path)
        except FileNotFoundError:
            continue  # erased since the database was copied, and so it is to stay
    manifest = Manifest(made_at=now, databases=databases, files=files, **about())  # type: ignore[arg-type]
    content = manifest.to_json()
    archive.addfile(_info(NAME, len(content)), io.BytesIO(content))
    return manifest


def _attachments(url: str, copy: Path) -> set[str]:
    # Of PostgreSQL as it is now: the dump is no database that could be asked.
    source = f"sqlite:///{copy}" if kind_of(url) == "sqlite" else url
    return names_in(source, "consultation_attachments", "file")


def _attachment_files(plan: Plan, known: set[str]) -> Iterator[tuple[str, Path]]:
    for name in sorted(known):
        yield f"{ATTACHMENTS}/{name}", plan.attachments / name


def _other_files(plan: Plan) -> Iterator[tuple[str, Path]]:
    for name in KEY_FILES:
        yield f"{KEYS}/{name}", plan.var_dir / name
    for path in sorted(plan.knowledge.rglob("*")):
        if path.is_file():
            yield f"{KNOWLEDGE}/{path.relative_to(plan.knowledge).as_posix()}", path


def _add(archive: tarfile.TarFile, member: str, path: Path) -> str:
    with path.open("rb") as file:
        info = _info(member, os.fstat(file.fileno()).st_size)
        hashing = HashingReader(file)
        archive.addfile(info, hashing)
    return hashing.checksum


def _info(member: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(member)
    info.size = size
    info.mode = MODE
    return info
