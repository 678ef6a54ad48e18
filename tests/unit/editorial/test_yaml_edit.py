from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml

from bot.editorial.yaml_edit import edit_item, flow_text
from bot.knowledge.files.yaml_lines import YamlError, YamlPath

BOOK = """# Kopf der Datei
deadlines:
  - id: eins
    action: "Antrag"   # so heißt er
    rule: {kind: pattern, text: "Anfang Mai.", months: [5]}
    note: >-
      Ein langer Hinweis
      über zwei Zeilen.

  # vor dem zweiten
  - id: zwei
    rule:
      kind: unknown
    sources:
      - title: "A: b"
        url: https://a.example
        year: 2024
"""
ONE: YamlPath = ("deadlines", 0)
TWO: YamlPath = ("deadlines", 1)


def edited(item: YamlPath, **changes: Any) -> tuple[str, dict[str, Any]]:
    after = edit_item(BOOK, item, {tuple(k.split("__")): v for k, v in changes.items()})
    data: dict[str, Any] = yaml.safe_load(after)["deadlines"][item[1]]
    return after, data


def test_a_changed_text_leaves_every_other_character_alone() -> None:
    after, data = edited(ONE, action='Neu: „ja“ "x" \\ #1')
    assert data["action"] == 'Neu: „ja“ "x" \\ #1'
    changed = [(a, b) for a, b in zip(BOOK.splitlines(), after.splitlines(), strict=True) if a != b]
    assert len(changed) == 1
    assert changed[0][1].endswith("# so heißt er")


def test_nothing_is_written_anew_if_nothing_changes() -> None:
    after, _ = edited(ONE, action="Antrag", rule__kind="pattern")
    assert after == BOOK


def test_a_part_of_a_mapping_in_one_line_can_change_and_go() -> None:
    after, data = edited(ONE, rule__kind="rolling", rule__months=None)
    assert data["rule"] == {"kind": "rolling", "text": "Anfang Mai."}
    assert "# vor dem zweiten" in after


def test_a_folded_text_is_replaced_without_the_blank_line_behind_it() -> None:
    after, data = edited(ONE, note="kurz")
    assert data["note"] == "kurz"
    assert "note: kurz\n\n  # vor dem zweiten\n" in after


def test_a_missing_key_is_added_and_a_superfluous_one_removed() -> None:
    after, data = edited(TWO, note="Neu.", sources=None)
    assert data == {"id": "zwei", "rule": {"kind": "unknown"}, "note": "Neu."}
    assert after.startswith(BOOK[: BOOK.index("    sources:")])


def test_lists_of_sources_and_days_are_written_as_people_write_them() -> None:
    sources = [{"title": "X", "url": "https://x.example", "year": "ohne Jahr"}]
    after, data = edited(TWO, sources=sources, last_known=[date(2024, 1, 2)])
    assert data["sources"] == sources
    assert data["last_known"] == [date(2024, 1, 2)]
    assert "\n    sources:\n      - title: X\n        url: https://x.example\n" in after


@pytest.mark.parametrize(
    "value",
    ["NO", "yes", "12:00", "2024-01-01", "null", "1e3", "- x", "a: b", "#", "Ü\nzwei", "=1"],
)
def test_texts_that_yaml_would_read_as_something_else_are_quoted(value: str) -> None:
    _, data = edited(ONE, action=value)
    assert data["action"] == value


def test_flow_text_is_yaml_in_one_line() -> None:
    value = {"only": ["NO", "PL"], "min": 12, "any": True}
    assert flow_text(value) == '{only: ["NO", PL], min: 12, any: true}'
    assert yaml.safe_load(flow_text(value)) == value


@pytest.mark.parametrize(
    ("content", "item", "path"),
    [
        ("a: [", (), ("a",)),
        ("{a: 1}", (), ("a",)),
        ("x: &mark 1\na: *mark\n", (), ("a",)),
        ("- id: 1\n", (3,), ("a",)),
        ("a: 1\n", (), ("a",)),
    ],
)
def test_what_cannot_be_replaced_in_place_is_refused(
    content: str, item: YamlPath, path: YamlPath
) -> None:
    with pytest.raises(YamlError):
        edit_item(content, item, {path: None})
