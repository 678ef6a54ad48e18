"""Which terms of a text are used without an explanation in the same text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.plain_language.sentences import Sentence
from bot.plain_language.vocabulary import Mention, Term, Vocabulary
from bot.plain_language.word_lists import word_list

# What a definition begins with after „ist“: a noun, with or without article and adjectives.
_NOUN = (
    r"(?:ein\w*|der|die|das|den|kein\w*|Ihr\w*|zum\s+Beispiel"
    r"|(?:[a-zäöüß]+e[nrsm]?\s+){0,2}„?[A-ZÄÖÜ])"
)
_IS = (
    rf"(?:(?:ist|sind|war|waren)\s+(?:(?:also|auch|meist)\s+)?{_NOUN}"
    r"|(?:heißt|heißen|bedeutet|meint)\b)"
)
# „Eine Duldung ist …“, „Duldung heißt: …“: the term opens its sentence.
_SUBJECT = re.compile(r"[„\"]?(?:(?:Ein|Eine|Der|Die|Das|Ihr|Ihre|Mit|Unter)\s+)?[„\"]?\Z")
_DEFINES = re.compile(rf"[“\"]?(?:\s+\([^)]*\))?\s+{_IS}")
# „Eine Zentralstelle sammelt …“, „Bei einem Workcamp arbeiten …“: said of all of its kind.
_ANY_OF_KIND = re.compile(r"(?:Ein|Eine|Als|(?:Bei|In|Mit)\s+eine[mr])\s+[„\"]?\Z")
_DOES = re.compile(r"[“\"]?\s+[a-zäöüß]")
# „Workcamp: Eine Gruppe …“ and „Polen: Deutsch-Polnisches Jugendwerk“.
_SAYS_WHAT = re.compile(r"[“\"]?:\s+(?:Eine?|Einzelne|Mehrere|Junge|Ihr|Das\s+(?:ist|sind))\b")
_LABELLED = re.compile(r"[^:.!?]{2,50}:\s+(?:(?:der|die|das)\s+)?[„\"]?\Z")
_STANDS_ALONE = re.compile(r"[“\"]?(?:[.!,]|\Z)")
# „Ein Visum, das ist …“, „Honorar, also …“
_INSERTS = re.compile(r"[“\"]?,\s+(?:das\s+(?:ist|sind|heißt)|also|zum\s+Beispiel)\b")
# „… (DFJW)“ behind the long form, or the long form behind „DFJW (“; „(Stand 2026)“ is neither.
_OPENS_BRACKET = re.compile(r"\w[“\"]?\s+\(\Z")
_BRACKET = re.compile(r"[“\"]?\s+\((?!Stand\b)[^)]*[A-Za-z]{2}")
# „Das heißt Kofinanzierung.“, „Der Ausweis heißt Juleica.“, „Man nennt das Sprachmittlung.“
_NAMES = re.compile(r"\b(?:heißt|heißen|nennt|nennen|hieß|hießen)\b[^.!?,]{0,40}\Z")
# „Eine Absage kostet Geld. Das sind Stornokosten.“
_CALLS = re.compile(
    r"(?:Das|Dies)\s+(?:ist|sind)\s+(?:meist\s+)?(?:(?:ein\w*|der|die|das)\s+)?[„\"]?\Z"
)
_ENDS = re.compile(r"[“\"]?[.!]?\Z")
# „Sie sammelt Anträge.“: „sie“, not the „Sie“ of the reader, whose verbs end in „en“.
_NEXT = re.compile(
    rf"(?:Das|Dies|Es|Er)\s+{_IS}|(?:Er|Sie)\s+[a-zäöüß]+t\b"
    r"|(?:So|Damit)\s+(?:heißt|nennt|heißen|ist|sind)\b|Gemeint\s+(?:ist|sind)\b"
)
# Letters to both sides of a term in which its explanation can stand.
_REACH = 120
_NEXT_PLURAL = re.compile(r"(?:Das|Dies|Beide)\s+(?:sind|heißen|waren)\b")


@dataclass(frozen=True)
class Unexplained:
    """A term and the first sentence that uses it."""

    name: str
    sentence: Sentence


def unexplained(sentences: Sequence[Sentence], vocabulary: Vocabulary) -> list[Unexplained]:
    """Return the terms that the text uses and never explains, in their order.

    Explained is what is the subject of „ist ein …“, „heißt“ or „bedeutet“, what a sentence gives a
    name to („Das heißt Kofinanzierung“), what the next sentence takes up („Das ist …“, „Diese
    Stelle …“), what has its long form in brackets, and a name behind the word for what it is
    („die Fachstelle ConAct“).
    """
    first: dict[Term, Sentence] = {}
    explained: set[Term] = set()
    for position, sentence in enumerate(sentences):
        mentions = vocabulary.mentions(sentence.text)
        for mention in mentions:
            first.setdefault(mention.term, sentence)
            if _explains(sentence.text, mention):
                explained.add(mention.term)
        following = sentences[position + 1].text if position + 1 < len(sentences) else ""
        explained.update(_taken_up(mentions, following))
    return [Unexplained(t.name, s) for t, s in first.items() if t not in explained]


def _explains(sentence: str, mention: Mention) -> bool:
    before, after = sentence[: mention.start], sentence[mention.end :][:_REACH]
    near = before[-_REACH:]
    if _SUBJECT.match(before) and (_DEFINES.match(after) or _SAYS_WHAT.match(after)):
        return True
    if _ANY_OF_KIND.match(before) and _DOES.match(after):
        return True
    if _LABELLED.match(before) and _STANDS_ALONE.match(after):
        return True
    if _NAMES.search(near) or _category().search(near):
        return True
    if _CALLS.match(before) and _ENDS.match(after):
        return True
    is_in_bracket = _OPENS_BRACKET.search(near) and after.startswith(")")
    return bool(is_in_bracket or _INSERTS.match(after) or _BRACKET.match(after))


def _taken_up(mentions: Sequence[Mention], following: str) -> Iterable[Term]:
    """Return the terms that the following sentence explains: the last one, or all by a plural."""
    if not mentions:
        return ()
    if _NEXT_PLURAL.match(following):
        return [mention.term for mention in mentions]
    if _NEXT.match(following) or _pointing().match(following):
        return (mentions[-1].term,)
    return ()


@lru_cache(maxsize=1)
def _category() -> re.Pattern[str]:
    # „die Fachstelle ConAct“, „Die Fachstelle dafür ist ConAct“
    link = r"(?:[^.!?,]{0,30}\b(?:ist|sind)\s+(?:(?:der|die|das|ein\w*)\s+)?)?"
    return re.compile(rf"(?<!\w)\w*(?i:{_categories()})(?:e?[ns])?\s+{link}[„\"]?\Z")


@lru_cache(maxsize=1)
def _pointing() -> re.Pattern[str]:
    return re.compile(rf"Diese[rs]?\s+\w*(?i:{_categories()})\b")


def _categories() -> str:
    return "|".join(word_list("categories"))
