"""Typed access to one mapping of an editor's file; what is wrong is reported, reading goes on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, Protocol

from bot.knowledge.files.parsing import (
    ID_PATTERN,
    UNDATED,
    is_web_address,
    is_year_of_page,
)
from bot.knowledge.files.plain_text import one_line, shown, why_unfit
from bot.knowledge.files.yaml_lines import YamlPath

TEXT_LIMIT = 600
NAME_LIMIT = 150


class Report(Protocol):
    """Takes a finding: the key of its text, where it stands in the document, its values."""

    def __call__(self, key: str, path: YamlPath, /, **values: object) -> None:
        """Take the finding."""


class Fields:
    """One mapping. Every method returns a stand-in of the right type after reporting.

    What stands where a mapping should be has one finding; nothing is reported about its content.
    """

    def __init__(self, report: Report, path: YamlPath, raw: Any) -> None:
        """Read ``raw``, which stands at ``path`` of the document."""
        self._path = path
        if not isinstance(raw, dict):
            names = [part for part in path if isinstance(part, str)]
            report("no_mapping", path, key=names[-1] if names else "")
            report, raw = _ignore, {}
        self._report = report
        self._raw: dict[Any, Any] = raw

    def problem(self, key: str, /, *path: str | int, **values: object) -> None:
        """Report a finding about the value at ``path``."""
        self._report(key, (*self._path, *path), **values)

    def allow(self, *keys: str) -> None:
        """Report every other key."""
        for key in self._raw:
            if key not in keys:
                allowed = ", ".join(keys)
                self.problem("unknown_key", str(key), key=shown(key), allowed=allowed)

    def names(self) -> list[str]:
        """Return the keys, reporting those that are no texts ("Nein: …", "12: …")."""
        for key in self._raw:
            if not isinstance(key, str):
                self.problem("no_name", str(key), key=shown(key))
        return [key for key in self._raw if isinstance(key, str)]

    def value(self, key: str) -> Any:
        """Return the value as it is, None if there is none."""
        return self._raw.get(key)

    def has(self, key: str) -> bool:
        """Say whether the key has a value."""
        return self._raw.get(key) is not None

    def mentions(self, key: str) -> bool:
        """Say whether the key stands there, even without a value."""
        return key in self._raw

    def string(self, key: str, limit: int = NAME_LIMIT) -> str:
        """Return a text in one line that is fit to be shown."""
        value = self._raw.get(key)
        if not isinstance(value, str) or not value.strip():
            self.problem("missing", key, key=key)
            return ""
        return self._fit(value, limit, key)

    def optional_string(self, key: str, limit: int = NAME_LIMIT) -> str | None:
        """Return the text, or None when the key has no value."""
        return self.string(key, limit) if self.has(key) else None

    def identifier(self) -> str:
        """Return the id."""
        value = self.string("id")
        if value and not ID_PATTERN.match(value):
            self.problem("bad_id", "id", id=shown(value))
            return ""
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty when the key has no value."""
        found = []
        for index, value in enumerate(self._list(key)):
            if isinstance(value, str) and value.strip():
                found.append(self._fit(value, NAME_LIMIT, key, index))
            else:
                self.problem("bad_item", key, index, key=key)
        return tuple(found)

    def choice(self, key: str, allowed: Collection[str]) -> str | None:
        """Return one of the allowed texts, None for any other."""
        value = self._raw.get(key)
        if isinstance(value, str) and value in allowed:
            return value
        self.problem("bad_choice", key, key=key, value=shown(value), allowed=", ".join(allowed))
        return None

    def choices(self, key: str, allowed: Collection[str]) -> tuple[str, ...]:
        """Return a list of allowed texts, each once."""
        found = []
        for index, value in enumerate(self._list(key)):
            if not isinstance(value, str) or value not in allowed:
                names = ", ".join(allowed)
                self.problem("bad_choice", key, index, key=key, value=shown(value), allowed=names)
            elif value in found:
                self.problem("twice", key, index, key=key, value=value)
            else:
                found.append(value)
        return tuple(found)

    def country_codes(self, key: str) -> tuple[str, ...]:
        """Return a list of ISO codes of two capital letters."""
        found = []
        for index, value in enumerate(self._list(key)):
            if value is False:
                # YAML reads Norway's code as "no".
                self.problem("norway", key, index, key=key)
            elif not (
                isinstance(value, str) and len(value) == 2 and value.isascii() and value.isupper()
            ):
                self.problem("bad_country", key, index, key=key, value=shown(value))
            elif value in found:
                self.problem("twice", key, index, key=key, value=value)
            else:
                found.append(value)
        return tuple(found)

    def number(self, key: str, highest: int, lowest: int = 0) -> int | None:
        """Return a whole number between the limits, None when the key has no value."""
        value = self._raw.get(key)
        if value is None:
            return None
        if type(value) is not int or not lowest <= value <= highest:
            limits = {"lowest": lowest, "highest": highest}
            self.problem("bad_number", key, key=key, value=shown(value), **limits)
            return None
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return true or false; the default when the key is missing."""
        value = self._raw.get(key, default)
        if not isinstance(value, bool):
            self.problem("bad_flag", key, key=key)
            return default
        return value

    def day(self, key: str) -> date:
        """Return a date without a time of day."""
        value = self._raw.get(key)
        if type(value) is date:
            return value
        self.problem("bad_date", key, key=key)
        return date.min

    def refuse_future(self, key: str, today: date) -> None:
        """Report a date of check that lies in the future."""
        value = self._raw.get(key)
        if type(value) is date and value > today:
            self.problem("checked_in_future", key)

    def address(self, key: str) -> str:
        """Return a complete web address."""
        value = self._raw.get(key)
        if isinstance(value, str) and is_web_address(value.strip()):
            return value.strip()
        self.problem("bad_url", key, key=key)
        return ""

    def year(self, key: str) -> int | None:
        """Return the year of a page; None for a page that carries none."""
        value = self._raw.get(key)
        if value != UNDATED and not is_year_of_page(value):
            self.problem("bad_year", key)
        return value if is_year_of_page(value) else None

    def mapping(self, key: str) -> Fields:
        """Return the mapping under a key."""
        return Fields(self._report, (*self._path, key), self._raw.get(key))

    def mappings(self, key: str) -> list[Fields]:
        """Return a list of mappings with at least one."""
        raw = self._raw.get(key)
        if not isinstance(raw, list) or not raw:
            self.problem("no_entries", key, key=key)
            return []
        path = (*self._path, key)
        return [Fields(self._report, (*path, index), item) for index, item in enumerate(raw)]

    def records(self, key: str) -> list[tuple[str, Fields]]:
        """Return a list of mappings with their ids, which must differ; a wrong id is empty."""
        found: list[tuple[str, Fields]] = []
        for item in self.mappings(key):
            identifier = item.identifier()
            if identifier and identifier in (other for other, _ in found):
                item.problem("id_twice", "id", id=identifier)
            found.append((identifier, item))
        return found

    def _list(self, key: str) -> list[Any]:
        raw = self._raw.get(key)
        if raw is None:
            return []
        if isinstance(raw, list):
            return raw
        self.problem("no_list", key, key=key)
        return []

    def _fit(self, value: str, limit: int, *path: str | int) -> str:
        text = one_line(value)
        why = why_unfit(text)
        if why is not None:
            self.problem(why, *path, key=path[0])
            return ""
        if len(text) > limit:
            self.problem("too_long", *path, key=path[0], limit=limit)
        return text


def _ignore(key: str, path: YamlPath, /, **values: object) -> None:
    """Drop a finding."""
