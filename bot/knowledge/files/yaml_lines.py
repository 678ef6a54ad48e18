"""Reads YAML and remembers the line of every value, so that a finding can say where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

MAX_DEPTH = 60
"""Nothing of ours is nested nearly as deep; much more would overrun the stack of the C library."""

YamlPath = tuple[str | int, ...]
"""Keys and list positions from the top of the document, e.g. ``("sources", 0, "url")``."""


class YamlError(ValueError):
    """The text is not readable as YAML; ``line`` (from 1) is None when the parser cannot tell.

    ``reason`` is ``tab`` or ``no_day`` where one of these is certain, else empty.
    """

    def __init__(self, line: int | None, reason: str = "") -> None:
        super().__init__(f"line {line}")
        self.line = line
        self.reason = reason


@dataclass(frozen=True)
class LinedYaml:
    """A document: its ``data``, the ``lines`` of its values, keys that stand twice in a mapping."""

    data: Any
    lines: Mapping[YamlPath, int]
    twice: tuple[YamlPath, ...] = ()

    def line(self, *path: str | int) -> int | None:
        """Return the line of a value; for a missing one the line of what should hold it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return None


# The C library reads ten times as fast; it comes with every ordinary build of PyYAML.
SAFE_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NO_DAY = "no day"


class _Loader(SAFE_LOADER):  # type: ignore[misc]  # chosen at run time
    """The safe loader, which tells the line of an impossible date instead of failing bare."""


def _day_or_moment(loader: Any, node: yaml.ScalarNode) -> object:
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        raise yaml.constructor.ConstructorError(None, None, _NO_DAY, node.start_mark) from None


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _day_or_moment)


def load_lined(content: str, first_line: int = 1) -> LinedYaml:
    """Read one YAML document that begins in line ``first_line`` of its file.

    Raises:
        YamlError: it is no YAML, or holds a date that the calendar does not have.
    """
    node, data = _read(content, first_line)
    lines: dict[YamlPath, int] = {}
    twice: list[YamlPath] = []
    if node is not None:
        _collect(node, (), first_line, lines, twice, set())
    return LinedYaml(data, lines, tuple(twice))


def compose(content: str) -> yaml.Node | None:
    """Return the tree of a YAML document without building its values.

    Raises:
        YamlError: it is no YAML.
    """
    return _read(content, 1, is_data_wanted=False)[0]


def _read(
    content: str, first_line: int, *, is_data_wanted: bool = True
) -> tuple[yaml.Node | None, Any]:
    try:
        _refuse_depth(content, first_line)
        loader = _Loader(content)
        try:
            node = loader.get_single_node()
            is_empty = node is None or not is_data_wanted
            return node, None if is_empty else loader.construct_document(node)
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        # What is missing at the end is noticed behind the last line.
        last = content.rstrip("\n").count("\n")
        line = min(mark.line, last) if mark else None
        reason = _reason(error, content, line)
        raise YamlError(None if line is None else line + first_line, reason) from None
    except YamlError:
        raise
    except (ValueError, TypeError):
        # A number that is none, a key that cannot be one.
        raise YamlError(None) from None


def _reason(error: yaml.YAMLError, content: str, line: int | None) -> str:
    if getattr(error, "problem", None) == _NO_DAY:
        return "no_day"
    at_fault = "" if line is None else content.split("\n")[line]
    return "tab" if "\t" in at_fault[: len(at_fault) - len(at_fault.lstrip())] else ""


def _refuse_depth(content: str, first_line: int) -> None:
    depth = 0
    for event in yaml.parse(content, Loader=SAFE_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            mark = event.start_mark
            raise YamlError(None if mark is None else mark.line + first_line)


def _collect(
    node: yaml.Node,
    path: YamlPath,
    first_line: int,
    lines: dict[YamlPath, int],
    twice: list[YamlPath],
    seen: set[int],
) -> None:
    lines.setdefault(path, node.start_mark.line + first_line)
    if id(node) in seen:
        return  # an alias: its parts have their lines already, and it may hold itself
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            _collect(child, (*path, index), first_line, lines, twice, seen)
    elif isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            below = (*path, str(key.value))
            if below in lines:
                twice.append(below)
            # The line of the key: a value may begin further down.
            lines[below] = key.start_mark.line + first_line
            _collect(child, below, first_line, lines, twice, seen)
