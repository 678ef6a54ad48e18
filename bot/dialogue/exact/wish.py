"""What an exact answer is wanted of: a value, a comparison, a place, the sense of a word.

Which one a message wants is told by :mod:`bot.dialogue.exact.wish_rules`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from bot.dialogue.aspects import DEADLINE_ASPECT
from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.wishes.comparing import ASPECT_WISH, TERM_WISH
from bot.dialogue.wishes.sheet_questions import COUNTRY_WISH, asks_amount_for_country
from bot.words.phrases import folded


class WishKind(Enum):
    """What the exact answer is."""

    COMPARISON = "comparison"
    ASPECT = ASPECT_WISH
    PLACE = "place"
    TERM = TERM_WISH
    FIT_CHECK = "fit_check"
    COUNTRY = COUNTRY_WISH
    VERDICT = "verdict"


@dataclass(frozen=True)
class Wish:
    """An exact answer is wanted: of which kind, about which programmes and aspects.

    No aspects stand for all that is known about a programme.
    """

    kind: WishKind
    programmes: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clues:
    """What other services recognise in the message.

    ``term_topic`` is the topic of the term whose meaning is asked for (None: none is), and
    ``is_abbreviation`` whether it is one; ``names_place`` tells whether a place is named;
    ``programmes_of_countries`` are the programmes made for the countries named,
    ``topics_of_programmes`` the topics of the programmes named. ``barred`` are those of the
    programmes meant that pay neither for the countries nor for the applicant, ``silent`` those of
    both of which nothing is known that was asked for. ``fitting`` are the programmes that may pay
    for the countries meant.
    """

    term_topic: str | None = None
    is_abbreviation: bool = False
    names_place: bool = False
    programmes_of_countries: tuple[str, ...] = ()
    topics_of_programmes: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    fitting: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spoken:
    """A message in its conversation, and what other services recognise in it."""

    heard: Heard
    meant: Meant
    before: Context | None
    clues: Clues

    @cached_property
    def said(self) -> list[str]:
        """Return the words of what is asked."""
        return folded(self.heard.asked)

    @property
    def asks_for_dates(self) -> bool:
        """Say whether deadlines are asked for, whatever else is named."""
        heard = self.heard
        names_time = DEADLINE_ASPECT in heard.aspects or heard.is_for_deadlines or heard.filters
        return self.meant.decision == "act" and bool(names_time)

    @property
    def asks_amount_above(self) -> bool:
        """Say whether "wie viel denn" is asked of programmes that may pay for a country."""
        asked = asks_amount_for_country(self.heard, self.meant, self.before)
        return bool(self.clues.fitting) and asked
