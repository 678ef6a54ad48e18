"""What one message is by itself: an emergency, a suspicion of one, or what else it is.

Words of danger and :mod:`bot.nlu.judging.first_look` come first,
:mod:`bot.nlu.judging.suspicion` tells what is left of a suspicion at the second look.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.emergency.terms import EmergencyTerms
from bot.nlu.alarm.check import AlarmCheck, signs_of
from bot.nlu.alarm.words import names_danger
from bot.nlu.decision import (
    COUNTRY,
    EMERGENCY_FAMILY,
    Thresholds,
    as_named,
    aspect_first,
    decide,
    emergency,
    split_intent,
    without_emergencies,
)
from bot.nlu.judging.everyday import is_elsewhere, is_everyday, is_no_cry
from bot.nlu.judging.first_look import FirstLook, RankedMessage, first_look
from bot.nlu.judging.sentences import by_sentences
from bot.nlu.judging.suspicion import LEAST_WITHOUT_DANGER, Suspicion, beside_answer, confirmed
from bot.nlu.message.parts import MIN_WORDS, parts_of
from bot.nlu.ranker.ranking import Ranking, Scored
from bot.nlu.ranker.topic_ranker import TopicRanker
from bot.nlu.understood import Understood
from bot.words.phrases import folded

_SUICIDE = "notfall_suizid"
_SURE = 1.0
# So far ahead by its meaning alone, a foreign message is about something else, or surely so.
_ELSE_LEAD, _SURELY_ELSE_LEAD = 0.15, 0.25
# By so much the strength of a foreign alarm lies above how sure the second look is of a German one.
_FOREIGN_ABOVE = 6.0


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
        sentences: Iterable[tuple[Sequence[str], Scored]],
        aspects: Sequence[str],
        *,
        is_foreign: bool,
        named: Collection[str],
    ) -> Understood:
        """Return what to do with what was ``said``; ``aspects`` are what its entities ask for.

        ``texts`` are the message as it is ranked and its parts, ``scored`` their scores,
        ``sentences`` the same for each of its sentences, ``named`` the kinds of its entities.
        """
        message = self._ranked(said, texts, scored, aspects, is_foreign=is_foreign, named=named)
        whole = self._as_one(message, self._judged(message), named)
        if whole.decision.decision == EMERGENCY_FAMILY:
            return whole
        alone = (
            self._ranked(read[0], read, at, (), is_foreign=is_foreign, named=named)
            for read, at in sentences
        )
        # What is calm at once counts for nothing here, and nothing makes an emergency of it.
        loudest = by_sentences(
            whole,
            (
                self._as_one(one, heard, named)
                for one in alone
                if (heard := self._judged(one)).decision.decision == EMERGENCY_FAMILY
            ),
        )
        is_calm = self._is_everyday(said, loudest, is_foreign=is_foreign, named=named)
        return replace(whole, is_concerning=True) if is_calm else loudest

    def _ranked(
        self,
        said: str,
        texts: Sequence[str],
        scored: Scored,
        aspects: Sequence[str],
        *,
        is_foreign: bool,
        named: Collection[str],
    ) -> RankedMessage:
        """Return a message, or one of its sentences, with the ranking that its entities leave."""
        ranking = as_named(self.ranker.ranking(scored, 0), aspects, named, self.thresholds)
        return RankedMessage(said, texts, scored, ranking, aspects, is_foreign=is_foreign)

    def _as_one(
        self, message: RankedMessage, understood: Understood, named: Collection[str]
    ) -> Understood:
        """Return what a message is, read as a whole, by what was ``understood`` at first."""
        said, is_foreign = message.said, message.is_foreign
        meant = self._meant_without_figure(said, understood, is_foreign=is_foreign)
        if meant is not None:
            understood = replace(meant, is_concerning=is_foreign)
        is_danger = understood.is_named or understood.names_danger
        if understood.decision.topic == _SUICIDE and not is_danger and is_no_cry(said):
            return replace(understood.calm or understood, is_concerning=False, is_faint=False)
        is_calm = self._is_everyday(said, understood, is_foreign=is_foreign, named=named)
        if is_calm:
            understood = replace(understood.calm or understood, names_danger=is_danger)
        if is_calm or self.terms.calls_for_help(said):
            understood = replace(understood, is_concerning=True, is_faint=False)
        is_far = not is_foreign and is_elsewhere(said, names_country=COUNTRY in named)
        return replace(understood, is_elsewhere=is_far)

    def _is_everyday(
        self, said: str, understood: Understood, *, is_foreign: bool, named: Collection[str]
    ) -> bool:
        """Say whether all that was said makes everyday life of what it sounds like."""
        return not is_foreign and is_everyday(
            said,
            understood.decision.topic,
            names_country=COUNTRY in named,
            is_named=understood.is_named,
            is_doubtful=understood.is_doubtful,
        )

    def by_letter(
        self,
        understood: Understood,
        ranking: Ranking,
        aspects: Sequence[str],
        named: Collection[str],
        *,
        is_foreign: bool = False,
    ) -> Understood:
        """Return what a long message is by the ranking of what it asks.

        Whether it is an emergency was looked at in all that it says.
        """
        if understood.decision.decision != EMERGENCY_FAMILY:
            calm = self._calm(
                as_named(ranking, aspects, named, self.thresholds), aspects, is_foreign=is_foreign
            )
            return replace(understood, decision=calm.decision, ranking=calm.ranking)
        if understood.calm is None:
            return understood
        return replace(understood, calm=self.by_letter(understood.calm, ranking, aspects, named))

    def _meant_without_figure(
        self, said: str, understood: Understood, *, is_foreign: bool
    ) -> Understood | None:
        """Return what a message is that only an idiom makes sound like an emergency, else None.

        "Was schlagen Sie vor?": what is left without the idiom is looked at by itself. Of a foreign
        message nothing else is known, and there is no second look: the numbers stay beside it.
        """
        is_alarming = understood.decision.decision == EMERGENCY_FAMILY or understood.is_concerning
        if not is_alarming or understood.is_named or not self.terms.is_figurative(said):
            return None
        left = self.terms.literal(said)
        if names_danger(left):
            return None
        if len(folded(left)) < MIN_WORDS:
            return None if is_foreign else understood.calm or understood
        texts = [left, *parts_of(left)]
        scored = self.ranker.score(texts)
        ranking = self.ranker.ranking(scored, 0)
        rest = self._judged(RankedMessage(left, texts, scored, ranking, (), is_foreign=is_foreign))
        if rest.decision.decision == EMERGENCY_FAMILY:
            return None
        if is_foreign:
            return rest
        return None if rest.is_concerning else understood.calm or understood

    def _judged(self, message: RankedMessage) -> Understood:
        """Return what a message is by itself, as a whole and in its parts.

        A word of danger tells it, else what it sounds like, else its ranking.
        """
        look = first_look(message, self.thresholds, self.ranker.intents, self._acute)
        return (
            self._named(message, look)
            or self._suspected(message, look)
            or self._harmless(message, look)
        )

    def _named(self, message: RankedMessage, look: FirstLook) -> Understood | None:
        """Return the emergency of which a word is in the list, None where none is."""
        topic = self.terms.topic_of(message.said)
        if not topic:
            return None
        # Help against suicide is the one kind that no other has; of a foreign message a word is
        # surer than the ranking.
        is_surer = not look.is_first or topic == _SUICIDE or message.is_foreign
        decision = emergency(topic, _SURE) if is_surer else look.decision
        calm = self._calm(message.ranking, message.aspects)
        return Understood(decision, message.ranking, calm=calm, names_danger=True, is_named=True)

    def _suspected(self, message: RankedMessage, look: FirstLook) -> Understood | None:
        """Return what a message is that sounds like an emergency, None where it does not.

        A German one is looked at a second time, of a foreign one the first look is all there is.
        """
        if message.is_foreign:
            is_likely = look.is_acute and look.acute.confidence >= LEAST_WITHOUT_DANGER
            is_likely = is_likely and not self._is_else(message, _ELSE_LEAD)
            # One sentence by meaning alone is but a hint: sure enough for the numbers, no more.
            sure = min(look.alarm.strength - _FOREIGN_ABOVE, 0.0)
            return Understood(look.acute, message.ranking, sure=sure) if is_likely else None
        if not look.is_acute and (look.is_strange or not look.is_concerning):
            return None
        checked = confirmed(self._checked(message, look), message.ranking, self.check)
        # "Soll ich überweisen? Von der Zusage keine Spur.": a part that names no danger is heard
        # beside what the whole message asks.
        is_beside = not look.is_whole and not checked.names_danger
        return beside_answer(checked) if is_beside else checked

    def _harmless(self, message: RankedMessage, look: FirstLook) -> Understood:
        """Return what a message is by its ranking, which may yet be a concern."""
        ranking, decision = message.ranking, look.decision
        is_concerning = look.is_concerning and not look.is_name
        if message.is_foreign:
            is_concerning = is_concerning and not (
                look.decision.decision != EMERGENCY_FAMILY
                and self._is_else(message, _SURELY_ELSE_LEAD)
            )
            ranking = self._by_meaning(message.scored, message.aspects)
            decision = decide(ranking, message.aspects, self.thresholds.in_other_languages)
        elif look.is_first:
            ranking = without_emergencies(ranking)
            decision = decide(ranking, message.aspects, self.thresholds)
        return Understood(decision, ranking, is_concerning)

    def _checked(self, message: RankedMessage, look: FirstLook) -> Suspicion:
        """Return a suspicion with how sure the second look at it is."""
        part, limits = look.alarm.part, self.thresholds.german
        rows = [0, part.row] if part is not None and part.score >= limits.concern_part else [0]
        familiarity = self.ranker.familiarity(message.scored, slice(0, max(rows) + 1))
        sure = max(
            self.check.sureness(
                signs_of(
                    message.texts[row],
                    message.scored,
                    row,
                    self._acute,
                    self.ranker.labels,
                    float(familiarity[row]),
                )
            )
            for row in rows
        )
        text = message.texts[0]
        return Suspicion(
            text,
            look.acute,
            self._calm(message.ranking, message.aspects),
            sure,
            is_one_piece=len(message.texts) == 1,
            is_figurative=self.terms.is_figurative(text),
            names_danger=names_danger(self.terms.literal(text)),
        )

    def _calm(
        self, ranking: Ranking, aspects: Sequence[str], *, is_foreign: bool = False
    ) -> Understood:
        """Return what a message is if it is no emergency."""
        limits = self.thresholds.in_other_languages if is_foreign else self.thresholds
        is_first = split_intent(ranking.intents[0].intent)[0] == EMERGENCY_FAMILY
        calm = without_emergencies(ranking) if is_first else ranking
        decision = decide(calm, aspects, limits)
        if decision.decision == EMERGENCY_FAMILY:
            calm = without_emergencies(ranking)
            decision = decide(calm, aspects, limits)
        return Understood(decision, calm)

    def _is_else(self, message: RankedMessage, lead: float) -> bool:
        """Say whether a foreign message is about something else than danger by its meaning alone.

        The ranking of all views hears an emergency in much that is new to it. Of 422 emergencies
        for tuning none has such a lead, of 17 calm messages with the numbers five.
        """
        ranking = self.ranker.ranking_by_meaning(message.scored, 0)
        is_acute = split_intent(ranking.intents[0].intent)[0] == EMERGENCY_FAMILY
        return not is_acute and ranking.lead >= lead

    def _by_meaning(self, scored: Scored, aspects: Sequence[str]) -> Ranking:
        """Return the ranking of a foreign message that is no emergency."""
        ranking = aspect_first(self.ranker.ranking_by_meaning(scored, 0), aspects)
        is_acute = split_intent(ranking.intents[0].intent)[0] == EMERGENCY_FAMILY
        return without_emergencies(ranking) if is_acute else ranking
