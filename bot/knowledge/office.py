"""The office's contact data from ``faq/office.yml``; unconfirmed values are never shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.knowledge.files.live_file import LiveFiles
from bot.knowledge.files.parsing import is_web_address
from bot.knowledge.files.problems import Problem, ProblemsError, undecodable_line
from bot.knowledge.files.yaml_lines import LinedYaml, YamlError, load_lined
from bot.texts import text

OFFICE_FILE = "office.yml"
_ITEMS = ("email", "phone", "hours")
_NEWER_ITEMS = ("address", "responsible")  # files from before these existed stay readable
_ITEM_KEYS = frozenset({"value", "confirmed", "source"})
_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
_PHONE = re.compile(r"\+?[\d /()-]{5,}")


@dataclass(frozen=True)
class Office:
    """The office; everything but name and website is None (or empty) until it is confirmed.

    ``address`` may have several lines; ``responsible`` names persons with their tasks, one a text.
    """

    name: str
    website: str
    email: str | None
    phone: str | None
    hours: str | None
    address: str | None = None
    responsible: tuple[str, ...] = ()


class OfficeError(ProblemsError):
    """``office.yml`` is not usable."""


class LiveOffice(LiveFiles[Office]):
    """The office as the file says now; raises ``OfficeError`` while it has never been usable."""

    def __init__(self, path: Path) -> None:
        """Read ``path`` at the first use, and again whenever it changes."""
        super().__init__([path], lambda: load_office(path), OfficeError)


def load_office(path: Path) -> Office:
    """Read ``faq/office.yml``.

    Raises:
        OfficeError: with all problems at once.
    """
    reader = _OfficeReader(f"{path.parent.name}/{path.name}")
    try:
        document = load_lined(path.read_text(encoding="utf-8-sig"))
    except YamlError as error:
        reader.report("bad_yaml_tab" if error.reason == "tab" else "office_unreadable", error.line)
    except UnicodeDecodeError as error:
        reader.report("not_utf8", undecodable_line(error))
    except (OSError, ValueError):
        reader.report("office_unreadable", None)
    else:
        office = reader.read(document)
        if office is not None:
            return office
    raise OfficeError(reader.problems)


class _OfficeReader:
    def __init__(self, where: str) -> None:
        self._where = where
        self.problems: list[Problem] = []

    def report(self, key: str, line: int | None, /, **values: object) -> None:
        self.problems.append(Problem(self._where, text(f"faq_check.{key}", **values), line))

    def read(self, document: LinedYaml) -> Office | None:
        """Return the office, or None after reporting why not."""
        data = document.data if isinstance(document.data, dict) else {}
        name, website = data.get("name"), data.get("website")
        if not isinstance(name, str) or not name.strip():
            self.report("missing_key", document.line("name"), key="name")
        if not isinstance(website, str) or not is_web_address(website):
            self.report("missing_key", document.line("website"), key="website")
        for key in data.keys() - {"name", "website", *_ITEMS, *_NEWER_ITEMS}:
            self.report("office_unknown_key", document.line(key), key=key)
        values: dict[str, Any] = {}
        for key in (*_ITEMS, *_NEWER_ITEMS):
            item = data.get(key)
            if item is None and key in _NEWER_ITEMS:
                continue
            if not isinstance(item, dict) or not _is_item(key, item):
                self.report("office_item", document.line(key), key=key)
            elif item["confirmed"]:
                values[key] = _value(key, item["value"])
            elif key != "responsible":
                values[key] = None
        if self.problems:
            return None
        return Office(name=str(name).strip(), website=str(website), **values)


def _value(key: str, value: Any) -> Any:
    if key != "responsible":
        return value.strip()
    return (value.strip(),) if isinstance(value, str) else tuple(part.strip() for part in value)


def _is_item(key: str, item: dict[str, Any]) -> bool:
    """Say whether an item has its mark, and a usable text if it is confirmed."""
    if not isinstance(item.get("confirmed"), bool):
        return False
    if item.keys() - _ITEM_KEYS:
        return False
    if not item["confirmed"]:
        return True
    value = item.get("value")
    if key == "responsible" and isinstance(value, list):
        return bool(value) and all(isinstance(part, str) and part.strip() for part in value)
    if not isinstance(value, str) or not value.strip():
        return False
    pattern = {"email": _EMAIL, "phone": _PHONE}.get(key)
    return pattern is None or pattern.fullmatch(value.strip()) is not None
