"""What one message is by itself: an emergency, a suspicion of one, or what else it is.

Words of danger and the ranking are the first look, :mod:`bot.nlu.suspicion` tells what is left of
it at the second.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.emergency.terms import EmergencyTerms
from bot.nlu.alarm import Alarm, alarm_of
from bot.nlu.alarm_check import AlarmCheck, signs_of
from bot.nlu.alarm_words import names_danger
from bot.nlu.decision import (
    COUNTRY,
    EMERGENCY_FAMILY,
    Thresholds,
    Understanding,
    acute_of,
    as_named,
    aspect_first,
    decide,
    emergency,
    split_intent,
    without_emergencies,
)
from bot.nlu.everyday import is_elsewhere, is_everyday
from bot.nlu.parts import MIN_WORDS, parts_of
from bot.nlu.ranking import Ranking, Scored
from bot.nlu.suspicion import LEAST_WITHOUT_DANGER, Suspicion, beside_answer, confirmed
from bot.nlu.topic_ranker import TopicRanker
from bot.nlu.understood import Understood
from bot.words.phrases import folded

_SUICIDE = "notfall_suizid"
_SURE = 1.0
_FEW_WORDS = 3
_NAME_WORDS = 2


@dataclass(frozen=True)
class Judge:
    """Judges a message by a trained ranker; emergencies go before everything else.

    ``terms`` are the words of danger, ``check`` is the second look at an emergency.
    """

    ranker: TopicRanker
    thresholds: Thresholds
    terms: EmergencyTerms
    check: AlarmCheck

    @cached_property
    def _acute(self) -> list[int]:
        """Return the positions of the emergencies among the ranker's intents."""
        return [
            position
            for position, intent in enumerate(self.ranker.intents)
            if split_intent(intent)[0] == EMERGENCY_FAMILY
        ]

    def judge(
        self,
        said: str,
        texts: Sequence[str],
        scored: Scored,
        aspects: Sequence[str],
        *,
        is_foreign: bool,
        named: Collection[str],
    ) -> Understood:
        """Return what to do with what was ``said``; ``aspects`` are what its entities ask for.

        ``texts`` are the message as it is ranked and its parts, ``scored`` their scores, ``named``
        the kinds of its entities.
        """
        ranking = as_named(self.ranker.ranking(scored, 0), aspects, named, self.thresholds)
        understood = self._judged(said, texts, scored, ranking, aspects, is_foreign=is_foreign)
        names_country = COUNTRY in named
        if not is_foreign and self._is_but_figurative(said, understood):
            understood = replace(understood.calm or understood, is_concerning=False)
        is_calm = not is_foreign and is_everyday(
            said,
            understood.decision.topic,
            names_country=names_country,
            is_named=understood.is_named,
            is_doubtful=understood.is_doubtful,
        )
        if is_calm:
            is_danger = understood.names_danger or understood.is_named
            understood = replace(understood.calm or understood, names_danger=is_danger)
        if is_calm or self.terms.calls_for_help(said):
            understood = replace(understood, is_concerning=True, is_faint=False)
        is_far = not is_foreign and is_elsewhere(said, names_country=names_country)
        return replace(understood, is_elsewhere=is_far)

    def by_letter(
        self,
        understood: Understood,
        ranking: Ranking,
        aspects: Sequence[str],
        named: Collection[str],
    ) -> Understood:
        """Return what a long message is by the ranking of what it asks.

        Whether it is an emergency was looked at in all that it says.
        """
        if understood.decision.decision != EMERGENCY_FAMILY:
            calm = self._calm(as_named(ranking, aspects, named, self.thresholds), aspects)
            return replace(understood, decision=calm.decision, ranking=calm.ranking)
        if understood.calm is None:
            return understood
        return replace(understood, calm=self.by_letter(understood.calm, ranking, aspects, named))

    def _is_but_figurative(self, said: str, understood: Understood) -> bool:
        """Return whether nothing but an idiom makes a message sound like an emergency.

        "Was schlagen Sie vor?": what is left without the idiom is looked at by itself.
        """
        is_alarming = understood.decision.decision == EMERGENCY_FAMILY or understood.is_concerning
        if not is_alarming or understood.is_named or not self.terms.is_figurative(said):
            return False
        left = self.terms.literal(said)
        if names_danger(left):
            return False
        if len(folded(left)) < MIN_WORDS:
            return True
        texts = [left, *parts_of(left)]
        scored = self.ranker.score(texts)
        ranking = self.ranker.ranking(scored, 0)
        rest = self._judged(left, texts, scored, ranking, (), is_foreign=False)
        return rest.decision.decision != EMERGENCY_FAMILY and not rest.is_concerning

    def _judged(
        self,
        said: str,
        texts: Sequence[str],
        scored: Scored,
        ranking: Ranking,
        aspects: Sequence[str],
        *,
        is_foreign: bool,
    ) -> Understood:
        """Return what to do with a message, by itself, as a whole and in its parts."""
        decision = decide(ranking, aspects, self.thresholds)
        named = self.terms.topic_of(said)
        if named:
            # Help against suicide is the one kind that no other has; of a foreign message a word
            # is surer than the ranking.
            if decision.decision != EMERGENCY_FAMILY or named == _SUICIDE or is_foreign:
                decision = emergency(named, _SURE)
            calm = self._calm(ranking, aspects)
            return Understood(decision, ranking, calm=calm, names_danger=True, is_named=True)
        limits = self.thresholds.foreign if is_foreign else self.thresholds.german
        alarm = alarm_of(scored, self._acute)
        words = len(said.split())
        is_strange = self._is_strange(words, ranking)
        is_first = decision.decision == EMERGENCY_FAMILY
        acute = acute_of(ranking.intents) or decision
        is_whole = not is_strange and limits.is_acute(alarm, is_first=is_first)
        is_part = alarm.part is not None and limits.is_acute_part(alarm)
        if alarm.part is not None and is_part and not is_whole:
            topic = split_intent(self.ranker.intents[alarm.part.topic])[1] or ""
            acute = emergency(topic, alarm.part.probability)
        is_suspected = is_whole or is_part or (limits.is_concerning(alarm) and not is_strange)
        if is_suspected and not is_foreign:
            suspicion = self._checked(texts, scored, alarm, acute, self._calm(ranking, aspects))
            checked = confirmed(suspicion, ranking, self.check)
            # "Soll ich überweisen? Von der Zusage keine Spur.": a part that names no danger is
            # heard beside what the whole message asks.
            is_beside = not is_whole and not checked.names_danger
            return beside_answer(checked) if is_beside else checked
        is_doubtful = acute.confidence < LEAST_WITHOUT_DANGER
        if (is_whole or is_part) and not is_doubtful:
            return Understood(acute, ranking)
        if is_first:
            ranking = without_emergencies(ranking)
            decision = decide(ranking, aspects, self.thresholds)
        if is_foreign:
            ranking = self._by_meaning(scored, aspects)
            decision = decide(ranking, aspects, self.thresholds.in_other_languages)
        is_name = is_strange and words <= _NAME_WORDS
        return Understood(decision, ranking, limits.is_concerning(alarm) and not is_name)

    def _checked(
        self,
        texts: Sequence[str],
        scored: Scored,
        alarm: Alarm,
        acute: Understanding,
        calm: Understood,
    ) -> Suspicion:
        """Return a suspicion with how sure the second look is; ``acute`` is what it would be."""
        part, limits = alarm.part, self.thresholds.german
        rows = [0, part.row] if part is not None and part.score >= limits.concern_part else [0]
        familiarity = self.ranker.familiarity(scored, slice(0, max(rows) + 1))
        sure = max(
            self.check.sureness(
                signs_of(
                    texts[row],
                    scored,
                    row,
                    self._acute,
                    self.ranker.labels,
                    float(familiarity[row]),
                )
            )
            for row in rows
        )
        return Suspicion(
            texts[0],
            acute,
            calm,
            sure,
            is_one_piece=len(texts) == 1,
            is_figurative=self.terms.is_figurative(texts[0]),
            names_danger=names_danger(self.terms.literal(texts[0])),
        )

    def _calm(self, ranking: Ranking, aspects: Sequence[str]) -> Understood:
        """Return what a German message is if it is no emergency."""
        is_first = split_intent(ranking.intents[0].intent)[0] == EMERGENCY_FAMILY
        calm = without_emergencies(ranking) if is_first else ranking
        decision = decide(calm, aspects, self.thresholds)
        if decision.decision == EMERGENCY_FAMILY:
            calm = without_emergencies(ranking)
            decision = decide(calm, aspects, self.thresholds)
        return Understood(decision, calm)

    def _by_meaning(self, scored: Scored, aspects: Sequence[str]) -> Ranking:
        """Return the ranking of a foreign message that is no emergency."""
        ranking = aspect_first(self.ranker.ranking_by_meaning(scored, 0), aspects)
        is_acute = split_intent(ranking.intents[0].intent)[0] == EMERGENCY_FAMILY
        return without_emergencies(ranking) if is_acute else ranking

    def _is_strange(self, words: int, ranking: Ranking) -> bool:
        """Return whether a message is but a name: of a place, a house, a person.

        A word that nobody trained is like nothing, and what is like nothing lands anywhere.
        """
        return words <= _FEW_WORDS and ranking.familiarity < self.thresholds.emergency_familiarity
