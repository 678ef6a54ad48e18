"""Finds the places that a text names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.knowledge.naming.names import (
    TYPO_IN_ANSWER,
    TYPO_IN_TEXT,
    Found,
    NameIndex,
    Word,
    words_of,
)
from bot.places.models import Elsewhere, Place, PlaceKind
from bot.places.parsing import Gazetteer
from bot.words.folding import fold
from bot.words.turn import once_a_turn

_Meaning = Place | Elsewhere
# "Märkischen Kreises", "im Bergischen Land" and what is written in a form.
_ADJECTIVE = re.compile(r"(?<=isch)(?:e[nrsm]?)\Z")
_DISTRICT = re.compile(r"kreise?s?\Z")
# A short answer to "Wo?" names the place without "aus" or "in".
_SHORT_ANSWER_WORDS = 6


class PlaceFinder:
    """Knows all names of places; a message is read in time linear in its words."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Learn the names."""
        names = gazetteer.names
        self._markers = gazetteer.markers
        self._words = gazetteer.words
        self._sure = _index(
            [(name, place) for name, place in names if fold(name) not in gazetteer.ambiguous]
        )
        # People without umlauts type "Lohne" for Löhne; but that is a town in Niedersachsen.
        self._ambiguous = _index(
            [(fold(name), place) for name, place in names if fold(name) in gazetteer.ambiguous]
        )

    def find(self, text: str, *, names_place: bool = False) -> list[Place]:
        """Return the places in NRW that ``text`` names, in order, each once.

        Words that also mean something else count behind "aus", "in", "Stadt" …; with
        ``names_place`` (the text is an answer to "Wo?") they always count. A name that several
        places have gives all of them, unless the text says which. A Kreis or landscape is left
        out where a place in it is named.
        """
        found = [one for one in self._find(text, names_place=names_place) if _places(one)]
        certain = [place for one in found if len(one.values) == 1 for place in _places(one)]
        chosen: dict[str, Place] = {}
        for one in found:
            for place in _choose(_places(one), certain):
                chosen.setdefault(place.id, place)
        return _most_exact(list(chosen.values()))

    def find_elsewhere(self, text: str, *, names_place: bool = False) -> list[Elsewhere]:
        """Return the places outside NRW that ``text`` names, one for each Bundesland."""
        chosen: dict[str, Elsewhere] = {}
        for one in self._find(text, names_place=names_place):
            for value in one.values:
                if isinstance(value, Elsewhere):
                    known = chosen.get(value.state.id)
                    if known is None or known.town is None:
                        chosen[value.state.id] = value
        return list(chosen.values())

    def _find(self, text: str, *, names_place: bool) -> list[Found[_Meaning]]:
        key = ("places", self, text, names_place)
        return once_a_turn(key, lambda: self._read(text, names_place=names_place))

    def _read(self, text: str, *, names_place: bool) -> list[Found[_Meaning]]:
        words = words_of(text)
        found = self._sure.find(words, typo_from=TYPO_IN_ANSWER if names_place else TYPO_IN_TEXT)
        found = [one for one in found if not (one.has_typo and self._is_word(words[one.first]))]
        taken = {place for one in found for place in range(one.first, one.last)}
        districts = {place.name for one in found for place in _places(one)}
        counts_always = names_place and len(words) <= _SHORT_ANSWER_WORDS
        for one in self._ambiguous.find(words, typo_from=None):
            if not taken.isdisjoint(range(one.first, one.last)):
                continue
            # "Bornheim im Rhein-Sieg-Kreis" is a town, whatever stands before it.
            is_in_district = any(place.kreis in districts for place in _places(one))
            if counts_always or is_in_district or self._is_marked(words, one.first):
                found.append(one)
        return sorted(found, key=lambda one: one.first)

    def _is_word(self, word: Word) -> bool:
        return word.text in self._words

    def _is_marked(self, words: Sequence[Word], position: int) -> bool:
        return position > 0 and words[position - 1].text in self._markers


def _index(names: list[tuple[str, _Meaning]]) -> NameIndex[_Meaning]:
    return NameIndex(names, endings=("s",), canonical=_canonical)


def _canonical(word: str) -> str:
    return _DISTRICT.sub("kreis", _ADJECTIVE.sub("", word))


def _places(found: Found[_Meaning]) -> list[Place]:
    return [value for value in found.values if isinstance(value, Place)]


def _choose(places: list[Place], certain: list[Place]) -> list[Place]:
    """Return those of several places with one name that the rest of the text speaks of."""
    if len(places) == 1:
        return places
    names = {place.name for place in certain}
    fitting = [place for place in places if place.name in names or place.kreis in names]
    return fitting or places


def _most_exact(places: list[Place]) -> list[Place]:
    districts = {place.kreis for place in places}
    exact = [place for place in places if place.kind is not PlaceKind.LANDSCAPE] or places
    return [place for place in exact if place.name not in districts]
