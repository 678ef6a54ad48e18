"""The check with the office's current files: what page and chat call."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.deadlines.office.book import LiveBook
from bot.fit.case import Case, Seat
from bot.fit.check import check
from bot.fit.query import QueryReading, read_query
from bot.fit.result import FitResult, Verdict
from bot.fit.rulebook.rule_book import LiveRules
from bot.fit.seats import seat_finder
from bot.places.book import LivePlaces
from bot.programmes.book import LiveProgrammes


@dataclass(frozen=True)
class FitService:
    """Answers with the files as they stand now; safe to share between threads."""

    programmes: LiveProgrammes
    deadlines: LiveBook
    places: LivePlaces
    rules: LiveRules
    now: Callable[[], datetime]

    def read(self, parameters: Mapping[str, Sequence[str]]) -> QueryReading:
        """Read a plan from the parameters of an address."""
        return read_query(parameters, self.find_seat)

    def check(self, case: Case, asked: Collection[str] | None = None) -> FitResult:
        """Hold a plan against every sheet, or only those ``asked`` for (ids of programmes).

        Raises:
            DeadlineBookError, RuleBookError: a file has never been usable since the start.
        """
        return check(
            case,
            self.programmes.current(),
            self.deadlines.current(),
            self.rules.current(),
            self.now(),
            asked,
        )

    def fitting(self, countries: Sequence[str], formats: Sequence[str]) -> list[str] | None:
        """Return the programmes that fit one country and format; None where nobody can say.

        Raises:
            DeadlineBookError, RuleBookError: a file has never been usable since the start.
        """
        if len(countries) != 1:
            return None
        case = Case(countries=tuple(countries), format=formats[0] if len(formats) == 1 else None)
        programmes = self.check(case).programmes
        fits = [item.sheet.id for item in programmes if item.verdict is not Verdict.FITS_NOT]
        return fits or None

    def find_seat(self, text: str) -> Seat:
        """Find the place that a person named.

        Raises:
            PlacesError: the files have never been usable since the start.
        """
        return seat_finder(self.places.current())(text)
