"""Disk and files: is there room, and can nobody else read what is secret."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from bot.backup.plan import KEY_FILES
from bot.consultations.database.engine import is_shared
from bot.doctor.database import place_of
from bot.doctor.finding import Finding, fine, hint, problem
from bot.ops.run import START_PASSWORD_FILE
from bot.settings import Settings

DISK = "disk"
SECRETS = "secrets"
HINT_BYTES = 1024**3
PROBLEM_BYTES = 200 * 1024**2
HINT_SHARE = 0.1
MEBIBYTE = 1024**2
KEPT_BY_US = (*KEY_FILES, START_PASSWORD_FILE)


def check_disk(settings: Settings) -> Iterator[Finding]:
    """Look at free space and whether the data folder takes files."""
    folder = _existing(settings.var_dir)
    usage = shutil.disk_usage(folder)
    values = {"folder": folder, "free": usage.free // MEBIBYTE}
    if not os.access(folder, os.W_OK | os.X_OK):
        yield problem(DISK, "folder_read_only", **values)
    if not _takes_lines(settings.erasure_journal):
        yield problem(DISK, "journal_read_only", path=settings.erasure_journal)
    if usage.free < PROBLEM_BYTES:
        yield problem(DISK, "disk_full", **values)
    elif usage.free < HINT_BYTES or usage.free < HINT_SHARE * usage.total:
        yield hint(DISK, "disk_nearly_full", **values)
    else:
        yield fine(DISK, "disk_ok", **values)


def check_secrets(settings: Settings) -> Iterator[Finding]:
    """Look at the rights of every file that holds a secret or what people said."""
    open_to_others = [path for path in _secret_files(settings) if _is_open(path)]
    for path in open_to_others:
        yield problem(SECRETS, "file_open", path=path)
    if not open_to_others:
        yield fine(SECRETS, "files_ok")
    if (settings.var_dir / START_PASSWORD_FILE).is_file():
        yield hint(SECRETS, "start_password", path=settings.var_dir / START_PASSWORD_FILE)


def _secret_files(settings: Settings) -> list[Path]:
    paths = [*settings.secret_files, *(settings.var_dir / name for name in KEPT_BY_US)]
    for url in (settings.database_url, settings.scale.tracker_url):
        if not is_shared(url):
            paths.append(Path(place_of(url)))
    return [path for path in dict.fromkeys(paths) if path.is_file()]


def _is_open(path: Path) -> bool:
    mode = path.stat().st_mode
    if not mode & (stat.S_IRWXG | stat.S_IRWXO):
        return False
    # Closed all the same if nobody else may enter its folder.
    return bool(path.parent.stat().st_mode & (stat.S_IXGRP | stat.S_IXOTH))


def _takes_lines(file: Path) -> bool:
    if file.exists():
        return os.access(file, os.W_OK)
    return os.access(_existing(file.parent), os.W_OK | os.X_OK)


def _existing(folder: Path) -> Path:
    return folder if folder.is_dir() else _existing(folder.parent)
