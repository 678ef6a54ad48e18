"""Changes single values of a YAML text and leaves everything else, comments too, as it is."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import yaml

from bot.knowledge.files.yaml_lines import YamlError, YamlPath

Changes = Mapping[YamlPath, Any]
"""Paths within one item, each with its new value; None takes the value away."""

# What may stand without quotation marks, if YAML then reads it as the same text.
_PLAIN = re.compile(r"[\w/:.?=&%#~+@-]+")
_FLAT_LIST_CHARACTERS = 110


def edit_item(content: str, item: YamlPath, changes: Changes) -> str:
    """Return ``content`` with ``changes`` made in the mapping at ``item``.

    Only the keys of that mapping which really change are written anew.

    Raises:
        YamlError: the text is not readable, or not built so that a part of it can be replaced.
    """
    for key in dict.fromkeys(path[0] for path in changes):
        own = {path[1:]: value for path, value in changes.items() if path[0] == key}
        content = _edit_key(content, item, str(key), own)
    return content


def _edit_key(content: str, item: YamlPath, key: str, changes: Changes) -> str:
    mapping = _node_at(content, item)
    if not isinstance(mapping, yaml.MappingNode) or mapping.flow_style or not mapping.value:
        raise YamlError(mapping.start_mark.line + 1)
    pair = next((pair for pair in mapping.value if pair[0].value == key), None)
    old = None if pair is None else _data(content, pair[1])
    new = _changed(old, changes)
    if new == old and type(new) is type(old):
        return content
    indent = mapping.value[0][0].start_mark.column
    if pair is None:
        line_end = content.find("\n", _end(mapping.value[-1][1], content))
        end = len(content) if line_end < 0 else line_end
        return f"{content[:end]}\n{' ' * indent}{key}:{_emitted(new, indent)}{content[end:]}"
    name, value = pair
    if value.start_mark.index < name.end_mark.index:
        raise YamlError(name.start_mark.line + 1)  # an alias: its text stands elsewhere
    end = _end(value, content)
    if new is not None:
        colon = content.index(":", name.end_mark.index) + 1
        return content[:colon] + _emitted(new, indent) + content[end:]
    start = content.rfind("\n", 0, name.start_mark.index) + 1
    if name is mapping.value[0][0] or content[start : name.start_mark.index].strip():
        raise YamlError(name.start_mark.line + 1)  # the first key carries the dash of its item
    after = content.find("\n", end) + 1
    return content[:start] + (content[after:] if after else "")


def _node_at(content: str, path: YamlPath) -> yaml.Node:
    try:
        node = yaml.compose(content, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        raise YamlError(None) from None
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((v for k, v in node.value if k.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step] if step < len(node.value) else None
        else:
            node = None
    if node is None:
        raise YamlError(None)
    return node


def _data(content: str, node: yaml.Node) -> Any:
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_document(copy.deepcopy(node))
    except (ValueError, yaml.YAMLError):
        raise YamlError(content.count("\n", 0, node.start_mark.index) + 1) from None
    finally:
        loader.dispose()


def _changed(old: Any, changes: Changes) -> Any:
    """Return the value of a key after all changes below it; what is gone goes first."""
    new = copy.deepcopy(old)
    for path, value in sorted(changes.items(), key=lambda change: change[1] is not None):
        if not path:
            new = value
            continue
        below = new
        if not isinstance(below, dict):
            below = new = {}
        for step in path[:-1]:
            below = below.setdefault(step, {})
        if value is None:
            below.pop(path[-1], None)
        else:
            below[path[-1]] = value
    return None if new == {} or new == [] else new


def _end(node: yaml.Node, content: str) -> int:
    """Return where a value ends: the mark of a block lies behind the blank lines after it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last, content)
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    return start + len(content[start:end].rstrip())


def _emitted(value: Any, indent: int) -> str:
    """Return what follows the colon of a key that stands ``indent`` columns in."""
    inner = " " * (indent + 2)
    if isinstance(value, Mapping):
        return "".join(f"\n{inner}{k}:{_emitted(v, indent + 2)}" for k, v in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        flat = f" {_flow(value)}"
        if not any(isinstance(i, Mapping) for i in value) and len(flat) < _FLAT_LIST_CHARACTERS:
            return flat
        return "".join(f"\n{inner}- {_list_item(item, indent + 4)}" for item in value)
    return f" {_scalar(value)}"


def _list_item(item: Any, indent: int) -> str:
    if not isinstance(item, Mapping):
        return _flow(item)
    lines = [f"{k}:{_emitted(v, indent)}" for k, v in item.items()]
    return f"\n{' ' * indent}".join(lines)


def _flow(value: Any) -> str:
    """Return a value in one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(k)}: {_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value)


def flow_text(value: Any) -> str:
    """Return a value as one line of YAML, for example ``{min: 12, max: 26}``."""
    return _flow(value)


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return str(value)
    if _PLAIN.fullmatch(value) and _reads_as(value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _reads_as(plain: str) -> bool:
    try:
        return bool(yaml.safe_load(f"[{plain}]") == [plain])
    except (ValueError, yaml.YAMLError):
        return False
