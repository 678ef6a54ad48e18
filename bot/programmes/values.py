"""What the facts of a sheet mean in numbers and ids, for rules that reckon with them."""

from __future__ import annotations

from dataclasses import dataclass

FORMATS = (
    "jugendbegegnung",
    "fachkraefte",
    "workcamp",
    "freiwilligendienst",
    "schulaustausch",
    "gedenkstaette",
    "jugendinitiative",
    "partnerschaft",
    "einzelreise",
    "akkreditierung",
    "sonstiges",
)
APPLICANTS = (
    "verein",
    "anerkannter_traeger",
    "kommune",
    "schule",
    "informelle_gruppe",
    "religionsgemeinschaft",
    "einzelperson",
    "unternehmen",
)
WAYS = ("zentralstelle", "landesjugendamt", "direkt", "portal")


@dataclass(frozen=True)
class Kinds:
    """Kinds of applicants or format ids that are supported."""

    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Countries:
    """Partner countries as ISO 3166 codes.

    Either ``only`` these, with the countries of ``also`` beside them; or ``is_any`` country
    except the ``excluded`` ones.
    """

    only: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    is_any: bool = False
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True)
class Span:
    """Years of age, or days of programme; None is an open end."""

    minimum: int | None
    maximum: int | None


@dataclass(frozen=True)
class GroupSize:
    """Number of participants, altogether and from each country; None is an open end."""

    minimum: int | None
    maximum: int | None
    minimum_per_country: int | None
    maximum_per_country: int | None


@dataclass(frozen=True)
class Share:
    """The applicant's own part of the costs in percent."""

    percent: int


@dataclass(frozen=True)
class Ways:
    """The ways an application can take."""

    ways: tuple[str, ...]


Value = Kinds | Countries | Span | GroupSize | Share | Ways
