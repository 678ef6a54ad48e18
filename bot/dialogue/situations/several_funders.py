"""Recognises a plan with sums from two funders: a person has to look at it.

"12.000 Euro vom Land und 30.000 von Teams up!, passt das?": no sheet says whether both may be
taken together, and a wrong yes is dear (``several_funders.yml``).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from bot.dialogue.context import Heard
from bot.dialogue.topics import SEVERAL_FUNDERS_TOPIC
from bot.words.lists import tree
from bot.words.phrases import folded

_FILE = Path(__file__).with_name("several_funders.yml")
_LEAST_SUM = 500
_SEVERAL = 2
_NEAR = 3


def has_sums_of_several(heard: Heard) -> bool:
    """Say whether a message tells of one's own plan with a sum and more than one funder.

    A long one names sums and funders for many reasons: there the ranking must come near, too.
    """
    if heard.asking and SEVERAL_FUNDERS_TOPIC not in heard.topics[:_NEAR]:
        return False
    said = set(folded(heard.text))
    if said.isdisjoint(_raw()["own"]) or not _names_sum(heard.text):
        return False
    named = sum(not said.isdisjoint(funder) for funder in _raw()["funders"])
    # "Erasmus" is a programme and the EU at once.
    is_eu_twice = "eu" not in said and "erasmus" in said and bool(heard.programmes)
    return named - is_eu_twice + len(heard.programmes) >= _SEVERAL


def _names_sum(text: str) -> bool:
    amounts = re.finditer(_raw()["amount"], text.lower())
    return any(int(re.sub(r"\D", "", found.group())) >= _LEAST_SUM for found in amounts)


def _raw() -> dict[str, Any]:
    raw: dict[str, Any] = tree(_FILE)
    return raw
