"""Tells a subject from a question in between, where any text may be the answer.

Whoever is asked what it is about may answer with a question: "Wie bekommen unsere Gäste ein
Visum?" is kept as the subject. In doubt what was written is kept.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.consultations.checks import FieldProblem, check_field
from bot.fit.dialogue import is_side_question
from bot.intake.replies import Heard, Reply, ReplyKind
from bot.intake.request.sheet import CONFIRMATION, OPEN, PLAN, Sheet, known
from bot.intake.words import phrases
from bot.words.phrases import begins_with_any, has_any, spaced

FREE = frozenset({"topic", "description"})
"""The fields that any text may answer."""

ReadAsked = Callable[[str, Sheet, Heard], Reply]
"""Reads a message as the answer to the field of this name."""

# These are about the advice itself or about the assistant, whoever asks.
_ABOUT_US = ("meta_", "beratung_", "servicestelle_")
_ANSWERED = ("answer", "act")
_MOST_WORDS_OF_ASIDE = 8
_MOST_WORDS_OF_SMALLTALK = 6
# A cry for help in few words gets help and is no description of anything.
_MOST_WORDS_OF_CRY = 5
_LEAST_WORDS_OF_SENTENCE = 4
_WITHOUT_QUESTIONS = (*PLAN, "organisation")


def is_aside(heard: Heard) -> bool:
    """Say whether a message is no subject: small talk, or a short question about nobody's case."""
    words = spaced(heard.text)
    said = words.split()
    # "Wann habt ihr auf" asks when or how the office is there.
    if len(said) <= _MOST_WORDS_OF_ASIDE and has_any(words, phrases("asks_about_us")):
        return True
    if heard.decision == "smalltalk":
        return len(said) <= _MOST_WORDS_OF_SMALLTALK
    if heard.decision not in _ANSWERED or not is_side_question(heard.text, heard.decision):
        return False
    if is_about_us(heard.topic):
        return True
    is_own = any(word in phrases("own") for word in said)
    return not is_own and len(said) <= _MOST_WORDS_OF_ASIDE


def is_about_us(topic: str) -> bool:
    """Say whether a topic is about the advice itself, and no subject of a request for it."""
    return topic.startswith(_ABOUT_US)


def is_no_name(heard: Heard) -> bool:
    """Say whether a sentence names nobody: "ich will erstmal wissen, was das kostet"."""
    said = spaced(heard.text)
    if len(said.split()) < _LEAST_WORDS_OF_SENTENCE or heard.intent == "deny":
        return False
    is_wish = begins_with_any(said, phrases("no_name_begin"))
    return is_wish or has_any(said, phrases("no_name_inside"))


def is_remark(heard: Heard) -> bool:
    """Say whether a sentence tells something of one's own that the office should know."""
    said = spaced(heard.text).split()
    is_own = any(word in phrases("own") for word in said)
    return is_own and len(said) >= _LEAST_WORDS_OF_SENTENCE and heard.decision != "smalltalk"


def read_emergency(asked: str, sheet: Sheet, heard: Heard, read_asked: ReadAsked) -> Reply:
    """Read a message that tells of an emergency: numbers come first, and nothing is lost.

    A whole sentence is kept: as the subject, of which only the way to the person is asked then, or
    added to the description, while the question stays open. ``read_asked`` reads it as an answer.
    """
    is_cry = len(heard.text.split()) <= _MOST_WORDS_OF_CRY
    if is_cry or asked == CONFIRMATION:
        return Reply(ReplyKind.SIDE_QUESTION)
    if asked in FREE:
        reply = read_asked(asked, sheet, heard)
        if reply.kind is not ReplyKind.VALUES:
            return reply
        missing = {f: OPEN for f in _WITHOUT_QUESTIONS if sheet.get(f) is None}
        return Reply(ReplyKind.VALUES, {"description": OPEN, **missing, **reply.values})
    told = filter(None, (known(sheet, "description"), heard.text.strip()))
    whole = check_field("description", "\n".join(told))
    if isinstance(whole, FieldProblem):
        return Reply(ReplyKind.SIDE_QUESTION)
    return Reply(ReplyKind.VALUES, {"description": whole, asked: None})
