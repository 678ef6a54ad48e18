"""What became of the questions in the chats, by topic, day, hour and channel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from bot.conversations.counts import HourCount, Rating, ReasonCount, TopicCount
from bot.conversations.models import Reason
from bot.conversations.outcome import CLARIFIED
from bot.dates.calendar.almanac import monday_of
from bot.statistics.models import Figure, Line, Section, share_of, told
from bot.texts import keys, text

OUTCOME_OF_DECISION = {
    "answer": "answered",
    "act": "answered",
    "clarify": "asked_back",
    "handover": "handed_over",
    "fallback": "not_understood",
    "rejected": "not_understood",
    "emergency": "emergency",
    "smalltalk": "smalltalk",
    "out_of_scope": "out_of_scope",
    "missing": "failed",
    "failed": "failed",
}
"""From what the assistant decided to what the office wants to know."""

OUTCOMES = tuple(dict.fromkeys(OUTCOME_OF_DECISION.values()))
MAX_TOPICS = 25
MAX_DAYS_SHOWN_SINGLY = 31
_HOURS = 24


def outcome_section(counts: Iterable[TopicCount]) -> tuple[Section, tuple[Figure, ...]]:
    """Return how many questions ended how, and the figures that follow from it."""
    numbers: Counter[str] = Counter()
    for count in counts:
        numbers[_outcome(count.decision)] += count.number
    clarified = numbers.pop(CLARIFIED, 0)
    total = sum(numbers.values())
    lines = [_line("outcome", key, numbers[key], total) for key in OUTCOMES]
    lines.insert(2, _line("outcome", CLARIFIED, clarified, numbers["asked_back"]))
    figures = (
        Figure("questions", "number", told(total)),
        Figure("answered", "share", share_of(numbers["answered"], total)),
        Figure("clarified", "share", share_of(clarified, numbers["asked_back"])),
        Figure("handed_over", "share", share_of(numbers["handed_over"], total)),
        Figure("not_understood", "share", share_of(numbers["not_understood"], total)),
    )
    return Section("outcomes", tuple(lines)), figures


def topic_section(counts: Iterable[TopicCount], title: Callable[[str], str]) -> Section:
    """Return the topics that were asked for most; what is rare is told together."""
    numbers: Counter[str] = Counter()
    for count in counts:
        if count.topic:
            numbers[count.topic] += count.number
    total = sum(numbers.values())
    common = [(topic, n) for topic, n in numbers.most_common(MAX_TOPICS) if told(n) is not None]
    rest = total - sum(number for _, number in common)
    lines = [Line(topic, title(topic), n, share_of(n, total)) for topic, n in common]
    if rest:
        others = len(numbers) - len(common)
        key = "other_topic" if others == 1 else "other_topics"
        label = text(f"statistics.{key}", number=others)
        lines.append(Line("other", label, told(rest), share_of(rest, total)))
    return Section("topics", tuple(lines))


def rating_sections(
    ratings: Iterable[Rating], reasons: Iterable[ReasonCount]
) -> tuple[Section, Section, Figure]:
    """Return how answers were liked, why they were not, and the share of helpful ones."""
    both = [(rating.helpful, rating.not_helpful) for rating in ratings]
    helpful, not_helpful = (sum(column) for column in zip(*both, strict=True)) if both else (0, 0)
    total = helpful + not_helpful
    why: Counter[Reason] = Counter()
    for count in reasons:
        why[count.reason] += count.number
    return (
        Section(
            "ratings",
            (
                _line("rating", "helpful", helpful, total),
                _line("rating", "not_helpful", not_helpful, total),
            ),
        ),
        Section(
            "reasons",
            tuple(_line("reason", r.value, why[r], sum(why.values())) for r in Reason),
        ),
        Figure("helpful", "share", share_of(helpful, total)),
    )


def time_section(days: dict[date, int], first: date, last: date) -> Section:
    """Return the questions of each day, or of each week when the period is long."""
    if (last - first).days < MAX_DAYS_SHOWN_SINGLY:
        shown = [(day, days.get(day, 0)) for day in _days(first, last)]
        return Section("days", tuple(_day_line(day, number) for day, number in shown))
    weeks: Counter[date] = Counter({monday_of(day): 0 for day in _days(first, last)})
    for day, number in days.items():
        weeks[monday_of(day)] += number
    return Section("weeks", tuple(_day_line(day, weeks[day]) for day in sorted(weeks)))


def hour_sections(counts: Sequence[HourCount]) -> tuple[Section, Section]:
    """Return the questions by hour of the day and by channel."""
    hours: Counter[int] = Counter()
    channels: Counter[str] = Counter()
    for count in counts:
        hours[count.hour] += count.number
        channels[count.channel] += count.number
    total = sum(channels.values())
    return (
        Section(
            "hours",
            tuple(
                Line(str(h), text("statistics.hour", hour=h), told(hours[h])) for h in range(_HOURS)
            ),
        ),
        Section(
            "channels",
            tuple(_line("channel", key, n, total) for key, n in channels.most_common()),
        ),
    )


def _outcome(decision: str) -> str:
    # A decision that only a newer version knows is none of those that went well.
    return CLARIFIED if decision == CLARIFIED else OUTCOME_OF_DECISION.get(decision, "failed")


def _line(kind: str, key: str, number: int, total: int) -> Line:
    name = f"statistics.{kind}_{key}"
    return Line(key, text(name) if name in keys() else key, told(number), share_of(number, total))


def _day_line(day: date, number: int) -> Line:
    return Line(day.isoformat(), f"{day:%d.%m.%Y}", told(number))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
