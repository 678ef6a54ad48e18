"""From a message to a decision: what of it is ranked, alone and behind what was talked about."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from bot.meaning.likeness import remember
from bot.nlu.decision import UNCLEAR_TOPIC, decide, topic_ranking
from bot.nlu.judging.judge import Judge
from bot.nlu.languages.detection import GERMAN
from bot.nlu.languages.reading import as_read
from bot.nlu.message.asking import Letter
from bot.nlu.message.courtesy import behind_greeting, behind_thanks
from bot.nlu.message.letter_ranking import letter_ranking, question_ranking
from bot.nlu.message.parts import parts_of, sentences_of
from bot.nlu.message.questions import questions_of
from bot.nlu.ranker.ranking import Scored
from bot.nlu.ranker.talks import MOST_WORDS, behind
from bot.nlu.understood import Asked, Understood

_GREETING, _NO_SUBJECT = "meta_begruessung", "oos_allgemein"
# From this probability on the rest of a message says nothing by itself.
_UNCLEAR = 0.8


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
    ) -> Understood:
        """Return what to do with ``text``; ``aspects`` are what its entities ask for.

        ``letter`` is what a long message asks, ``talked_about`` what the conversation is
        about, in the words that its keys name; ``named`` are the kinds of its entities: "country"
        for one, or a town of it.
        """
        is_foreign = language != GERMAN
        said, text = text, as_read(text, language)
        if not is_foreign:
            text = self._without_greeting(behind_thanks(text) or text)
        texts = [text, *parts_of(text)]
        is_short = len(text.split()) <= MOST_WORDS
        before = talked_about or {} if is_short and not is_foreign else {}
        in_talk = [behind(words, text) for words in before.values()]
        questions = [] if is_foreign else questions_of(text)
        if letter is not None and not is_foreign:
            questions = letter.questions
        told = [] if letter is None else [letter.gist, *letter.sentences]
        told = [as_read(one, language) for one in told]
        sentences = [[one, *parts_of(one)] for one in sentences_of(text)]
        # Each only once: in a second message what was said first was also said last. All in one go:
        # the encoder streams its weights through the processor once, not twice.
        others = dict.fromkeys(chain(in_talk, questions, told, *sentences))
        distinct = [*texts, *(one for one in others if one not in texts)]
        scored = self._ranker.score(distinct, is_foreign=is_foreign)
        place = {one: row for row, one in enumerate(distinct)}
        remember(said, scored.vectors[0])
        ranked = {one: self._ranker.ranked(scored, place[one]) for one in {*in_talk}}
        in_context = {name: ranked[one] for name, one in zip(before, in_talk, strict=True)}
        rows = [place[one] for one in told]
        asked = [
            self._asked(one, scored, place[one], gist=next(iter(rows), None)) for one in questions
        ]
        alone = scored.first(len(texts))
        each = ((read, scored.at([place[one] for one in read])) for read in sentences)
        understood = self._judge.judge(
            said, texts, alone, each, aspects, is_foreign=is_foreign, named=named
        )
        if letter is not None:
            ranking = letter_ranking(self._ranker, scored, rows[0], rows[1:], is_foreign=is_foreign)
            understood = self._judge.by_letter(
                understood, ranking, aspects, named, is_foreign=is_foreign
            )
        asking = () if letter is None else letter.asking
        return replace(understood, in_context=in_context, questions=tuple(asked), asking=asking)

    def _without_greeting(self, text: str) -> str:
        """Return what a message says behind its greeting, where only that tells what it is about.

        "Hallo, ich heiße Amina" is a greeting and nothing else, and so is "hi, wie geht es dir".
        """
        rest = behind_greeting(text)
        if rest is None:
            return text
        scored = self._ranker.score([text, rest])
        whole, behind_it = (topic_ranking(self._ranker.ranked(scored, row)) for row in (0, 1))
        is_unclear = dict(behind_it).get(UNCLEAR_TOPIC, 0.0) >= _UNCLEAR
        is_idle = is_unclear or behind_it[0][0] == _NO_SUBJECT
        return rest if whole[0][0] == _GREETING and not is_idle else text

    def _asked(self, question: str, scored: Scored, row: int, *, gist: int | None) -> Asked:
        if gist is None:
            ranking = self._ranker.ranking(scored, row)
        else:
            ranking = question_ranking(self._ranker, scored, gist, row)
        return Asked(question, decide(ranking, (), self._judge.thresholds), ranking.lead)
