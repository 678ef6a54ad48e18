"""What the page of the office shows: the gaps in groups, each with the topics it resembles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversations.models import Reason
from bot.improvement.gaps import Gap, Trouble
from bot.improvement.grouping import MAX_QUESTIONS, group
from bot.improvement.topics import TopicBook

SUGGESTED_TOPICS = 3
MAX_EXAMPLES = 8


@dataclass(frozen=True)
class GapGroup:
    """Questions that ask for the same thing, the newest first.

    ``topics`` are the intents that they may belong to, the likeliest first.
    """

    gaps: tuple[Gap, ...]
    topics: tuple[str, ...]

    @property
    def question(self) -> str:
        """Return the question that stands for all of them."""
        return self.gaps[0].question

    @property
    def conversations(self) -> int:
        """Return in how many conversations it was asked."""
        return len({gap.conversation for gap in self.gaps})

    @property
    def last(self) -> datetime:
        """Return when it was asked for the last time."""
        return self.gaps[0].asked_at

    @property
    def troubles(self) -> Counter[Trouble]:
        """Return what went wrong how often."""
        return Counter(gap.trouble for gap in self.gaps)

    @property
    def reasons(self) -> Counter[Reason]:
        """Return why answers did not help, as far as told."""
        return Counter(gap.reason for gap in self.gaps if gap.reason is not None)

    @property
    def examples(self) -> tuple[Gap, ...]:
        """Return the newest gaps, each wording once."""
        by_wording = {gap.question.casefold(): gap for gap in reversed(self.gaps)}
        newest = sorted(by_wording.values(), key=lambda gap: gap.asked_at, reverse=True)
        return tuple(newest[:MAX_EXAMPLES])

    @property
    def is_more(self) -> bool:
        """Tell whether there are more wordings than examples."""
        return len({gap.question.casefold() for gap in self.gaps}) > len(self.examples)


def gap_groups(
    gaps: Iterable[Gap],
    wanted: Collection[Trouble],
    book: TopicBook,
) -> list[GapGroup]:
    """Return the gaps of the wanted kinds in groups, most conversations first.

    ``gaps`` are in order, the newest first; of very many only the newest are looked at.
    """
    chosen = [gap for gap in gaps if gap.trouble in wanted][:MAX_QUESTIONS]
    if not chosen or not book.sentences:
        return [GapGroup((gap,), ()) for gap in chosen]
    places = group([gap.question for gap in chosen], book.index)
    groups = [
        GapGroup(members, _topics(members, book))
        for members in (tuple(chosen[place] for place in sorted(own)) for own in places)
    ]
    return sorted(groups, key=lambda found: (-found.conversations, -found.last.timestamp()))


def _topics(gaps: Sequence[Gap], book: TopicBook) -> tuple[str, ...]:
    """Return the topics of a group: what people chose themselves, then what it resembles."""
    chosen = Counter(gap.topic for gap in gaps if gap.trouble is Trouble.CLARIFIED)
    intents = [book.intent_of(topic) for topic, _ in chosen.most_common()]
    found = [intent for intent in intents if intent is not None]
    likeness = book.index.likeness([gap.question for gap in gaps]).sum(axis=0)
    order = sorted(range(len(book.index.intents)), key=lambda place: -likeness[place])
    found += [book.index.intents[place] for place in order[: SUGGESTED_TOPICS * 2]]
    return tuple(dict.fromkeys(found))[:SUGGESTED_TOPICS]
