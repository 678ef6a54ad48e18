"""Reads the lists of words that stand in a file beside a module, each file once.

A file may hold anything made of strings, lists and mappings; most hold lists with names. What YAML
makes of a word without quotes (``no`` is false, ``12`` a number) is an error that names the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

# The C library reads ten times as fast; it comes with every ordinary build of PyYAML.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class WordsError(ValueError):
    """A file of words cannot be used; the message names it and what is wrong."""

    def __init__(self, file: Path, problem: str) -> None:
        super().__init__(f"{file.name}: {problem}")


class _Named(dict[str, Any]):
    """Values with names; one that is not there is told with the file that should hold it."""

    def __init__(self, file: Path, values: Mapping[str, Any]) -> None:
        super().__init__(values)
        self._file = file

    def __missing__(self, name: str) -> Any:
        raise WordsError(self._file, f"{name!r} is missing")


@cache
def tree(file: Path) -> Any:
    """Return what a file holds: strings in lists and mappings, as they stand there.

    Raises:
        WordsError: it cannot be read, is no YAML, is empty, or holds what is no string.
    """
    try:
        read = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  # a safe one
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise WordsError(file, f"not readable: {error}") from None
    if not isinstance(read, (dict, list)) or not read:
        raise WordsError(file, "neither names nor a list")
    wrong = next(_no_strings(read, ""), None)
    if wrong is not None:
        raise WordsError(file, f"{wrong} is no word: put it in quotes, or fill it in")
    return _Named(file, read) if isinstance(read, dict) else read


@cache
def lists(file: Path) -> Mapping[str, tuple[str, ...]]:
    """Return the lists of a file by their names; one written as text is cut at its spaces.

    Raises:
        WordsError: as for ``tree``, or the file holds anything but lists with names.
    """
    read = tree(file)
    if not isinstance(read, dict):
        raise WordsError(file, "lists without names")
    found = {
        name: value.split() if isinstance(value, str) else value for name, value in read.items()
    }
    for name, listed in found.items():
        if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
            raise WordsError(file, f"{name!r} is no list of words")
    return _Named(file, {name: tuple(listed) for name, listed in found.items()})


@cache
def sets(file: Path) -> Mapping[str, frozenset[str]]:
    """Return the lists of a file as sets, by their names.

    Raises:
        WordsError: as for ``lists``.
    """
    return _Named(file, {name: frozenset(listed) for name, listed in lists(file).items()})


@cache
def numbers(file: Path) -> Mapping[str, Mapping[str, float]]:
    """Return the tables of a file by their names: words by the number that each stands for.

    In the file they stand by their numbers, several in one text.

    Raises:
        WordsError: as for ``tree``, or the file holds anything but such tables.
    """
    try:
        found = {
            name: {word: _number(key) for key, listed in table.items() for word in listed.split()}
            for name, table in tree(file).items()
        }
    except (AttributeError, ValueError):
        raise WordsError(file, "no tables of words by numbers") from None
    return _Named(file, found)


def load_all(folder: Path) -> None:
    """Read every file in and below a folder: processes that are forked afterwards share them.

    Raises:
        WordsError: one of them cannot be used.
    """
    for file in sorted(folder.rglob("*.yml")):
        tree(file)


def _no_strings(value: object, where: str) -> Iterator[str]:
    """Yield where something stands that is no string, with what it is."""
    if isinstance(value, dict):
        yield from (f"{where}the name {key!r}" for key in value if not isinstance(key, str))
        for key, below in value.items():
            yield from _no_strings(below, f"{where}{key}: ")
    elif isinstance(value, list):
        for below in value:
            yield from _no_strings(below, where)
    elif not isinstance(value, str):
        yield f"{where}{value!r}"


def _number(written: str) -> float:
    return int(written) if written.isdigit() else float(written)
