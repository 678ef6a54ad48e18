from __future__ import annotations

import pytest

from benchmarks.load import Load
from benchmarks.soak import Look, growth, kb_a_turn, table

LOOKS = [
    Look(0, {"rasa": 100.0, "gateway": 50.0}, 1_000_000),
    Look(500, {"rasa": 140.0, "gateway": 60.0}, 2_000_000),
    Look(1000, {"rasa": 150.0, "gateway": 60.0}, 3_000_000),
]


def test_only_the_second_half_tells_whether_memory_grows() -> None:
    assert growth(LOOKS) == pytest.approx(0.05)


def test_what_a_turn_leaves_behind() -> None:
    assert kb_a_turn(LOOKS) == pytest.approx(2.0)


def test_the_table_shows_first_and_last_and_what_was_not_answered() -> None:
    load = Load(at_once=4, messages=500, unanswered=3, per_second=20.0, p50=10.0, p95=42.0)
    shown = table(LOOKS, [load, load])
    assert "| 0 | 100 | 50 | 1.0 |" in shown
    assert "| 1000 | 150 | 60 | 3.0 |" in shown
    assert "unanswered: 6 of 1000; worst 95th percentile 42 ms" in shown
