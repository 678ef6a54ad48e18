"""The office's contact data from ``faq/office.yml``; unconfirmed values are never shown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge.parsing import Problem, is_web_address
from bot.texts import text

OFFICE_FILE = "office.yml"
_OPTIONAL = ("email", "phone", "hours")


@dataclass(frozen=True)
class Office:
    """The office; ``email``, ``phone`` and ``hours`` are None until confirmed by the office."""

    name: str
    website: str
    email: str | None
    phone: str | None
    hours: str | None


class OfficeError(ValueError):
    """``office.yml`` is not usable; ``problems`` says why in German."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def load_office(path: Path) -> Office:
    """Read ``faq/office.yml``.

    Raises:
        OfficeError: with all problems at once.
    """
    where = f"{path.parent.name}/{path.name}"
    problems: list[Problem] = []

    def report(key: str, /, **values: object) -> None:
        problems.append(Problem(where, text(f"faq_check.{key}", **values)))

    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        report("office_unreadable")
        raise OfficeError(problems) from None
    data: dict[str, Any] = raw if isinstance(raw, dict) else {}
    if not isinstance(data.get("name"), str):
        report("missing_key", key="name")
    if not isinstance(data.get("website"), str) or not is_web_address(data["website"]):
        report("missing_key", key="website")
    values: dict[str, str | None] = {}
    for key in _OPTIONAL:
        item = data.get(key)
        if item is None or not _is_item(item):
            report("office_item", key=key)
            continue
        values[key] = item["value"] if item["confirmed"] else None
    if problems:
        raise OfficeError(problems)
    return Office(name=data["name"], website=data["website"], **values)


def _is_item(item: Any) -> bool:
    """Say whether an item has its mark, and a text if it is confirmed."""
    if not isinstance(item, dict) or not isinstance(item.get("confirmed"), bool):
        return False
    return not item["confirmed"] or isinstance(item.get("value"), str)
