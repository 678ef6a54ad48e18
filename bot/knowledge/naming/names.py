"""Finds known names in a text as people type it: any case, umlauts, hyphens, one typo.

Used for places and for field terms. All names are compared in one spelling; the words of a name may
be written apart, together or with hyphens: "Rhein-Sieg Kreis" and "rheinsiegkreis" are the same. A
name of one word is never put together from two: "will ich" is not Willich.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import accumulate, chain, product
from typing import Generic, NamedTuple, TypeVar

from bot.knowledge.naming.one_typo import edges, is_one_typo, with_one_less
from bot.words.folding import WORD, bare, fold

T = TypeVar("T")

# Nobody names something at such length; what is pasted beyond it costs time only.
_LONGEST_TEXT = 4000
_LONGEST_NAME = 40
# Shorter names become other words by one typo ("schwere" is not Schwerte); one that answers the
# question for a name may be shorter.
TYPO_IN_TEXT = 8
TYPO_IN_ANSWER = 6
# "ein Kreis" is not "EN-Kreis": where words are joined, one typo is more likely another word.
_TYPO_IN_WORDS = 10
_SHORTEST_JOINED = 7
_SHORTEST_STEM = 4
# The beginnings of names are remembered, to dismiss most words at one look.
_BEGINNINGS = (3, 5)


class Word(NamedTuple):
    """A word in the one spelling; ``start`` and ``end`` are its place in the text as typed."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Found(Generic[T]):
    """What a name may mean; ``first`` and ``last`` (exclusive) count words."""

    values: tuple[T, ...]
    first: int
    last: int
    has_typo: bool = False


# A message is looked through for names of many kinds, one after the other; it is forgotten with the
# next one. One is enough: of 238 looks in tests of actions 210 find it, 215 would among eight.
@lru_cache(maxsize=1)
def words_of(text: str) -> Sequence[Word]:
    """Return the words of a text; very long texts are read to a limit only."""
    return tuple(
        Word(fold(match[0]), match.start(), match.end())
        for match in WORD.finditer(text[:_LONGEST_TEXT])
        if len(match[0]) <= _LONGEST_NAME
    )


class NameIndex(Generic[T]):
    """Names and what they mean (hashable); a name may mean several things."""

    def __init__(
        self,
        names: Iterable[tuple[str, T]],
        *,
        endings: Sequence[str] = (),
        canonical: Callable[[str], str] = lambda word: word,
    ) -> None:
        """Learn ``(name, meaning)`` pairs.

        ``endings`` may follow the last word of a name ("Kölns"); ``canonical`` maps the forms of
        a word to one ("kreises" to "kreis").
        """
        self._endings = tuple(endings)
        self._canonical = canonical
        # By the joined name, then by its number of words: "Rhein-Berg" is not "Rheinberg".
        self._meanings: dict[str, dict[int, list[T]]] = {}
        self._near: dict[str, set[str]] = {}
        self._most_words = 1
        for name, value in names:
            for words in self._spellings(name):
                self._learn(words, value)
        # By how a name begins, how long it may be, with an ending or without.
        self._lengths: dict[str, set[int]] = {}
        for key, ending in product(self._meanings, ("", *self._endings)):
            known = self._lengths.setdefault(key[: _BEGINNINGS[0]], set())
            known.add(len(key) + len(ending))
        self._beginnings = {key[:length] for key in self._meanings for length in _BEGINNINGS}
        self._short_names = {key for key in self._meanings if len(key) < _BEGINNINGS[-1]}
        # For names with a typo also their ends, each with the length of what was typed.
        self._near_beginnings: set[tuple[str, int]] = set()
        self._near_ends: set[tuple[str, int]] = set()
        self._near_lengths: set[int] = set()
        for key in self._meanings:
            if len(key) >= TYPO_IN_ANSWER:
                self._learn_typos(key)

    def find(
        self, words: Sequence[Word], *, typo_from: int | None = TYPO_IN_TEXT
    ) -> list[Found[T]]:
        """Return the names among ``words`` in order: leftmost first, longest first.

        A name of at least ``typo_from`` letters may differ by one letter (added, left out, changed
        or two swapped), but never in its first letter, and only if one name is that near.
        """
        keys = [self._canonical(word.text) for word in words]
        found = list(self._scan(keys, 0, len(keys), self._exact, self._begin))
        if typo_from is not None:
            almost, may_be = partial(self._almost, typo_from), partial(self._are_near, typo_from)
            for start, end in list(_gaps(found, len(keys))):
                found += self._scan(keys, start, end, almost, may_be)
        return sorted(found, key=lambda one: one.first)

    def _scan(
        self,
        keys: Sequence[str],
        start: int,
        end: int,
        look_up: Callable[[Sequence[str]], tuple[tuple[T, ...], bool] | None],
        may_be: Callable[[Sequence[str], int, int], Iterable[int]],
    ) -> Iterator[Found[T]]:
        position = start
        while position < end:
            for length in may_be(keys, position, min(self._most_words, end - position)):
                hit = look_up(keys[position : position + length])
                if hit is not None:
                    yield Found(hit[0], position, position + length, hit[1])
                    position += length
                    break
            else:
                position += 1

    def _begin(self, keys: Sequence[str], position: int, most: int) -> Iterable[int]:
        """Return how many words from a position on may be a name, the most first."""
        key = keys[position]
        shorter, longer = _BEGINNINGS
        may_begin = len(key) < shorter or key[:shorter] in self._beginnings
        if may_begin and len(key) >= longer:
            # What follows a name that is shorter than that is an ending.
            may_begin = key[:longer] in self._beginnings or any(
                key[:length] in self._short_names for length in range(shorter, longer)
            )
        if not may_begin:
            return
        joined = "".join(keys[position : position + most])
        ends = list(accumulate(map(len, keys[position : position + most])))
        for length in range(most, 0, -1):
            letters = ends[length - 1]
            if letters in self._lengths.get(joined[: min(letters, shorter)], ()):
                yield length

    def _are_near(
        self, typo_from: int, keys: Sequence[str], position: int, most: int
    ) -> Iterable[int]:
        """Return how many words from a position on may be a name with a typo, the most first."""
        joined = "".join(keys[position : position + most])
        ends = list(accumulate(map(len, keys[position : position + most])))
        for length in range(most, 0, -1):
            letters = ends[length - 1]
            least = typo_from if length == 1 else max(typo_from, _TYPO_IN_WORDS)
            if not least - 1 <= letters <= _LONGEST_NAME or letters not in self._near_lengths:
                continue
            beginning, end = edges(joined[:letters], letters)
            if (beginning, letters) in self._near_beginnings or (end, letters) in self._near_ends:
                yield length

    def _exact(self, keys: Sequence[str]) -> tuple[tuple[T, ...], bool] | None:
        typed = "".join(keys)
        for ending in ("", *self._endings):
            if not keys[-1].endswith(ending):
                continue
            joined = typed.removesuffix(ending) if ending else typed
            if ending and len(joined) < _SHORTEST_STEM:
                continue
            meanings = self._meanings.get(joined, {})
            if len(keys) in meanings:
                return tuple(meanings[len(keys)]), False
            if len(joined) >= _SHORTEST_JOINED and max(meanings, default=0) > len(keys):
                return self._all(joined), False
        return None

    def _almost(self, typo_from: int, keys: Sequence[str]) -> tuple[tuple[T, ...], bool] | None:
        joined = "".join(keys)
        least = typo_from if len(keys) == 1 else max(typo_from, _TYPO_IN_WORDS)
        candidates: set[str] = set()
        for shorter in (joined, *with_one_less(joined)):
            candidates |= self._near.get(shorter, set())
            if shorter in self._meanings:
                candidates.add(shorter)
        near = {
            name
            for name in candidates
            if len(name) >= least
            and name[0] == joined[0]
            and max(self._meanings[name]) >= len(keys)
            and is_one_typo(joined, name)
        }
        meanings = {self._all(name) for name in near}
        return (meanings.pop(), True) if len(meanings) == 1 else None

    def _all(self, key: str) -> tuple[T, ...]:
        return tuple(dict.fromkeys(chain.from_iterable(self._meanings[key].values())))

    def _learn(self, words: Sequence[str], value: T) -> None:
        key = "".join(words)
        known = self._meanings.setdefault(key, {}).setdefault(len(words), [])
        if value not in known:
            known.append(value)
        self._most_words = max(self._most_words, len(words))

    def _learn_typos(self, key: str) -> None:
        for shorter in with_one_less(key):
            self._near.setdefault(shorter, set()).add(key)
        for length in range(len(key) - 1, len(key) + 2):
            beginning, end = edges(key, length)
            self._near_beginnings.add((beginning, length))
            self._near_ends.add((end, length))
            self._near_lengths.add(length)

    def _spellings(self, name: str) -> Iterator[list[str]]:
        """Yield the words of a name; "Köln" also as those type it who have no umlauts."""
        for spelled in dict.fromkeys((fold(name), bare(name))):
            words = [self._canonical(match) for match in WORD.findall(spelled)]
            if words:
                yield words


def _gaps(found: Sequence[Found[T]], length: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of words that belong to no name yet."""
    start = 0
    for one in found:
        yield start, one.first
        start = one.last
    yield start, length
