from __future__ import annotations

from collections.abc import Sequence
from threading import Event

import pytest

from bot.meaning import encoder


class FakeModel:
    """Keeps pieces only once it may."""

    made = 0
    may_keep = Event()

    def __init__(self) -> None:
        FakeModel.made += 1
        self.kept: list[Sequence[int]] = []

    def keep(self, pieces: Sequence[int]) -> None:
        assert self.may_keep.wait(10)
        self.kept.append(pieces)


def test_the_encoder_is_loaded_once_and_has_its_pieces_before_it_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(encoder, "SentenceModel", FakeModel)
    shared = encoder._Shared()
    shared.prepare([1, 2])
    shared.prepare([3])
    FakeModel.may_keep.set()
    model = shared.model()
    assert model.kept == [[1, 2], [3]]
    assert shared.model() is model
    assert FakeModel.made == 1


def test_whoever_waits_for_the_encoder_gets_to_know_why_it_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail() -> None:
        raise OSError("no room")

    monkeypatch.setattr(encoder, "SentenceModel", fail)
    shared = encoder._Shared()
    shared.prepare([1])
    for _ in range(2):
        with pytest.raises(OSError, match="no room"):
            shared.model()
