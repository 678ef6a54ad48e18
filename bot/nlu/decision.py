"""What to do with a ranking: answer, ask back, act, hand over, help at once, or admit defeat."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.nlu.alarm.strength import FOREIGN_LIMITS, GERMAN_LIMITS, Limits
from bot.nlu.ranker.ranking import RankedIntent, Ranking

DECISION_OF_FAMILY = {
    "faq": "answer",
    "deadline": "act",
    "event": "act",
    "handover": "handover",
    "emergency": "emergency",
    "smalltalk": "smalltalk",
    "out_of_scope": "fallback",
}
"""The family of an intent ``<family>/<topic id>`` is the decision."""

DIALOGUE_INTENTS = frozenset({"affirm", "deny", "stop", "start_fit_check", "own_request"})
UNCLEAR_TOPIC = "meta_unklar"
CLARIFY_INTENT = "clarify"
FALLBACK_INTENT = "nlu_fallback"
EMERGENCY_FAMILY = "emergency"
DEADLINE_ASPECT = "frist"
_PROGRAMME_TOPIC_PREFIX = "foerderung_"
COUNTRY = "country"
"""The kind of entity that is a country, or a town of one."""
_SUBJECTS = frozenset({COUNTRY, "programme"})
# What is asked about a programme beats the programme: rule 3 of docs/topics.md.
TOPIC_OF_ASPECT = {
    "alter": "alter_teilnehmende",
    "gruppengroesse": "gruppengroesse",
    "dauer": "dauer_reisetage",
    "eigenanteil": "eigenanteil",
}
# Never offered as «Meinten Sie …?»: they are no questions that a person could mean.
_NO_CANDIDATES = frozenset({UNCLEAR_TOPIC, "oos_allgemein", "meta_andere_sprache"})
_MIN_CANDIDATES = 2
_MAX_CANDIDATES = 3


@dataclass(frozen=True)
class Thresholds:
    """Lines between the decisions, drawn on tests/questions/dev.tsv: docs/understanding.md."""

    lead: float = 0.11
    """The first topic must be this far ahead of the second to be taken as understood."""
    deadline: float = 0.7
    """A programme together with the word for a deadline needs only this probability."""
    familiarity: float = -1.2
    """Below this the message is about something that nobody trained."""
    clarify: float = 0.04
    """From this probability on a topic is worth asking back."""
    emergency: float = 0.12
    """Emergencies together need only this if one is first: a missed one weighs more than one too
    many. If something else is first, the strength of the alarm decides."""
    emergency_familiarity: float = -0.6
    """Two or three words that are stranger than this are a name and no cry for help, unless one of
    them is a word of danger."""
    german: Limits = GERMAN_LIMITS
    """What else an emergency needs, and when the numbers are shown beside another answer."""
    foreign: Limits = FOREIGN_LIMITS
    """The same for messages in another language."""
    smalltalk_lead: float = 0.06
    """The lead that small talk needs: a friendly word too many costs less than three questions that
    have nothing to do with the message (right in ten of ten between 0.05 and ``lead``)."""
    behind_unclear: float = 0.25
    """Where a message is called unclear, a topic with this share of all that is left is offered:
    whether a group is too small is asked in four words, and is no riddle."""
    surely_unclear: float = 0.95
    """From this probability on, what is left is noise: the children look forward to it."""
    foreign_lead: float = 0.1
    """The lead that a message in another language needs, where only its meaning is compared."""

    @property
    def in_other_languages(self) -> Thresholds:
        """Return the lines for messages in another language."""
        return replace(self, lead=self.foreign_lead)


@dataclass(frozen=True)
class Understanding:
    """The decision on a message; ``intent`` is the one that the dialogue acts on."""

    decision: str
    intent: str
    topic: str | None
    confidence: float
    candidates: tuple[str, ...] = ()


# There are some hundred intents, and each message splits all of them several times.
@lru_cache(maxsize=1000)
def split_intent(intent: str) -> tuple[str, str | None]:
    """Return family and topic id of an intent; dialogue intents have no topic."""
    family, _, topic = intent.partition("/")
    return family, topic or None


def is_of_programme(intent: str) -> bool:
    """Say whether an intent is the topic of a programme, or of those of a country."""
    return (split_intent(intent)[1] or "").startswith(_PROGRAMME_TOPIC_PREFIX)


def intent_of_topic(intents: Iterable[str]) -> dict[str, str]:
    """Return the intent of each topic among ``intents``; those of a dialogue have none."""
    topics = ((split_intent(intent)[1], intent) for intent in intents)
    return {topic: intent for topic, intent in topics if topic is not None}


def topic_ranking(ranking: Sequence[RankedIntent]) -> list[tuple[str, float]]:
    """Return (topic id, confidence), best first; words of a dialogue count as unclear."""
    merged: dict[str, float] = {}
    for item in ranking:
        topic = split_intent(item.intent)[1] or UNCLEAR_TOPIC
        merged[topic] = merged.get(topic, 0.0) + item.confidence
    return sorted(merged.items(), key=lambda pair: -pair[1])


def _is_emergency(item: RankedIntent) -> bool:
    return split_intent(item.intent)[0] == EMERGENCY_FAMILY


def without_emergencies(ranking: Ranking) -> Ranking:
    """Return the ranking of all else; nothing in it is far ahead."""
    others = (item for item in ranking.intents if not _is_emergency(item))
    return replace(ranking, intents=tuple(others), lead=0.0)


def _acute(ranking: Sequence[RankedIntent], thresholds: Thresholds) -> Understanding | None:
    """Return the emergency that is first, if there is enough of it."""
    found = acute_of(ranking) if _is_emergency(ranking[0]) else None
    return None if found is None or found.confidence < thresholds.emergency else found


def acute_of(ranking: Sequence[RankedIntent]) -> Understanding | None:
    """Return the decision to help with the most probable emergency, if the ranking knows any."""
    found = [item for item in ranking if _is_emergency(item)]
    if not found:
        return None
    total = sum(item.confidence for item in found)
    return emergency(split_intent(found[0].intent)[1] or "", total)


def emergency(topic: str, confidence: float) -> Understanding:
    """Return the decision to help at once."""
    return Understanding("emergency", EMERGENCY_FAMILY, topic, confidence)


def aspect_first(ranking: Ranking, aspects: Sequence[str]) -> Ranking:
    """Return the ranking with the one aspect asked for before the programme it is asked about."""
    asked = {TOPIC_OF_ASPECT[aspect] for aspect in aspects if aspect in TOPIC_OF_ASPECT}
    best, *others = ranking.intents
    if len(asked) != 1 or not is_of_programme(best.intent):
        return ranking
    wanted = asked.pop()
    for place, item in enumerate(others):
        if split_intent(item.intent)[1] == wanted:
            # The two change places, and so do their probabilities.
            first = RankedIntent(item.intent, best.confidence)
            others[place] = RankedIntent(best.intent, item.confidence)
            return replace(ranking, intents=(first, *others))
    return ranking


def as_named(
    ranking: Ranking, aspects: Sequence[str], named: Collection[str], thresholds: Thresholds
) -> Ranking:
    """Return a ranking with what the entities of its message tell; ``named`` are their kinds.

    What names its subject is not strange: "Austausch mit Wolgograd, geht da noch was" is unlike all
    sentences that were trained, as names are.
    """
    ranking = aspect_first(ranking, aspects)
    if _SUBJECTS.isdisjoint(named):
        return ranking
    return replace(ranking, familiarity=max(ranking.familiarity, thresholds.familiarity))


def decide(ranking: Ranking, aspects: Sequence[str], thresholds: Thresholds) -> Understanding:
    """Decide on a ranking; ``aspects`` are what the entities say is asked for."""
    acute = _acute(ranking.intents, thresholds)
    if acute is not None:
        return acute
    best = ranking.intents[0]
    family, topic = split_intent(best.intent)
    if best.intent in DIALOGUE_INTENTS:
        return Understanding("clarify", best.intent, UNCLEAR_TOPIC, best.confidence)
    if _asks_for_deadline(ranking, aspects, thresholds):
        # "Frist DPJW": the programme's topic, but the answer is a date and comes from the book.
        return Understanding("act", "deadline", topic, best.confidence)
    # "Pro Person?" asks about an amount, and for nobody's name.
    is_smalltalk = family == "smalltalk" and topic != UNCLEAR_TOPIC and not aspects
    if ranking.lead < (thresholds.smalltalk_lead if is_smalltalk else thresholds.lead):
        return _unsure(ranking, thresholds)
    if ranking.familiarity < thresholds.familiarity and family not in ("smalltalk", "out_of_scope"):
        return Understanding("fallback", FALLBACK_INTENT, topic, best.confidence)
    if topic == UNCLEAR_TOPIC:
        near = _behind_unclear(ranking, thresholds)
        return Understanding("clarify", CLARIFY_INTENT, topic, best.confidence, near)
    return Understanding(DECISION_OF_FAMILY[family], family, topic, best.confidence)


def _asks_for_deadline(ranking: Ranking, aspects: Sequence[str], thresholds: Thresholds) -> bool:
    """Return whether a date of a programme is wanted; the named deadline makes up for some lead."""
    best = ranking.intents[0]
    return (
        DEADLINE_ASPECT in aspects
        and is_of_programme(best.intent)
        and ranking.familiarity >= thresholds.familiarity
        and (ranking.lead >= thresholds.lead or best.confidence >= thresholds.deadline)
    )


def _behind_unclear(ranking: Ranking, thresholds: Thresholds) -> tuple[str, ...]:
    """Return the topics worth offering for a message that is called unclear, often none."""
    is_noise = ranking.intents[0].confidence >= thresholds.surely_unclear
    if is_noise or ranking.familiarity < thresholds.familiarity:
        return ()
    left = [one for one in topic_ranking(ranking.intents) if one[0] != UNCLEAR_TOPIC]
    enough = thresholds.behind_unclear * sum(probability for _, probability in left)
    near = [topic for topic, probability in left[:_MAX_CANDIDATES] if probability >= enough]
    answered = {split_intent(one.intent)[1] for one in ranking.intents if _is_subject(one)}
    return tuple(topic for topic in near if topic in answered)


def _is_subject(item: RankedIntent) -> bool:
    """Say whether an intent is something to be asked about, and no turn of the talk itself."""
    return split_intent(item.intent)[0] in ("faq", "deadline", "event", "handover")


def _unsure(ranking: Ranking, thresholds: Thresholds) -> Understanding:
    topics = topic_ranking(ranking.intents)
    best_topic, confidence = topics[0]
    near = [
        topic
        for place, (topic, probability) in enumerate(topics[:_MAX_CANDIDATES])
        # Two questions at least, or there would be nothing to choose between.
        if (probability >= thresholds.clarify or place < _MIN_CANDIDATES)
        and topic not in _NO_CANDIDATES
    ]
    if ranking.familiarity < thresholds.familiarity or not near:
        return Understanding("fallback", FALLBACK_INTENT, best_topic, confidence)
    return Understanding("clarify", CLARIFY_INTENT, best_topic, confidence, tuple(near))
