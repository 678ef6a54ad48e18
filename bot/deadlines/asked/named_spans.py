"""Where a message names deadlines, times, ways and the money of the Land."""

from __future__ import annotations

from collections.abc import Sequence

from bot.deadlines.asked.dates import DateSpan
from bot.deadlines.asked.later import asks_for_coming_round, asks_for_later_round
from bot.deadlines.asked.shifting import shift_in
from bot.deadlines.asked.time_left import asks_for_clock, asks_until_when, asks_which_are_sure
from bot.deadlines.asked.words import is_deadline, phrase_spans, words
from bot.knowledge.naming.names import words_of
from bot.words.phrases import spaced

_ASK_FOR_NOTHING_ELSE = (
    asks_for_later_round,
    asks_for_coming_round,
    asks_for_clock,
    asks_which_are_sure,
)
# "Polen und auch noch Erasmus"; more words tell of something else.
_MOST_BETWEEN = 4
_LIST_SIGNS = (",", "+", "/", "&")


def land_spans(message: str) -> list[tuple[int, int]]:
    """Return where a message names the money of the Land, as pairs of character offsets."""
    return phrase_spans(message, words().of_the_land)


def deadline_spans(message: str) -> list[tuple[int, int]]:
    """Return where a message says that it asks for deadlines: "Frist", and its "wann" beside it."""
    said, asking = words_of(message), words().asking_when
    is_named = any(is_deadline(word.text) for word in said)
    if not is_named and not asks_until_when(message):
        return []
    return [(w.start, w.end) for w in said if is_deadline(w.text) or w.text in asking]


def lists_names(message: str, names: Sequence[tuple[int, int]]) -> bool:
    """Say whether two names stand beside each other in a list: "für Polen und Erasmus".

    ``names`` are where names stand, as pairs of character offsets.
    """
    ordered = sorted(names)
    between = (
        message[end:start] for (_, end), (start, _) in zip(ordered, ordered[1:], strict=False)
    )
    return any(
        gap.strip(" ") in _LIST_SIGNS
        or (
            len(said := spaced(gap).split()) <= _MOST_BETWEEN
            and not {*words().listing}.isdisjoint(said)
        )
        for gap in between
    )


def filter_spans(message: str, dates: Sequence[DateSpan]) -> list[tuple[int, int]]:
    """Return where a message names a time, a way, a home, or asks what runs or comes next.

    Pairs of character offsets, in order. Programmes, countries and formats are found elsewhere.
    """
    if any(asks(message) for asks in _ASK_FOR_NOTHING_ELSE) or shift_in(message) is not None:
        return [(0, len(message))]
    known = words()
    phrases = (
        *known.running, *known.always, *known.next, *known.everything,
        *known.with_umbrella, *known.without_umbrella, *known.youth_office, *known.direct,
        *(form for forms in (*known.offices.values(), *known.states.values()) for form in forms),
    )  # fmt: skip
    spans = [(span.start, span.end) for span in dates]
    # "Und für unser Jugendzentrum?" is the same without what is for schools, "Fristen für Schulen"
    # are others than those before.
    phrases += known.schools if deadline_spans(message) else known.no_schools
    return sorted([*spans, *phrase_spans(message, phrases)])
