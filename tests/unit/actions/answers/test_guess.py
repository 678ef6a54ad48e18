"""What is talked about after a question back."""

from __future__ import annotations

from typing import Any

import pytest

from actions.answers import guess
from actions.answers.asking_back import AskedBack
from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.meaning.in_context import Weighed

_ABOVE = Context("anerkennung_nachweise", "answer", countries=("FR",))
_HEARD = Heard("gibts das auch für betreuer", "clarify", None)


class _Turn:
    tracker = None


def _about_after(monkeypatch: pytest.MonkeyPatch, topic: str, before: Context | None) -> Any:
    monkeypatch.setattr(guess, "ask_back", lambda *_: AskedBack())
    monkeypatch.setattr(guess, "topics_of_origin", lambda _: ())
    monkeypatch.setattr(guess, "context_of", lambda _: before)
    meant = Meant("clarify", topic, (), ())
    turn: Any = _Turn()
    _, about = guess.ask_what_is_meant(turn, _HEARD, Weighed(meant), meant.context)
    return about


def test_the_answer_above_is_still_talked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _about_after(monkeypatch, "anerkennung_nachweise", _ABOVE) == _ABOVE


def test_what_was_only_asked_back_about_is_a_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _about_after(monkeypatch, "fachkraefteaustausch", _ABOVE).is_guess
    assert _about_after(monkeypatch, "fachkraefteaustausch", None).is_guess
