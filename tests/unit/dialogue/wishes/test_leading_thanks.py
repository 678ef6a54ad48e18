"""Thanks before a further question."""

from __future__ import annotations

import pytest

from bot.dialogue.wishes.leading_thanks import without_thanks


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("super danke. wann ist die nächste runde", "wann ist die nächste runde"),
        ("ok danke, und bis wann", "und bis wann"),
        ("Vielen Dank für die schnelle Antwort, wer zahlt das", "wer zahlt das"),
        ("danke dir und die Stadt", "und die Stadt"),
    ],
)
def test_thanks_are_left_out_and_places_stay(text: str, rest: str) -> None:
    left = without_thanks(text)
    assert left.strip(" .,") == rest
    assert len(left) == len(text)


@pytest.mark.parametrize("text", ["danke", "ok und wer zahlt", "bis wann, danke", "danke dir"])
def test_what_is_no_thanks_before_a_question_stays(text: str) -> None:
    assert without_thanks(text) == text
