"""What a group plans, as far as it knows; nothing here names a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FORMATS = (
    "jugendbegegnung",
    "fachkraefte",
    "workcamp",
    "schulaustausch",
    "gedenkstaette",
    "jugendinitiative",
    "partnerschaft",
    "freiwilligendienst",
    "einzelreise",
)
"""Formats that a person can choose, the usual ones first (``data/nlu/lookups/format.yml``)."""

ORGANISATIONS = (
    "verein",
    "anerkannter_traeger",
    "kommune",
    "religionsgemeinschaft",
    "schule",
    "informelle_gruppe",
    "einzelperson",
    "unternehmen",
)
"""Kinds of applicants, the usual ones first (``kinds`` of ``applicants`` in the sheets)."""

UMBRELLA_KINDS = frozenset({"verein", "anerkannter_traeger", "religionsgemeinschaft"})
"""Only these can belong to an umbrella body that is a Zentralstelle."""

WITHOUT_PARTNER = frozenset({"gedenkstaette", "jugendinitiative"})
"""These can do without a partner abroad."""

SINGLE_GROUP = WITHOUT_PARTNER | {"freiwilligendienst", "einzelreise"}
"""Here the applicant's own group is the whole group."""

LOOSE = (
    "month", "begin", "middle", "end", "spring", "summer", "autumn", "winter", "easter",
    "pentecost", "holidays",
)  # fmt: skip
"""How loosely a first day may be known: by its month, a part of it, a season, feast or holidays."""

NRW = "nrw"
OLDEST = 99
MOST_PEOPLE = 1000
MOST_DAYS = 400
MOST_COUNTRIES = 3


@dataclass(frozen=True)
class Span:
    """A number or a range, both ends inclusive; an open end is None, never both."""

    low: int | None
    high: int | None

    def __str__(self) -> str:
        """Return ``16``, ``14-17``, ``12-`` or ``-26``."""
        if self.low == self.high:
            return str(self.low)
        low = "" if self.low is None else str(self.low)
        high = "" if self.high is None else str(self.high)
        return f"{low}-{high}"


@dataclass(frozen=True)
class Seat:
    """Where the applicant is at home.

    ``text`` is what was typed, ``state`` the id of the Bundesland (None: the place is not known
    to us), ``youth_office`` the name of the Landesjugendamt in NRW (None: elsewhere, or the place
    does not tell which).
    """

    text: str
    state: str | None = None
    youth_office: str | None = None

    @property
    def is_in_nrw(self) -> bool | None:
        """Say whether the place lies in NRW; None when it is not known to us."""
        return None if self.state is None else self.state == NRW


@dataclass(frozen=True)
class Case:
    """A plan; everything that is None or empty is not known yet.

    ``countries`` are ISO 3166 codes of the partner countries without Germany, ``age`` is that of
    the participants in years, ``group`` counts the participants from Germany without leaders,
    ``start`` is the first day or the earliest possible one, ``end`` the last day, ``days`` counts
    days where the dates are open. ``when`` is one of ``LOOSE`` where ``start`` is only the earliest
    day of what was named, None where the day itself was.
    """

    countries: tuple[str, ...] = ()
    format: str | None = None
    age: Span | None = None
    group: Span | None = None
    start: date | None = None
    end: date | None = None
    days: int | None = None
    when: str | None = None
    organisation: str | None = None
    has_umbrella: bool | None = None
    seat: Seat | None = None

    @property
    def duration(self) -> int | None:
        """Return the number of days, first and last included."""
        if self.start is not None and self.end is not None:
            return (self.end - self.start).days + 1
        return self.days

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is known at all."""
        return self == Case()
