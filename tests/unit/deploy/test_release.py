"""Unpacking a release and removing old ones, with the script that a server has."""

from __future__ import annotations

import os
import stat
import subprocess
import tarfile
import time
from pathlib import Path

import pytest

from bot.settings import PROJECT_ROOT

RELEASE = PROJECT_ROOT / "deploy" / "bin" / "ija-release"
NAMES = ("eins", "zwei", "drei", "vier", "fuenf")


def run(base: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(RELEASE), *arguments],
        env={**os.environ, "IJA_BASE": str(base), "IJA_FAQ": str(base / "faq")},
        capture_output=True,
        text=True,
        check=False,
        # What is usual on a hardened server.
        umask=0o077,
    )


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a folder with a release in it, closed to others."""
    folder = tmp_path / "quelle" / "ija-lotse-1"
    (folder / "bot").mkdir(parents=True)
    (folder / "bot" / "__main__.py").touch(mode=0o600)
    (folder / "faq").mkdir(mode=0o700)
    return folder


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Return a server with five releases; the fourth runs, the second ran before it."""
    base = tmp_path / "ein server"
    for days, name in enumerate(reversed(NAMES)):
        folder = base / "releases" / name
        folder.mkdir(parents=True)
        moment = time.time() - days * 86400
        os.utime(folder, (moment, moment))
    (base / "current").symlink_to(base / "releases" / "vier")
    (base / "previous").symlink_to(base / "releases" / "zwei")
    return base


def left(base: Path) -> set[str]:
    return {path.name for path in (base / "releases").iterdir()}


def archive(source: Path, name: str, inside: str) -> Path:
    file = source.parent / name
    with tarfile.open(file, "w:gz") as packed:
        packed.add(source, inside)
    return file


@pytest.mark.parametrize("inside", [".", "ija-lotse-1"])
def test_an_archive_is_unpacked_so_that_the_services_can_read_it(
    tmp_path: Path, source: Path, inside: str
) -> None:
    (tmp_path / "faq").mkdir()
    done = run(tmp_path, "unpack", str(archive(source, "neu.tar.gz", inside)), "2026-12-01")
    assert done.returncode == 0, done.stderr
    release = tmp_path / "releases" / "2026-12-01"
    for path in (release, release / "bot", release / "faq", release / "bot" / "__main__.py"):
        assert path.stat().st_mode & stat.S_IROTH, path
    assert left(tmp_path) == {"2026-12-01"}
    assert f"diff -r {tmp_path / 'faq'} {release / 'faq'}" in done.stdout


def test_of_a_clone_only_what_is_committed_is_taken(tmp_path: Path, source: Path) -> None:
    git = ["git", "-C", str(source), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for command in (["init", "-q"], ["add", "bot"], ["commit", "-q", "-m", "x"]):
        subprocess.run([*git, *command], check=True)
    (source / "geheim").touch()
    assert run(tmp_path, "unpack", str(source), "neu").returncode == 0
    assert {path.name for path in (tmp_path / "releases" / "neu").iterdir()} == {"bot"}


@pytest.mark.parametrize("name", ["../x", ".x", "", "a b", "vier"])
def test_a_name_that_is_none_or_taken_is_refused(base: Path, source: Path, name: str) -> None:
    done = run(base, "unpack", str(archive(source, "neu.tar.gz", ".")), name)
    assert done.returncode == 1
    assert "ija-release: " in done.stderr
    assert left(base) == set(NAMES)


def test_what_is_no_release_leaves_nothing_behind(base: Path, tmp_path: Path) -> None:
    (tmp_path / "anderes").mkdir()
    done = run(base, "unpack", str(archive(tmp_path / "anderes", "x.tar.gz", ".")), "neu")
    assert done.returncode == 1
    assert "enthält keine Version" in done.stderr
    assert left(base) == set(NAMES)


@pytest.mark.parametrize(
    ("arguments", "stay"),
    [
        ([], {"vier", "zwei"}),
        (["0"], {"vier", "zwei"}),
        (["2"], {"vier", "zwei", "fuenf"}),
        (["3"], {"vier", "zwei", "fuenf", "drei"}),
        (["9"], set(NAMES)),
    ],
)
def test_old_releases_go_but_never_the_running_one_nor_the_way_back(
    base: Path, arguments: list[str], stay: set[str]
) -> None:
    done = run(base, "clean", *arguments)
    assert done.returncode == 0, done.stderr
    assert left(base) == stay
    assert f"{base / 'releases' / 'vier'}  läuft" in done.stdout
    assert f"{base / 'releases' / 'zwei'}  Weg zurück" in done.stdout


def test_before_the_first_change_the_newest_ones_stay(base: Path) -> None:
    (base / "previous").unlink()
    assert run(base, "clean", "1").returncode == 0
    assert left(base) == {"vier", "fuenf"}


def test_nothing_goes_while_it_is_not_known_what_runs(base: Path) -> None:
    (base / "current").unlink()
    done = run(base, "clean")
    assert done.returncode == 1
    assert left(base) == set(NAMES)


@pytest.mark.parametrize("wrong", [[], ["loeschen"], ["unpack", "x"], ["clean", "viele"]])
def test_wrong_use_changes_nothing(base: Path, wrong: list[str]) -> None:
    assert run(base, *wrong).returncode != 0
    assert left(base) == set(NAMES)
