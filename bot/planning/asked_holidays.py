"""Questions for the school holidays themselves: "wann sind Osterferien 2027?"."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.dates.tokens.lexicon import lexicon
from bot.deadlines.asked.dates import DateSpan, find_dates
from bot.deadlines.asked.named_spans import deadline_spans
from bot.deadlines.asked.words import words
from bot.planning.holidays import Periods
from bot.planning.models import Holidays
from bot.words.phrases import has_any, spaced

_MOST_WORDS = 8
_FEW_WORDS = 4


def asked_holidays(
    message: str, earlier: str, periods: Periods, now: datetime
) -> tuple[Holidays, ...]:
    """Return the school holidays of NRW that a message asks for, none where it asks anything else.

    ``earlier`` is what the person wrote before, for "und Herbstferien?"; ``now`` is aware. Dates of
    holidays that the office has not entered are not known.
    """
    goes_on = len(spaced(message).split()) <= _FEW_WORDS and _asks(earlier)
    if not (_asks(message) or goes_on) or deadline_spans(message):
        return ()
    spans = find_dates(message, now)
    return tuple(filter(None, (_entered(span, periods) for span in spans)))


def _asks(message: str) -> bool:
    said = spaced(message)
    spoken = said.split()
    names_holidays = any(word in lexicon().school_holidays for word in spoken)
    return names_holidays and has_any(said, words().when) and len(spoken) <= _MOST_WORDS


def _entered(span: DateSpan, periods: Periods) -> Holidays | None:
    said = spaced(span.text).split()
    name = next((word for word in said if word in lexicon().school_holidays), None)
    if name is None or span.first is None:
        return None
    found = periods.get((name, span.first.year))
    if found is None or found[0] != span.first:
        return None
    return Holidays(name.capitalize(), found[0], found[1] - timedelta(days=1), covers=True)
