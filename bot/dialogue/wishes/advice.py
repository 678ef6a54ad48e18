"""Recognises who wants advice from a person of the office (``advice.yml``).

"Was kostet die Beratung?" asks about advice and has an entry; "ich brauche Beratung" wants it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache

from bot.dialogue.context import EMERGENCY, UNSURE, Heard, Meant
from bot.dialogue.topics import PERSON_TOPIC, REQUEST_TOPIC
from bot.dialogue.wishes.advice_heading import is_heading
from bot.dialogue.wishes.advice_words import Words, advice_words, known_noun
from bot.dialogue.wishes.plea import has_plea, offers_time, pleads_last
from bot.words.phrases import folded, has_any

_HANDOVER = "handover"
_SHOWN = "act"
# These have an answer of their own: who is sent on to others, and who is in the wrong place.
_SENT_ON = {
    "answer": ("verweis_", "anderes_bundesland", "beratung_kosten_zielgruppe"),
    "fallback": ("oos_",),
}

# Longer ones tell a story in which advice comes up.
_MOST_WORDS = 30
_SENTENCE = re.compile(r"[.!?\n]")
# What may follow a sentence; "e.V." ends none.
_END_OF_SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n+")
_CLAUSE = re.compile(r"[.!?:,;]\s+|\n+")
_WORDS_OF_BEGINNING = 12
_FEW_WORDS, _LEAST_WORDS_OF_SUBJECT = 10, 3
_POLITE = frozenset({"bitte", "dringend"})
_AGAIN = frozenset({"nochmal", "nochmals", "erneut", "wieder"})
# "Brauchen", "wollen": said of us, or of others.
_OF_MANY = "en"
_OWN = frozenset({"ich", "wir"})
_SPEAKERS = frozenset({"wir", "uns"})


class Advice(Enum):
    """What a person wants: the request taken down, or a way to talk to somebody."""

    REQUEST = "request"
    PERSON = "person"


def advice_meant(heard: Heard) -> Meant | None:
    """Return what a message means that wants advice or a person, None if it does not.

    A single case that is to be handed over has an answer of its own, and an emergency comes first.
    """
    topic = heard.topic or ""
    is_case = heard.decision == _HANDOVER and topic != PERSON_TOPIC
    if is_case or heard.decision == EMERGENCY:
        return None
    is_about = bool(heard.names) and wants_somebody(heard.text)
    wanted = Advice.REQUEST if is_about else advice_wanted(heard.text, has_name=bool(heard.names))
    if wanted is None:
        return None
    sentence = f" {' '.join(folded(heard.text))} "
    is_request = wanted is Advice.REQUEST
    has_own_answer = (
        topic.startswith(_SENT_ON.get(heard.decision, ())) or _asks_beside(heard)
        if is_request
        else heard.decision not in UNSURE
    )
    is_sure = is_about or has_any(sentence, advice_words().sure_phrases)
    # Deadlines and other things that are shown have their own answer, whoever has time for a talk.
    is_sure |= ends_with_wish(heard.text)
    is_sure |= offers_time(heard.text) and heard.decision != _SHOWN
    if has_own_answer and not is_sure and not says_only_that(heard.text):
        return None
    topic = REQUEST_TOPIC if is_request else PERSON_TOPIC
    return Meant(_HANDOVER, topic, heard.programmes, heard.countries)


def advice_wanted(text: str, *, has_name: bool = False) -> Advice | None:
    """Return what is wanted of the office, None if a message is about something else.

    ``has_name`` says that a programme or country was understood in it.
    """
    known = advice_words()
    text = without_ways(text)
    if has_any(f" {' '.join(folded(text))} ", known.sure_phrases):
        return Advice.REQUEST
    if has_plea(text) or offers_time(text) or _begins_with_wish(text) or ends_with_wish(text):
        return Advice.REQUEST
    said = _opening(text)
    if not said or len(said) > _MOST_WORDS or not known.blockers.isdisjoint(said):
        return None
    sentence = f" {' '.join(said)} "
    if (
        _is_request(said, known)
        or has_any(sentence, known.phrases)
        or is_heading(text, said, known, has_name=has_name)
        or _wishes_nothing_else(said, known)
    ):
        return Advice.REQUEST
    is_short = len(said) <= _FEW_WORDS or wants_somebody(text)
    has_person = is_short and has_any(sentence, known.person_phrases)
    has_person |= has_any(sentence, known.foreign_phrases)
    return Advice.PERSON if has_person or _is_bare(said, known) else None


def wants_somebody(text: str) -> bool:
    """Say whether a person is wished for: "kann ich mit wem reden, der Ahnung von Israel hat"."""
    known, said = advice_words(), folded(text)
    is_own = not _OWN.isdisjoint(said) and known.blockers.isdisjoint(said)
    return is_own and has_any(f" {' '.join(said)} ", known.person_phrases)


def _begins_with_wish(text: str) -> bool:
    """Return whether the first sentence is a wish for advice or a talk, and others follow it.

    Whoever goes on to say what it is about wants that taken down.
    """
    known = advice_words()
    sentences = _END_OF_SENTENCE.split(text.strip())
    while len(sentences) > 1 and known.fillers.issuperset(folded(sentences[0])):
        del sentences[0]
    first, *others = sentences
    # "Anfrage bitte: Fachkräfteaustausch Griechenland", but not "… Beratung. Wer zahlt?"
    least = _LEAST_WORDS_OF_SUBJECT if "?" in text else _LEAST_WORDS_OF_SUBJECT - 1
    is_told = len(folded(" ".join(others))) >= least
    return is_told and _is_bare_wish(first)


def ends_with_wish(text: str) -> bool:
    """Say whether a plan is told, and asked for advice alone: "… im Mai, bitte Beratung"."""
    *others, last = [one for one in _CLAUSE.split(text.strip()) if folded(one)] or [""]
    before = " ".join(others)
    is_told = _LEAST_WORDS_OF_SUBJECT <= len(folded(before)) <= _MOST_WORDS
    is_told &= "?" not in text.rstrip(" ?") and not says_only_that(before)
    is_told &= not advice_words().nouns.isdisjoint(map(known_noun, folded(last)))
    is_told &= _AGAIN.isdisjoint(folded(last))
    return is_told and _is_bare_wish(last)


def _opening(text: str) -> list[str]:
    """Return the words of a message, of a long one those of the sentence that wants something.

    Who tells the whole plan at once begins with what is wanted, or writes a mail: "… Wir bitten um
    Beratung." Who dictates knows no sentences.
    """
    known = advice_words()
    said = [known_noun(word) for word in folded(text)]
    if len(said) <= _MOST_WORDS:
        return said
    sentences = [list(map(known_noun, folded(one))) for one in _SENTENCE.split(text.strip())]
    # "… Ich brauche Beratung" at the end of a story tells nothing more.
    told = (one for one in sentences if not known.empty.issuperset(one))
    own = (one for one in told if not _OWN.isdisjoint(one[:1]) and _is_request(one, known))
    opening = next(own, sentences[0])
    if len(opening) <= _MOST_WORDS:
        return opening
    begun = opening[:_WORDS_OF_BEGINNING]
    return begun if _is_request(begun, known) else []


def says_only_that(text: str) -> bool:
    """Say whether a message that wants advice tells nothing about what it should be about."""
    known = advice_words()
    said = [known_noun(word) for word in folded(without_ways(text))]
    if offers_time(text):
        # "Wer könnte mir dabei helfen, hab Dienstag Zeit" leaves what it is about unsaid.
        return (known.empty | known.of_free_time).issuperset(said)
    return known.empty.issuperset(said) or _wishes_nothing_else(said, known)


def beside_wish(text: str) -> str:
    """Return a message that wants advice without the sentences around that say only that.

    Nor does "ok danke, das hilft nicht ganz" tell what it is about.
    """
    sentences = _END_OF_SENTENCE.split(text.strip())
    nothing = advice_words().remarks | advice_words().empty
    for end in (0, -1):
        while sentences and (
            says_only_that(sentences[end]) or nothing.issuperset(folded(sentences[end]))
        ):
            del sentences[end]
    return " ".join(sentences)


def _asks_beside(heard: Heard) -> bool:
    """Return whether a message asks something; that we may advise or call is a wish.

    A question in its next sentence goes before it only if it has an answer.
    """
    asking = [s for s in _END_OF_SENTENCE.split(without_ways(heard.text)) if "?" in s]
    # "Können Sie uns beraten, auch ohne Verein?" asks for whom we are there.
    others = [s for s in asking if not (pleads_last(s) or _is_bare_wish(s))]
    text = without_ways(heard.text)
    is_wish = len(others) < len(asking) or has_plea(text) or _begins_with_wish(text)
    return bool(others) and (not is_wish or heard.decision not in UNSURE)


def _is_bare_wish(sentence: str) -> bool:
    """Return whether a sentence only wants advice: "kann ich mich bei euch beraten lassen?"."""
    return says_only_that(sentence) and advice_wanted(sentence) is not None


def without_ways(text: str) -> str:
    """Return a text without numbers and addresses, and without what leads up to them."""
    return _way().sub(" ", text)


def _is_request(said: list[str], known: Words) -> bool:
    """Return whether a wish comes before the name of the thing, or something is done with it."""
    for place, word in enumerate(said):
        if word not in known.nouns:
            continue
        before = _nearest(reversed(said[:place]), known)
        after = _nearest(said[place + 1 :], known)
        # "Brauchen schnell Beratung" leaves out who; "unsere Mädchen brauchen Beratung" does not.
        is_first = before is not None and before == _nearest(said, known)
        is_wish = before in known.wishes and (is_first or _is_own(before, said))
        if is_wish or after in known.actions:
            return True
        stands_alone = before is None and after is None
        if stands_alone and (word in known.requests or not _POLITE.isdisjoint(said)):
            return True
        if before is None and not _POLITE.isdisjoint(said[:place]):
            return True
        if word not in known.if_of_others and not _POLITE.isdisjoint(said[place + 1 : place + 2]):
            # "Beratung bitte, am besten dienstags"
            return True
    return False


def _wishes_nothing_else(said: list[str], known: Words) -> bool:
    """Return whether a talk is wished for, and nothing else: "ich hätte gern einen Termin"."""
    empty = known.empty | known.if_alone | known.beside_alone
    is_wished = not (known.wishes | known.actions).isdisjoint(said)
    return is_wished and not known.if_alone.isdisjoint(said) and empty.issuperset(said)


def _is_own(wish: str | None, said: list[str]) -> bool:
    """Return whether the wish is that of whoever writes: "unsere Mädchen brauchen Beratung"."""
    return not (wish or "").endswith(_OF_MANY) or not _SPEAKERS.isdisjoint(said)


def _nearest(said: Iterable[str], known: Words) -> str | None:
    """Return the first word that is no filler, None if there is none."""
    return next((word for word in said if word not in known.fillers), None)


def _is_bare(said: list[str], known: Words) -> bool:
    wanted = known.names | known.person
    rest = [word for word in said if word not in wanted]
    return len(rest) < len(said) and all(w in known.fillers | known.wishes for w in rest)


@lru_cache(maxsize=1)
def _way() -> re.Pattern[str]:
    leads = "|".join(sorted(advice_words().before_way, key=len, reverse=True))
    number = r"(?<![\w.])(?!\d{1,2}\.\s?\d{1,2}\.)[+0][\d /().-]{4,}\d"
    return re.compile(
        rf"(?:\b(?:{leads})\b[\s.:-]+)*(?:{number}|\S+@\S+|\[[\w-]+\])", re.IGNORECASE
    )
