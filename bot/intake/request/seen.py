"""What the person has seen of the summary already, so that only what changed is shown again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.intake.request.sheet import FORM
from bot.texts import text


@dataclass
class Seen:
    """The values of the summary by field, and the lines of the extract, as shown last."""

    values: dict[str, str] = field(default_factory=dict, repr=False)
    lines: list[str] = field(default_factory=list, repr=False)


def seen_of(events: Iterable[Mapping[str, Any]]) -> Seen | None:
    """Return what was shown since the form began or went on, None if nothing was.

    ``events`` are those of Rasa's tracker.
    """
    seen: Seen | None = None
    for event in events:
        if event.get("event") == "active_loop" and event.get("name") == FORM:
            seen = None
        if event.get("event") != "bot":
            continue
        card = (event.get("data") or {}).get("custom") or {}
        if card.get("card") == "summary":
            seen = seen or Seen()
            seen.values |= {row["field"]: row["value"] for row in card["fields"]}
        elif seen is not None and card.get("title") == text("intake.extract_title"):
            seen.lines = [item["text"] for item in card["sections"][0]["items"]]
        elif seen is not None and event.get("text") == text("intake.extract_left_out"):
            seen.lines = []
    return seen


def changed_rows(seen: Seen, rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return the rows of the summary that are new or other, and those that are gone."""
    now = {row["field"]: row["value"] for row in rows}
    changed = [dict(row) for row in rows if seen.values.get(row["field"]) != row["value"]]
    removed = [
        {"field": name, "label": text(f"consultations.label_{name}"), "value": _gone(name)}
        for name, value in seen.values.items()
        if name not in now and value != _gone(name)
    ]
    return [*changed, *removed]


def _gone(name: str) -> str:
    return text("intake.removed_urgent" if name == "urgent" else "intake.removed")
