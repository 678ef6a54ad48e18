"""The import table of docs/architecture.md, and the rule that German text lives outside Python."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RASA = ("rasa", "rasa_sdk", "tensorflow")
WEB = ("starlette", "uvicorn", "jinja2")
SERVICES = ("bot.improvement", "bot.statistics", "bot.calendar", "bot.offers", "bot.planning",
            "bot.reminders", "bot.knowledge", "bot.deadlines", "bot.consultations", "bot.mail",
            "bot.conversations", "bot.dates", "bot.dialogue", "bot.emergency", "bot.fit",
            "bot.glossary", "bot.places", "bot.plain_language", "bot.programmes", "bot.intake",
            "bot.privacy")  # fmt: skip
SERVICE_BANS = (*RASA, *WEB, "telegram", "actions", "bot.settings", "bot.gateway", "bot.desk",
                "bot.channels", "bot.nlu", "bot.meaning", "bot.console", "bot.ops",
                "bot.core", "bot.web")  # fmt: skip

# The words of danger are the one thing that the language understanding shares with the services.
NOT_FOR_NLU = (*(name for name in SERVICES if name != "bot.emergency"), "bot.settings",
               "bot.texts", "bot.gateway", "bot.desk", "bot.channels", "bot.console", "bot.ops",
               "bot.core")  # fmt: skip

FORBIDDEN: dict[str, tuple[str, ...]] = {
    "bot.settings": (*RASA, *WEB, "actions", "bot.gateway", "bot.nlu", *SERVICES),
    "bot.texts": (*RASA, *WEB, "actions", "bot."),
    "bot.words": (*RASA, *WEB, "telegram", "actions", "bot."),
    "bot.web": (*RASA, "telegram", "actions", "bot."),
    "bot.logs": (*RASA, *WEB, "actions", "bot."),
    "bot.metrics": (*RASA, *WEB, "actions", "bot."),
    **{service: SERVICE_BANS for service in SERVICES},
    "bot.privacy": (*SERVICE_BANS, *(name for name in SERVICES if name != "bot.privacy")),
    "bot.dialogue": (*SERVICE_BANS, *(name for name in SERVICES if name != "bot.dialogue")),
    "bot.dates": (*SERVICE_BANS, *(name for name in SERVICES if name != "bot.dates")),
    "bot.editorial": (*RASA, *WEB, "telegram", "actions", "bot.settings", "bot.gateway", "bot.desk",
                      "bot.channels", "bot.nlu", "bot.console", "bot.ops", "bot.core"),
    "bot.gateway": (*RASA, "telegram", "actions", "bot.desk", "bot.nlu", "bot.meaning",
                    "bot.console", "bot.core"),
    "bot.desk": (*RASA, "telegram", "actions", "bot.gateway", "bot.channels.messages",
                 "bot.channels.rasa_pool", "bot.nlu", "bot.meaning", "bot.console", "bot.core"),
    "bot.channels": (*RASA, "actions", "bot.consultations", "bot.desk", "bot.nlu", "bot.meaning",
                     "bot.core"),
    # The one channel of ours that is a process of its own: it talks through the gateway's chat.
    "bot.channels.telegram": (*RASA, *WEB, "actions", "bot.desk", "bot.nlu", "bot.console",
                              "bot.core", "bot.ops"),
    "bot.nlu": ("actions", "rasa_sdk", *NOT_FOR_NLU),
    # Shared by understanding and actions, which run in one process; all others stay small.
    "bot.meaning": (*(name for name in SERVICE_BANS if name != "bot.meaning"), "bot.texts",
                    *SERVICES),
    "bot.console": ("actions", "bot.gateway", "bot.desk", *WEB),
    "bot.retention": (*RASA, *WEB, "telegram", "actions", "bot.gateway", "bot.desk", "bot.channels",
                      "bot.nlu", "bot.console", "bot.ops", "bot.core"),
    "bot.backup": (*RASA, *WEB, "telegram", "actions", "bot.gateway", "bot.desk", "bot.channels",
                   "bot.nlu", "bot.console", "bot.core", "bot.doctor"),
    "bot.erasures": (*RASA, *WEB, "telegram", "actions", "bot.gateway", "bot.desk", "bot.channels",
                     "bot.nlu", "bot.console", "bot.ops", "bot.core", "bot.backup"),
    "bot.maintenance": (*SERVICE_BANS, *SERVICES),
    "bot.tracing": (*SERVICE_BANS, *SERVICES, "bot.texts"),
    "bot.coordination": (*SERVICE_BANS, *SERVICES, "bot.texts"),
    "bot.core": ("tensorflow", *WEB, "actions", "bot."),
    "bot.ops": (*RASA, "actions", "bot.nlu", "bot.console", "bot.core", "bot.backup", "bot.doctor"),
    "bot.doctor": (*RASA, "telegram", "actions", "bot.gateway", "bot.desk", "bot.nlu",
                   "bot.console", "bot.core"),
    "actions": ("rasa", *WEB, "telegram", "bot.nlu", "bot.gateway", "bot.desk", "bot.channels",
                "bot.console", "bot.ops", "bot.core"),
}  # fmt: skip
# The commands of a package are its entry: they alone may read settings.
MAY_READ_SETTINGS = re.compile(r"bot\.\w+\.command\Z")


def modules(package: str) -> Iterator[tuple[str, Path]]:
    base = ROOT / package.replace(".", "/")
    paths = [base.with_suffix(".py")] if base.with_suffix(".py").exists() else base.rglob("*.py")
    for path in sorted(paths):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        yield name, path


@cache
def imported(path: Path, module: str) -> tuple[str, ...]:
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            names.append(node.module or "")
            names += (f"{node.module}.{alias.name}" for alias in node.names)
    return tuple(names)


def is_within(name: str, ban: str) -> bool:
    return name.startswith(ban) if ban.endswith(".") else name == ban or name.startswith(f"{ban}.")


def violations(package: str, bans: tuple[str, ...]) -> list[str]:
    found = []
    # A package inside of it with a row of its own answers for itself.
    own_rows = [row for row in FORBIDDEN if row != package and is_within(row, package)]
    for module, path in modules(package):
        if any(is_within(module, row) for row in own_rows):
            continue
        for name in imported(path, module):
            if is_within(name, package):
                continue
            if name.startswith("bot.settings") and MAY_READ_SETTINGS.match(module):
                continue
            # The core speaks to operators too, so it may read texts; nothing else of ours.
            if package == "bot.core" and is_within(name, "bot.texts"):
                continue
            found += [f"{module} imports {name}" for ban in bans if is_within(name, ban)]
    return sorted(set(found))


@pytest.mark.parametrize("package", sorted(FORBIDDEN))
def test_package_imports_only_what_its_row_allows(package: str) -> None:
    assert list(modules(package)), f"{package} has no modules"
    assert violations(package, FORBIDDEN[package]) == []


def test_a_forbidden_import_would_be_found() -> None:
    assert violations("bot.nlu", ("rasa",)) != []


def test_every_package_has_a_row() -> None:
    packages = {f"bot.{path.name}" for path in (ROOT / "bot").iterdir() if path.is_dir()}
    assert {name for name in packages if not name.endswith("__pycache__")} <= FORBIDDEN.keys()


# The gateway opens the door of the Telegram channel, which answers by the gateway's chat.
TELEGRAM = "bot.channels.telegram"


def parts_imported(package: str) -> dict[str, set[str]]:
    """Return for each module or package right inside of ``package`` those that it imports."""
    base, found = ROOT / package.replace(".", "/"), {}
    names = {path.stem for path in base.iterdir() if path.suffix == ".py" or path.is_dir()}
    for module, path in modules(package):
        # A command is the entry of its package, above all others.
        is_beyond = is_within(module, TELEGRAM) and not is_within(package, TELEGRAM)
        if is_beyond or MAY_READ_SETTINGS.match(module):
            continue
        parts = module.removeprefix(f"{package}.").split(".")
        taken = (
            name.removeprefix(f"{package}.").split(".")[0]
            for name in imported(path, module)
            if name.startswith(f"{package}.")
        )
        found.setdefault(parts[0], set()).update(set(taken) & names - {parts[0]})
    return found


def packages_of_ours(*tops: str) -> list[str]:
    """Return all packages, also those inside of others."""
    files = [path for top in tops for path in (ROOT / top).rglob("__init__.py")]
    return sorted(".".join(path.parent.relative_to(ROOT).parts) for path in files)


@pytest.mark.parametrize("package", packages_of_ours("bot", "actions"))
def test_no_two_parts_of_a_package_need_each_other(package: str) -> None:
    order = list(TopologicalSorter(parts_imported(package)).static_order())
    assert order


# More files side by side nobody can look over.
MOST_MODULES = 21


@pytest.mark.parametrize("package", packages_of_ours("bot"))
def test_a_package_has_few_modules_directly(package: str) -> None:
    files = {path.stem for path in ROOT.joinpath(*package.split(".")).glob("*.py")}
    assert len(files - {"__init__"}) <= MOST_MODULES, "make sub-packages"


def test_a_circle_of_imports_would_be_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    for name, other in (("one", "two"), ("two", "one")):
        (tmp_path / "bot" / name).mkdir(parents=True)
        (tmp_path / "bot" / name / "file.py").write_text(f"from bot.{other} import file\n")
    with pytest.raises(CycleError):
        test_no_two_parts_of_a_package_need_each_other("bot")


# What door and desk take of the channel knows neither Telegram's library nor the conversations.
TELEGRAM_FOR_OTHERS = {"door", "handovers", "replies", "totals", "webhook"}


@pytest.mark.parametrize("package", ["bot.gateway", "bot.desk"])
def test_door_and_desk_take_only_the_outer_part_of_the_telegram_channel(package: str) -> None:
    taken = {
        name.split(".")[3]
        for module, path in modules(package)
        for name in imported(path, module)
        if name.startswith("bot.channels.telegram.")
    }
    assert taken
    assert taken <= TELEGRAM_FOR_OTHERS


def test_one_module_knows_the_library_of_telegram() -> None:
    users = {
        module
        for module, path in modules("bot")
        for name in imported(path, module)
        if is_within(name, "telegram")
    }
    assert users == {"bot.channels.telegram.connection.client"}


def test_only_wiring_reads_settings_in_actions() -> None:
    readers = [
        module
        for module, path in modules("actions")
        if any(name.startswith("bot.settings") for name in imported(path, module))
    ]
    assert readers == ["actions.wiring"]


GERMAN = re.compile(
    r"[äöüÄÖÜß]|\b(?:bitte|nicht|und|oder|Sie|Ihre?|wird|werden|ist|sind|eine?n?|für|mit)\b"
)


def strings(path: Path) -> Iterator[tuple[int, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in documentation:
            yield node.lineno, node.value


def test_no_german_sentence_in_python() -> None:
    found = [
        f"{module}:{line}: {value!r}"
        for package in ("bot", "actions")
        for module, path in modules(package)
        for line, value in strings(path)
        if " " in value and GERMAN.search(value)
    ]
    assert found == []
