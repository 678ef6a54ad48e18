"""What is read once in a turn, and never kept beyond it: what people write is personal."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.dialogue import money
from bot.dialogue.money import asks_for_money
from bot.dialogue.wishes import advice_words
from bot.dialogue.wishes.advice_words import known_noun
from bot.words.turn import once_a_turn, reading_once


class Counter:
    """Counts how often it is called and returns the number."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, *_: object, **__: object) -> int:
        self.calls += 1
        return self.calls


def test_outside_of_a_turn_each_call_reads() -> None:
    read = Counter()
    assert [once_a_turn("a", read), once_a_turn("a", read)] == [1, 2]


def test_a_turn_reads_each_key_once_and_the_next_turn_anew() -> None:
    read = Counter()
    with reading_once():
        assert [once_a_turn(key, read) for key in ("a", "a", "b", "a")] == [1, 1, 2, 1]
    with reading_once():
        assert once_a_turn("a", read) == 3


def test_a_turn_that_fails_keeps_nothing_either() -> None:
    read = Counter()

    def turn() -> None:
        with reading_once():
            once_a_turn("a", read)
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        turn()
    assert once_a_turn("a", read) == 2


def test_what_could_not_be_read_is_tried_again() -> None:
    def fail() -> int:
        raise OSError("no file")

    with reading_once():
        with pytest.raises(OSError, match="no file"):
            once_a_turn("a", fail)
        assert once_a_turn("a", Counter()) == 1


def test_a_thread_knows_nothing_of_the_turn_of_another() -> None:
    read = Counter()
    with reading_once(), ThreadPoolExecutor(1) as pool:
        assert once_a_turn("a", read) == 1
        assert pool.submit(once_a_turn, "a", read).result() == 2


def test_turns_that_are_answered_side_by_side_are_kept_apart() -> None:
    async def turn(read: Counter, before: asyncio.Event, after: asyncio.Event) -> int:
        with reading_once():
            once_a_turn("a", read)
            after.set()
            await before.wait()
            return once_a_turn("a", read)

    async def both() -> tuple[int, int]:
        one, two = asyncio.Event(), asyncio.Event()
        other = Counter()
        other.calls = 10
        first, second = await asyncio.gather(turn(Counter(), one, two), turn(other, two, one))
        return first, second

    assert asyncio.run(both()) == (1, 11)


def test_no_word_that_somebody_wrote_outlives_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    is_made_of_money, nearest = Counter(), Counter()
    monkeypatch.setattr(money, "_is_made_of_money", lambda word: is_made_of_money(word) < 0)
    monkeypatch.setattr(advice_words, "get_close_matches", lambda *_, **__: [nearest()])
    for turn in (1, 2):
        with reading_once():
            for _ in range(3):
                asks_for_money("Pomselquork")
                known_noun("beratunk")
        assert (is_made_of_money.calls, nearest.calls) == (turn, turn)
