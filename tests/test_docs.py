"""Docs against reality: paths, links, commands, settings and packages that the docs name exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.__main__ import _COMMANDS

ROOT = Path(__file__).resolve().parent.parent
DOCS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "faq" / "README.md"],
)
ARCHITECTURE = ROOT / "docs" / "architecture.md"
ADRS = sorted((ROOT / "docs" / "adr").glob("*.md"))

_FENCE = re.compile(r"^```.*?^```\s*$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_PLACEHOLDER = re.compile(r"<[^<>]*>")
_FILE_NAME = re.compile(r"[\w.*-]+\.(?:cfg|css|csv|html|in|js|lock|md|py|toml|txt|yaml|yml)")
_VARIABLE = re.compile(r"\bIJA_[A-Z_]*[A-Z]\b")
_PACKAGE_ROW = re.compile(r"^\| `((?:bot|actions)(?:\.\w+)*)` \|", re.MULTILINE)

every_doc = pytest.mark.parametrize("doc", DOCS, ids=lambda doc: str(doc.relative_to(ROOT)))


@every_doc
def test_paths_in_backticks_exist(doc: Path) -> None:
    prose = _FENCE.sub("", doc.read_text(encoding="utf-8"))
    missing = [span for span in _SPAN.findall(prose) if _is_path(span) and not _exists(span)]
    assert missing == []


@every_doc
def test_links_lead_to_files(doc: Path) -> None:
    prose = _FENCE.sub("", doc.read_text(encoding="utf-8"))
    targets = [target.partition("#")[0] for target in _LINK.findall(_SPAN.sub("", prose))]
    local = [target for target in targets if target and ":" not in target and "…" not in target]
    assert [target for target in local if not (doc.parent / target).exists()] == []


@every_doc
def test_make_targets_exist(doc: Path) -> None:
    assert set(_named(doc, r"\bmake ([a-z]+)")) - _make_targets() == set()


@every_doc
def test_bot_commands_exist(doc: Path) -> None:
    assert set(_named(doc, r"\bpython -m bot ([a-z]+)")) - set(_COMMANDS) == set()


@pytest.mark.parametrize(
    "doc", [*DOCS, ROOT / ".env.example"], ids=lambda doc: str(doc.relative_to(ROOT))
)
def test_settings_exist(doc: Path) -> None:
    named = set(_VARIABLE.findall(doc.read_text(encoding="utf-8")))
    assert named - _settings() == set()


def test_readme_names_every_make_target_and_bot_command() -> None:
    code = "\n".join(_code(ROOT / "README.md"))
    wanted = {f"make {target}" for target in _make_targets() - {"help"}}
    wanted |= {f"python -m bot {command}" for command in _COMMANDS}
    assert {command for command in wanted if command not in code} == set()


def test_readme_describes_every_folder() -> None:
    layout = re.findall(r"^- `([^`]+)/`", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    folders = {
        path.name
        for path in ROOT.iterdir()
        if path.is_dir() and not path.name.startswith(".") and path.name not in _ignored()
    }
    assert folders - set(layout) == set()


def test_readme_tells_where_each_list_of_words_stands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    lists = {
        path.relative_to(ROOT).as_posix()
        for kind in ("*.yml", "*.txt")
        for path in (ROOT / "bot").rglob(kind)
        # Texts have one row for all of them; the dictionary packs conversations.
        if path.parent.name not in ("de", "conversations")
    }
    assert {path for path in lists if f"`{path}`" not in readme} == set()


def test_architecture_and_packages_name_each_other() -> None:
    rows = set(_PACKAGE_ROW.findall(ARCHITECTURE.read_text(encoding="utf-8")))
    missing = {row for row in rows if not _is_module(row)}
    assert missing == set()
    packages = {f"bot.{path.parent.name}" for path in (ROOT / "bot").glob("*/__init__.py")}
    assert packages | {"actions"} <= rows


@pytest.mark.parametrize("adr", ADRS, ids=lambda adr: adr.stem)
def test_adr_has_its_four_parts(adr: Path) -> None:
    headings = re.findall(r"^## (.+)$", adr.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == ["Status", "Context", "Decision", "Consequences"]


def test_adr_numbers_have_no_gap() -> None:
    assert [int(adr.name[:4]) for adr in ADRS] == list(range(1, len(ADRS) + 1))


def _is_path(span: str) -> bool:
    pattern = _PLACEHOLDER.sub("*", span)
    if re.search(r"[\s{}()=:«»…]", pattern) or pattern.startswith("/"):
        return False
    first, slash, _ = pattern.partition("/")
    if slash:
        return (ROOT / first).exists() or first in _ignored()
    return _FILE_NAME.fullmatch(pattern) is not None


def _exists(span: str) -> bool:
    pattern = _PLACEHOLDER.sub("*", span).rstrip("/")
    first, slash, _ = pattern.partition("/")
    if first in _ignored():
        return True  # comes into being at run time
    if any(ROOT.glob(pattern)):
        return True
    # A bare file name may be short for a file that the sentence around it has placed already.
    return not slash and any(path.name == pattern for path in _source_files())


def _source_files() -> Iterator[Path]:
    for folder in (ROOT / name for name in ("actions", "bot", "data", "docs", "faq", "scripts")):
        yield from folder.rglob("*.*")


def _ignored() -> set[str]:
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    return {line.strip("/") for line in lines if line.endswith("/")}


def _code(doc: Path) -> list[str]:
    text = doc.read_text(encoding="utf-8")
    return [*_FENCE.findall(text), *_SPAN.findall(_FENCE.sub("", text))]


def _named(doc: Path, pattern: str) -> list[str]:
    return [name for code in _code(doc) for name in re.findall(pattern, code)]


def _make_targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


def _settings() -> set[str]:
    files = sorted((ROOT / "bot" / "settings").glob("*.py"))
    source = "".join(path.read_text(encoding="utf-8") for path in files)
    secrets = set(re.findall(r'(?:secret|database|redis)\("(IJA_\w+)"[,)]', source))
    return set(re.findall(r'"(IJA_\w+)"', source)) | {f"{name}_FILE" for name in secrets}


def _is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()
