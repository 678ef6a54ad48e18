"""From a message to a decision: what of it is ranked, alone and behind what was talked about."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from bot.meaning.likeness import remember
from bot.nlu.decision import UNCLEAR_TOPIC, decide, topic_ranking
from bot.nlu.judging.judge import Judge
from bot.nlu.judging.step import step_first
from bot.nlu.languages.detection import GERMAN
from bot.nlu.languages.reading import as_read
from bot.nlu.message.asking import Letter
from bot.nlu.message.courtesy import behind_greeting, behind_thanks
from bot.nlu.message.letter_ranking import letter_ranking, question_ranking
from bot.nlu.message.parts import parts_of, sentences_of
from bot.nlu.message.questions import questions_of
from bot.nlu.ranker.ranking import Ranking, Scored
from bot.nlu.ranker.talks import MOST_WORDS, behind
from bot.nlu.understood import Asked, Understood

_GREETING, _NO_SUBJECT = "meta_begruessung", "oos_allgemein"
# From this probability on the rest of a message says nothing by itself.
_UNCLEAR = 0.8


@dataclass(frozen=True)
class _Reading:
    """The texts of a message that are ranked.

    ``texts`` are the message and its parts, ``in_talk`` is it behind what was talked about,
    ``told`` what a long message says, ``sentences`` are its sentences, each with its parts,
    ``unnamed`` is it without the programme that it names. Of ``distinct`` each is ranked once: in a
    second message what was said first was also said last.
    """

    texts: Sequence[str]
    in_talk: Mapping[str, str]
    questions: Sequence[str]
    told: Sequence[str]
    sentences: Sequence[Sequence[str]]
    unnamed: str | None
    distinct: Sequence[str]

    @staticmethod
    def of(
        text: str,
        language: str,
        talked_about: Mapping[str, str],
        letter: Letter | None,
        unnamed: str | None,
    ) -> _Reading:
        """Take a message apart, or what of it tells what it is about."""
        is_foreign = language != GERMAN
        texts = [text, *parts_of(text)]
        goes_on = len(text.split()) <= MOST_WORDS and not is_foreign
        in_talk = {n: behind(words, text) for n, words in talked_about.items() if goes_on}
        questions = [] if is_foreign else questions_of(text)
        if letter is not None and not is_foreign:
            questions = letter.questions
        told = [] if letter is None else [letter.gist, *letter.sentences]
        told = [as_read(one, language) for one in told]
        sentences = [[one, *parts_of(one)] for one in sentences_of(text)]
        others = dict.fromkeys(chain(in_talk.values(), questions, told, *sentences))
        others |= {} if unnamed is None else {unnamed: None}
        distinct = [*texts, *(one for one in others if one not in texts)]
        return _Reading(texts, in_talk, questions, told, sentences, unnamed, distinct)

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The row in which each of the texts is scored."""
        return {one: row for row, one in enumerate(self.distinct)}


class Understander:
    """Decides what to do with a message, with its questions and behind what was talked about."""

    def __init__(self, judge: Judge) -> None:
        """Use the ranker of a ``judge`` for all that is decided beside the message as a whole."""
        self._judge = judge
        self._ranker = judge.ranker

    def understand(
        self,
        text: str,
        *,
        aspects: Sequence[str] = (),
        language: str = GERMAN,
        talked_about: Mapping[str, str] | None = None,
        named: Collection[str] = (),
        letter: Letter | None = None,
        unnamed: str | None = None,
    ) -> Understood:
        """Return what to do with ``text``; ``aspects`` are what its entities ask for.

        ``letter`` is what a long message asks, ``unnamed`` a shorter one without the programme that
        it names. ``talked_about`` is what the conversation is about, in the words that its keys
        name; ``named`` are the kinds of its entities: "country" for one, or a town of it.
        """
        is_foreign = language != GERMAN
        read, scored = self._read(text, language, talked_about or {}, letter, unnamed)
        place = read.place
        remember(text, scored.vectors[0])
        ranked = {one: self._ranker.ranked(scored, place[one]) for one in read.in_talk.values()}
        in_context = {name: ranked[one] for name, one in read.in_talk.items()}
        gist = None if letter is None else place[read.told[0]]
        asked = [self._asked(one, scored, place[one], gist=gist) for one in read.questions]
        alone = scored.first(len(read.texts))
        each = ((texts, scored.at([place[one] for one in texts])) for texts in read.sentences)
        understood = self._judge.judge(
            text, read.texts, alone, each, aspects, is_foreign=is_foreign, named=named
        )
        ranking = self._asked_in_it(read, scored, is_foreign=is_foreign)
        if ranking is not None:
            understood = self._judge.by_letter(
                understood, ranking, aspects, named, is_foreign=is_foreign
            )
        asking = () if letter is None else letter.asking
        return replace(understood, in_context=in_context, questions=tuple(asked), asking=asking)

    def _read(
        self,
        said: str,
        language: str,
        talked_about: Mapping[str, str],
        letter: Letter | None,
        unnamed: str | None,
    ) -> tuple[_Reading, Scored]:
        """Return the texts of what was ``said``, without its greeting or thanks, and their scores.

        All are scored in one go: the encoder streams its weights through the processor once then.
        """
        text, rest = as_read(said, language), None
        if language == GERMAN:
            text = behind_thanks(text) or text
            rest = behind_greeting(text)
        read = _Reading.of(text, language, talked_about, letter, unnamed)
        beside = [] if rest is None or rest in read.place else [rest]
        scored = self._ranker.score([*read.distinct, *beside], is_foreign=language != GERMAN)
        if rest is None or not self._only_greets(scored, read.place.get(rest, len(read.distinct))):
            return read, scored
        read = _Reading.of(rest, language, talked_about, letter, unnamed=None)
        return read, self._ranker.score(read.distinct)

    def _asked_in_it(self, read: _Reading, scored: Scored, *, is_foreign: bool) -> Ranking | None:
        """Return the ranking of what a message asks, None where that is all of it.

        A long one asks beside its story, a shorter one may ask for another step than the
        application to the programme that it names.
        """
        rows = [read.place[one] for one in read.told]
        if rows:
            return letter_ranking(self._ranker, scored, rows[0], rows[1:], is_foreign=is_foreign)
        if read.unnamed is None:
            return None
        whole = self._ranker.ranking(scored, 0)
        unnamed = self._ranker.ranking(scored, read.place[read.unnamed])
        words = len(read.unnamed.split())
        found = step_first(whole, unnamed, self._judge.thresholds.lead, words)
        return None if found is whole else found

    def _only_greets(self, scored: Scored, rest: int) -> bool:
        """Say whether only what stands behind the greeting tells what a message is about.

        The message is the first of the texts that were scored, the other one in the row ``rest``.
        "Hallo, ich heiße Amina" is a greeting and nothing else, and so is "hi, wie geht es dir".
        """
        if topic_ranking(self._ranker.ranked(scored, 0))[0][0] != _GREETING:
            return False
        behind_it = topic_ranking(self._ranker.ranked(scored, rest))
        is_unclear = dict(behind_it).get(UNCLEAR_TOPIC, 0.0) >= _UNCLEAR
        return not (is_unclear or behind_it[0][0] == _NO_SUBJECT)

    def _asked(self, question: str, scored: Scored, row: int, *, gist: int | None) -> Asked:
        if gist is None:
            ranking = self._ranker.ranking(scored, row)
        else:
            ranking = question_ranking(self._ranker, scored, gist, row)
        return Asked(question, decide(ranking, (), self._judge.thresholds), ranking.lead)
