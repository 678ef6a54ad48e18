"""What of an event is worth keeping: rankings and the long parts of cards are read once only.

A message carries the ranking of all topics for the turn that it begins, a card its details and
plain words for whoever sees it. Later turns need who said what, with its sources
(``bot.intake.extract``). The gateway's history holds the whole card.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_READ_IN_THE_SAME_TURN = frozenset({"response_selector", "intent_ranking"})
_SEEN_ONLY = frozenset({"details", "simple", "terms", "related", "alternatives", "buttons"})


def lean(event: Mapping[str, Any]) -> dict[str, Any]:
    """Return an event of Rasa, as a dictionary, without what no later turn reads."""
    kept = dict(event)
    if kept.get("parse_data"):
        kept["parse_data"] = _without(kept["parse_data"], _READ_IN_THE_SAME_TURN)
    data = kept.get("data")
    if isinstance(data, Mapping) and isinstance(data.get("custom"), Mapping):
        kept["data"] = {**data, "custom": _without(data["custom"], _SEEN_ONLY)}
    return kept


def _without(values: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}
