"""All German texts that a person may read, each with its file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import yaml

from bot.knowledge.files.entry_file import EntryFile
from bot.knowledge.files.yaml_lines import compose


class Kind(Enum):
    """Where a passage stands; the checks treat some of them differently."""

    QUESTION = "question"
    ANSWER = "answer"
    DETAILS = "details"
    SIMPLE = "simple"
    DATA = "data"
    RESPONSE = "response"
    SYSTEM = "system"
    PAGE = "page"


@dataclass(frozen=True)
class Passage:
    """A line of text as it stands in the file: markup is blanked out, so offsets stay right."""

    path: str
    line: int
    text: str
    kind: Kind


_ADDRESS = re.compile(r"\]\([^)\s]*\)")
# What holds ids, addresses and names of others: not our words.
_NO_TEXT_KEYS = frozenset(
    {
        *("id", "url", "topic", "kind", "programme", "programmes", "route", "payload", "certainty"),
        *("replaced_by", "source", "sources", "summary_sources", "group", "basis", "faq_id"),
        *("register", "metadata", "website", "towns", "words", "forms", "after", "landscapes"),
        *("old", "spellings", "former_names"),
    }
)
# Responses for people who do not read German.
_FOREIGN_KEY = re.compile(r"utter_language")
_FOREIGN_ITEM = re.compile(r"\butter_smalltalk/meta_andere_sprache\Z")
_TEMPLATE_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|<[^>]*>", re.DOTALL)
_TEMPLATE_COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)
_QUOTED = re.compile(r'class="[^"\n]*"|"[^"\n]*"|\'[^\'\n]*\'')
_SCRIPT_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`')
_SCRIPT_COMMENT = re.compile(r"^\s*//.*$", re.MULTILINE)
_SCRIPT_VALUE = re.compile(r"\$\{[^}]*\}")
_LETTER = re.compile(r"[A-Za-zÄÖÜäöüß]{2}")


def entry_passages(file: EntryFile) -> Iterator[Passage]:
    """Yield question and text of an entry, one passage a line."""
    entry = file.entry
    yield Passage(file.path, file.line_of_key("question"), entry.question, Kind.QUESTION)
    sections = (
        (entry.answer, Kind.ANSWER), (entry.details, Kind.DETAILS), (entry.simple, Kind.SIMPLE)
    )  # fmt: skip
    for section, kind in sections:
        first = file.line_in(section, 0)
        for number, line in enumerate(section.split("\n")):
            if line.strip():
                yield Passage(file.path, first + number, _without_markup(line), kind)


def data_passages(root: Path) -> Iterator[Passage]:
    """Yield the texts of deadlines, events, programme sheets, glossary … under ``faq/``."""
    for path in sorted([*root.glob("faq/*.yml"), *root.glob("faq/*/*.yml")]):
        yield from _yaml_passages(root, path, Kind.DATA)


def response_passages(root: Path) -> Iterator[Passage]:
    """Yield what the assistant says in the dialogue."""
    for path in sorted(root.glob("data/responses/*.yml")):
        yield from _yaml_passages(root, path, Kind.RESPONSE)


def system_passages(root: Path) -> Iterator[Passage]:
    """Yield the system texts."""
    for path in sorted(root.glob("bot/texts/de/*.yml")):
        yield from _yaml_passages(root, path, Kind.SYSTEM)


def page_passages(root: Path) -> Iterator[Passage]:
    """Yield the texts of all pages and of the scripts that build parts of them."""
    for path in sorted(root.glob("bot/*/templates/**/*.html")):
        content = _TEMPLATE_COMMENT.sub(_blank, path.read_text(encoding="utf-8"))
        yield from _lines(root, path, _TEMPLATE_CODE.sub(_quoted_only, content))
    for path in sorted(root.glob("bot/*/static/**/*.js")):
        content = _SCRIPT_COMMENT.sub(_blank, path.read_text(encoding="utf-8"))
        yield from _lines(root, path, _strings_only(content))


def _yaml_passages(root: Path, path: Path, kind: Kind) -> Iterator[Passage]:
    where = path.relative_to(root).as_posix()
    try:
        node = compose(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return  # told by the check that reads the file for its content
    if node is not None:
        yield from _node_passages(where, node, "", kind, set())


def _node_passages(
    where: str, node: yaml.Node, key: str, kind: Kind, seen: set[int]
) -> Iterator[Passage]:
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        for name, child in node.value:
            below = str(name.value) if isinstance(name, yaml.ScalarNode) else ""
            if below in _NO_TEXT_KEYS or _FOREIGN_KEY.match(below) or _FOREIGN_ITEM.match(below):
                continue
            yield from _node_passages(where, child, below, kind, seen)
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _node_passages(where, child, key, kind, seen)
    elif isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:str":
        value = str(node.value)
        if _LETTER.search(value) and (" " in value or key == "title"):
            yield Passage(where, node.start_mark.line + 1, _without_markup(value), kind)


def _lines(root: Path, path: Path, content: str) -> Iterator[Passage]:
    where = path.relative_to(root).as_posix()
    for number, line in enumerate(content.split("\n"), start=1):
        if _LETTER.search(line):
            yield Passage(where, number, line, Kind.PAGE)


def _without_markup(markdown: str) -> str:
    return _ADDRESS.sub(lambda m: "]" + " " * (len(m[0]) - 1), markdown).replace("**", "  ")


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _quoted_only(match: re.Match[str]) -> str:
    """Blank out code but for the texts in quotation marks that consist of several words."""
    return _keep(match[0], _QUOTED)


def _strings_only(script: str) -> str:
    return _SCRIPT_VALUE.sub(_blank, _keep(script, _SCRIPT_STRING))


def _keep(code: str, strings: re.Pattern[str]) -> str:
    kept: list[str] = []
    end = 0
    for found in strings.finditer(code):
        is_class = found[0].startswith("class=")
        if is_class or " " not in found[0].strip() or not _LETTER.search(found[0]):
            continue
        kept.append(re.sub(r"[^\n]", " ", code[end : found.start()]))
        kept.append(f" {found[0][1:-1]} ")
        end = found.end()
    kept.append(re.sub(r"[^\n]", " ", code[end:]))
    return "".join(kept)
