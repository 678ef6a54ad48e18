from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.alarm.strength import FOREIGN_LIMITS, GERMAN_LIMITS, Alarm, Limits, Part, alarm_of
from bot.nlu.ranker.ranking import Scored
from bot.nlu.ranker.views import Similarity

LIMITS = Limits(
    emergency=0.0, emergency_behind=1.0, emergency_part=0.6, concern=-1.0, concern_part=0.5
)
ACUTE = [1, 2]


def scored(*rows: tuple[float, float, float]) -> Scored:
    """Raw scores of a calm intent and two emergencies; probabilities as the softmax has them."""
    raw = np.array(rows, dtype=np.float32)
    powers = np.exp(raw / np.float32(0.1))
    # What the scores stand on is not looked at.
    similarity = Similarity(raw, raw)
    return Scored(raw, powers / powers.sum(axis=1, keepdims=True), similarity, raw)


def test_the_more_probable_and_the_more_alike_the_stronger() -> None:
    probable = alarm_of(scored((0.2, 0.5, 0.0)), ACUTE).strength
    improbable = alarm_of(scored((0.6, 0.5, 0.0)), ACUTE).strength
    # As probable as the first, but hardly like anything that was trained.
    like_nothing = alarm_of(scored((-0.2, 0.1, -0.4)), ACUTE).strength
    assert improbable < probable
    assert like_nothing < probable


def test_the_strength_stays_finite() -> None:
    assert np.isfinite(alarm_of(scored((5.0, -5.0, -5.0)), ACUTE).strength)
    assert np.isfinite(alarm_of(scored((-5.0, 5.0, 0.0)), ACUTE).strength)


def test_the_loudest_part_is_found_and_named() -> None:
    alarm = alarm_of(scored((0.9, 0.1, 0.0), (0.8, 0.2, 0.1), (0.1, 0.3, 0.7)), ACUTE)
    assert alarm.part is not None
    assert alarm.part.topic == 2
    assert alarm.part.score == pytest.approx(0.7)
    assert alarm.part.probability > 0.9
    assert alarm_of(scored((0.9, 0.1, 0.0)), ACUTE).part is None


def test_without_emergencies_nothing_is_alarming() -> None:
    alarm = alarm_of(scored((0.9, 0.1, 0.0)), [])
    assert not LIMITS.is_acute(alarm, is_first=True)
    assert not LIMITS.is_concerning(alarm)


@pytest.mark.parametrize(
    ("alarm", "first", "behind", "part", "concerning"),
    [
        (Alarm(2.0), True, True, False, True),
        (Alarm(0.5), True, False, False, True),
        (Alarm(-0.5), False, False, False, True),
        (Alarm(-2.0), False, False, False, False),
        (Alarm(-2.0, Part(1, 0.55, 0.4)), False, False, False, True),
        (Alarm(-2.0, Part(1, 0.65, 0.4)), False, False, True, True),
        (Alarm(-2.0, Part(1, 0.4, 0.4)), False, False, False, False),
    ],
)
def test_limits(alarm: Alarm, first: bool, behind: bool, part: bool, concerning: bool) -> None:
    assert LIMITS.is_acute(alarm, is_first=True) is first
    assert LIMITS.is_acute(alarm, is_first=False) is behind
    assert LIMITS.is_acute_part(alarm) is part
    assert LIMITS.is_concerning(alarm) is concerning


@pytest.mark.parametrize("limits", [GERMAN_LIMITS, FOREIGN_LIMITS])
def test_numbers_are_shown_sooner_than_help_is_given(limits: Limits) -> None:
    assert limits.concern < limits.emergency <= limits.emergency_behind
    assert limits.concern_part < limits.emergency_part
