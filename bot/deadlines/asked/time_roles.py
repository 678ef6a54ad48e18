"""What a time of a message is of: the journey, the application, a deadline, or none of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import takewhile

from bot.deadlines.asked.clauses import (
    clause_after,
    clause_before,
    is_asked_noun,
    is_told_of,
    last_verdict,
    told_beside,
    verdict_of,
)
from bot.deadlines.asked.dates import DateSpan, tells_of_past_journey
from bot.deadlines.asked.sending import is_asked_if_enough, is_near
from bot.deadlines.asked.time_kinds import (
    WORDS_BEFORE,
    begins_soon_before,
    follows_for,
    is_part_of_year,
    is_range,
    is_season,
)
from bot.deadlines.asked.time_left import asks_until_when
from bot.deadlines.asked.words import joins_not, words
from bot.knowledge.naming.names import words_of
from bot.words.phrases import has_any, spaced

# So far behind a date its verb may stand: "am 12.7. fahren wir".
_WORDS_AFTER = 3


def times_of_ours(message: str, dates: Sequence[DateSpan]) -> list[DateSpan]:
    """Return the times without those of payments, birthdays and whatever else is beside a journey.

    "Vorbereitungstreffen im Januar, Begegnung im Juli": a meeting is no journey where one is told.
    """
    known = words()
    parts = (*known.other_parts, *(known.meetings_beside if len(dates) > 1 else ()))
    ends = [0, *(span.end for span in dates)]
    told = zip(dates, ends, strict=False)
    ours = [span for span, end in told if not _is_of(message, span, parts, end)]
    if len(dates) == 1:
        return ours
    beside = (partial(_is_meeting, dates), tells_of_past_journey, partial(_is_replaced, dates))
    return [span for span in ours if not any(is_beside(message, span) for is_beside in beside)]


def _is_replaced(dates: Sequence[DateSpan], message: str, span: DateSpan) -> bool:
    """Say whether "vom 10.4. auf den 20.4. verschoben" puts another time in the place of one."""
    later = min((one for one in dates if one.start > span.end), key=_start, default=None)
    between = set() if later is None else {*spaced(message[span.end : later.start]).split()}
    if later is not None and later.until == span.until:
        # "In der Nacht vom 9.7. auf den 10.7." they set off on the first day.
        return False
    return bool(between & {*words().put_off}) and between <= {
        *words().put_off,
        *words().before_days,
    }


def _start(span: DateSpan) -> int:
    return span.start


def _is_meeting(dates: Sequence[DateSpan], message: str, span: DateSpan) -> bool:
    """Say whether they only plan then: "wir treffen uns am 8.1. mit dem Partner".

    "… am 3.7. in Krakau und fahren am 10.7. zurück" meets on the journey.
    """
    if is_range(span) or any(begins_soon_before(span, one) for one in dates):
        return False
    before, behind = told_beside(message, span)
    said = spaced(" ".join((*before, *behind)))
    return has_any(said, words().meeting_verbs) and has_any(said, words().planned_with)


def _is_of(message: str, span: DateSpan, parts: Sequence[str], told: int) -> bool:
    """Say whether the telling word nearest to a time has one of these parts, from ``told`` on."""
    last = sum(word.end <= span.start and word.start >= told for word in words_of(message))
    # "Am 3.3. Vortreffen und im August die Begegnung": what is joined tells of another time.
    before, behind = told_beside(message, span)
    around = (*before[::-1][:last], *behind)
    telling = (w for w in around if verdict_of(w) is not None or any(p in w for p in parts))
    nearest = next(telling, "")
    return any(part in nearest for part in parts)


def is_beside(message: str, span: DateSpan, others: Sequence[DateSpan]) -> bool:
    """Say whether a day of which its clause tells nothing lies before one told as the journey."""
    journeys = (o for o in others if o.first and span.until and span.until <= o.first)
    told = (last_verdict(message, words_of(message), one) for one in journeys)
    return span.names_days and not tells_role(message, span) and any(told)


def tells_role(message: str, span: DateSpan) -> bool:
    """Say whether a time is told to be of the journey, the application or a deadline.

    Its own clause tells it, or its kind: "am 24.12. ist niemand da" tells nothing.
    """
    spoken = words_of(message)
    after = (word.text for word in clause_after(message, spoken, span))
    around = (*clause_before(message, spoken, span), *after)
    is_of_journey = is_range(span) or is_season(span) or is_part_of_year(span)
    is_told = any(verdict_of(word) is not None for word in around) or follows_for(spoken, span)
    # "Bis Mitternacht" is a deadline.
    is_over = span.is_told_over or span.ends_at_midnight
    return is_of_journey or is_told or is_over or tells_sending(message, span)


def tells_own_story(message: str, span: DateSpan) -> bool:
    """Say whether "im Mai haben wir Prüfungen" tells of a time that is of neither of both."""
    return is_told_of(message, span, words().own_stories)


def tells_sending(message: str, span: DateSpan) -> bool:
    """Say whether a time is told to be that of the application: "am 31. geht der Antrag raus"."""
    return hands_in(message, span) or is_asked_if_enough(message, span) or is_near(span)


def hands_in(message: str, span: DateSpan) -> bool:
    """Say whether the clause of a time tells that an application is handed in then."""
    known = words()
    verbs = (*known.sending, *known.sending_verbs, *known.handing_in, *known.sent)
    hands_in = (*verbs, *known.asked_nouns)
    return is_told_of(message, span, hands_in)


def tells_of_project(message: str, span: DateSpan) -> bool | None:
    """Return whether a date is that of the journey: the nearest telling word decides, if any."""
    if span.ends_at_midnight:
        # Applications are due then, and nobody sets off.
        return False
    spoken = words_of(message)
    before = [word.text for word in spoken if word.end <= span.start]
    if " ".join(before[-2:]) in words().project_leads or _names_beginning(before, span):
        return True
    if _is_sent_on(clause_before(message, spoken, span)):
        return False
    # "Der Antrag ging am 20.11. raus, die Begegnung beginnt im März."
    after = [word.text for word in clause_after(message, spoken, span)][:_WORDS_AFTER]
    if last_verdict(message, spoken, span):
        # "Begegnung im August Frist?": what is behind the date is what is asked for.
        after = [word for word in after if not is_asked_noun(word)]
    if asks_until_when(message):
        # "Griechenland Sommer 27, wann Antrag?"
        before, after = _without_asked(before), _without_asked(after)
    near = [(place, 0, word) for place, word in enumerate(reversed(before))]
    near += [(place, 1, word) for place, word in enumerate(after)]
    # "Am 10. Januar noch beim DPJW abgeben": the verb stands at the end.
    known = (*words().sending, *words().sent)
    behind = [word.text for word in clause_after(message, spoken, span)]
    hands_in = any(word in known for word in behind)
    # "Wir wollen am 15.1. den Antrag stellen": what is wanted is no journey.
    is_wish_to_send = any(word in known for word in takewhile(joins_not, behind))
    unsaid = words().wishing if is_wish_to_send else ()
    verdicts = (verdict_of(word) for _, _, word in sorted(near) if word not in unsaid)
    told = next((verdict for verdict in verdicts if verdict is not None), None)
    return False if told is None and hands_in and span.until is not None else told


def _is_sent_on(before: Sequence[str]) -> bool:
    """Say whether "abgeschickt am" stands before a date; what follows belongs to the next one."""
    known = words()
    telling = [word for word in before[-WORDS_BEFORE:] if word not in known.before_days]
    return bool(telling) and telling[-1] in known.sent


def _without_asked(said: Sequence[str]) -> list[str]:
    return [word for word in said if word not in words().asked_nouns]


def _names_beginning(before: Sequence[str], span: DateSpan) -> bool:
    """Say whether "Beginn August" is read as one period: the beginning of what is planned."""
    first = spaced(span.text).split()[:1]
    return bool(first) and first[0] in words().beginnings and before[-1:] != ["zu"]
